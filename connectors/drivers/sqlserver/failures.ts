import { IntegrationError } from '../../../schemas/errors.ts';
import type { ErrorCode } from '../../../schemas/errors.ts';

/** What was being done when it failed, for the message. */
export interface Doing {
  readonly place: string;
  readonly user: string;
  /** The connection must be encrypted. */
  readonly encrypts: boolean;
  /** As `dbo.PAGOS`; null where no table is read. */
  readonly table: string | null;
}

type Explain = (doing: Doing) => readonly [ErrorCode, string];

const refused =
  (reason: string): Explain =>
  () => ['SOURCE_REFUSED', reason];
const busy =
  (reason: string): Explain =>
  () => ['SOURCE_BUSY', `${reason}; se puede intentar de nuevo`];

/** Of one table, which is no reason to leave the others of the source unread. */
const denied: Explain = ({ table, user }) =>
  table === null
    ? [
        'SOURCE_REFUSED',
        `la cuenta ${user} no tiene permiso; pida al administrador el rol db_datareader, o GRANT SELECT de lo que se lee`,
      ]
    : [
        'FORBIDDEN',
        `la cuenta ${user} no puede leer ${table}; pida al administrador GRANT SELECT ON ${table} TO ${user}`,
      ];

/** What such a message quotes may be anybody's name: it stays in the cause. */
const uncomputable: Explain = ({ table }) => [
  'QUERY_REFUSED',
  `en alguna fila de ${table ?? 'la tabla'} el servidor no puede calcular una columna (un texto que no es número, un valor que no cabe, una división por cero); pida que corrijan la vista o la columna calculada, o quítela de la declaración`,
];

const unreachable =
  (reason: string): Explain =>
  () => ['SOURCE_UNREACHABLE', reason];
const cut = unreachable('se cortó la conexión');
const closed = busy('la base no está disponible ahora: arranca, se restaura o está fuera de línea');
const full = busy('el servidor no tiene espacio');

/** learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors */
const byNumber: ReadonlyMap<number, Explain> = new Map<number, Explain>([
  [207, () => ['NOT_FOUND', 'una columna de la tabla ya no está, o la vista que se lee quedó sin ella']],
  [
    208,
    ({ table }) => [
      'NOT_FOUND',
      `${table ?? 'la tabla'} ya no está, o la vista que se lee quedó sin una de sus tablas`,
    ],
  ],
  [229, denied],
  [230, denied],
  [241, uncomputable],
  [242, uncomputable],
  [245, uncomputable],
  [262, denied],
  [297, denied],
  [596, cut],
  [701, busy('el servidor no tiene memoria para la consulta')],
  [
    916,
    ({ user }) => ['SOURCE_REFUSED', `la cuenta ${user} no es usuario de la base; pida al administrador CREATE USER`],
  ],
  [922, closed],
  [924, busy('alguien tiene la base para sí solo')],
  [927, closed],
  [942, closed],
  [952, closed],
  [1105, full],
  [1204, busy('el servidor no tiene memoria para más bloqueos')],
  [1205, busy('el servidor canceló la lectura para resolver un interbloqueo con otro programa')],
  [1222, busy('otro programa tiene bloqueado lo que se lee')],
  [3952, refused("la lectura pasa por otra base que no da fotos (SNAPSHOT); declare isolation: 'read-committed'")],
  [3958, full],
  [3960, busy('otro programa cambió lo que se leía')],
  [3961, busy('la tabla cambió de forma mientras se leía')],
  [3966, full],
  // Also while it is restored or has not been brought up: tried again, since no password was wrong.
  [
    4060,
    unreachable(
      'la base no existe, está fuera de línea o restaurándose, o la cuenta no entra en ella; si no pasa, revise database',
    ),
  ],
  [6005, cut],
  [8114, uncomputable],
  [8115, uncomputable],
  [8134, uncomputable],
  [8645, busy('el servidor no tiene memoria para la consulta')],
  [9002, full],
  [17142, busy('el servidor está en pausa')],
  [17187, busy('el servidor está arrancando')],
  [18401, busy('el servidor está arrancando')],
  [18452, refused('el servidor no acepta cuentas de ese dominio; revise domain, o use una cuenta de SQL Server')],
  [18456, refused('usuario o clave equivocados; revise user y password')],
  [18470, refused('la cuenta está deshabilitada; pida al administrador que la habilite')],
  [18486, refused('la cuenta está bloqueada por claves equivocadas; pida al administrador que la desbloquee')],
  [18487, refused('la clave de la cuenta venció; pida al administrador una nueva')],
  [18488, refused('la clave de la cuenta debe cambiarse; pida al administrador una nueva')],
]);

const certificate = refused(
  'su certificado no es de confianza en esta máquina; instale el certificado, o declare trustServerCertificate: true si la red es suya',
);
const oldTls = refused(
  "no se pudo acordar el cifrado: el servidor es de los que no tienen TLS 1.2; declare tlsMinVersion: 'TLSv1', o encrypt: false si la red es suya",
);
const silent: Explain = ({ place }) => [
  'SOURCE_UNREACHABLE',
  place.includes('\\')
    ? 'no contesta; revise el nombre del servidor y de la instancia, que SQL Server Browser (UDP 1434) esté en marcha, y el cortafuegos'
    : 'no contesta; revise el nombre del servidor, el puerto y el cortafuegos',
];

/** Codes of Node, of OpenSSL and of the vendor's package, anywhere in the chain of causes. */
const byCode: readonly (readonly [RegExp, Explain])[] = [
  [/^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT)/, certificate],
  [/^(ERR_SSL_|EPROTO)/, oldTls],
  [
    /^EENCRYPT$/,
    ({ encrypts }) => [
      'SOURCE_REFUSED',
      encrypts
        ? 'no cifra la conexión; declare encrypt: false si la red es suya'
        : 'exige cifrado; declare encrypt: true',
    ],
  ],
  [/^(ENOTFOUND|EAI_AGAIN)$/, unreachable('ese nombre de servidor no existe en la red; revise server')],
  [
    /^EINSTLOOKUP$/,
    unreachable(
      'no dice en qué puerto está la instancia; revise su nombre y que SQL Server Browser esté en marcha, o declare port',
    ),
  ],
  [/^ECONNREFUSED$/, unreachable('no hay un SQL Server que atienda en ese puerto; revise server y port')],
  [/^(ECONNRESET|EPIPE|ECONNABORTED)$/, cut],
  [/^ELOGIN$/, refused('no dejó entrar; revise user, password y database')],
  [/^(ETIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/, silent],
  [/^(ESOCKET|ENOTOPEN|ECLOSE|ECONNCLOSED|EINVALIDSTATE|EABORT|ENOTBEGUN)$/, cut],
  // An answer that is none of the protocol has no number.
  [/^EREQUEST$/, unreachable('contestó algo que no se entiende, y se soltó la conexión')],
];

/** Whatever the server or the vendor's package threw, as the product's error; what is neither is passed on as it is. */
export function sqlServerFailure(thrown: unknown, doing: Doing, loginNumber: number | null = null): unknown {
  if (thrown instanceof IntegrationError || !(thrown instanceof Error)) return thrown;
  const chain = causesOf(thrown);
  const codes = chain.flatMap((error) => codeOf(error) ?? []);
  const number = chain.map(numberOf).find((found) => found !== null) ?? (codes.includes('ELOGIN') ? loginNumber : null);
  const explain = explanationOf(number, codes);
  if (explain === undefined && number === null) return thrown;
  const [code, reason] = explain?.(doing) ?? ['UNEXPECTED', `el servidor dio el error ${String(number)}`];
  return failed(code, doing, reason, thrown, number);
}

function explanationOf(number: number | null, codes: readonly string[]): Explain | undefined {
  const known = number === null ? undefined : byNumber.get(number);
  if (number !== null && known === undefined && !codes.includes('ELOGIN')) return undefined;
  return known ?? byCode.find(([pattern]) => codes.some((code) => pattern.test(code)))?.[1];
}

export function failed(
  code: ErrorCode,
  doing: Doing,
  reason: string,
  cause?: unknown,
  number: number | null = null,
): IntegrationError {
  const what = doing.table === null ? 'No se puede leer' : `No se puede leer ${doing.table} de`;
  return new IntegrationError(code, `${what} ${doing.place}: ${reason}.`, {
    cause,
    context: { place: doing.place, table: doing.table, sqlserver: number },
  });
}

function causesOf(thrown: Error): readonly Error[] {
  const found: Error[] = [];
  const visit = (value: unknown): void => {
    if (!(value instanceof Error) || found.includes(value)) return;
    found.push(value);
    visit(value.cause);
    if ('originalError' in value) visit(value.originalError);
    if ('errors' in value && Array.isArray(value.errors)) value.errors.forEach(visit);
    if ('precedingErrors' in value && Array.isArray(value.precedingErrors)) value.precedingErrors.forEach(visit);
  };
  visit(thrown);
  return found;
}

/** The number of the server's message; the vendor's package gives login failures none. */
function numberOf(error: Error): number | null {
  return 'number' in error && typeof error.number === 'number' ? error.number : null;
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
