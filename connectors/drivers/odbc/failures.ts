import { IntegrationError } from '../../../schemas/errors.ts';
import type { ErrorCode } from '../../../schemas/errors.ts';
import { ChildEnded, ChildSilent } from './channel.ts';
import { settingOf } from './connection-string.ts';
import { NOT_ALLOWED } from './dialect.ts';
import type { Explanation } from './dialect.ts';
import { driverOf } from './options.ts';
import type { Opening } from './options.ts';
import type { VendorFailure } from './protocol.ts';

/** The vendor's module answered with a failure. */
export class VendorError extends Error {
  readonly failure: VendorFailure;

  constructor(failure: VendorFailure) {
    super([failure.message, ...failure.records.map(({ state, message }) => `[${state}] ${message}`)].join(' '));
    this.failure = failure;
  }
}

const MODULE: Explanation = [
  'SOURCE_REFUSED',
  'falta el módulo odbc de este programa, que es opcional y se construye al instalar; instale un compilador y, en Debian, unixodbc-dev, y repita npm ci (el README dice qué necesita)',
];

const ROW: Explanation = [
  'SOURCE_REFUSED',
  'su driver ODBC no entregó una fila, y no dice cuál ni por qué; lea menos columnas, o la tabla por otro driver',
];

/** SQLSTATE by its beginning, ISO 9075 and learn.microsoft.com/sql/odbc/reference/appendixes/appendix-a-odbc-error-codes. */
const byState: readonly (readonly [RegExp, Explanation])[] = [
  [/^28/, ['SOURCE_REFUSED', 'usuario o clave equivocados; revise UID en la conexión y la clave']],
  [
    /^(08|HYT|57P)/,
    ['SOURCE_UNREACHABLE', 'no contesta o se cortó la conexión; revise servidor, puerto y cortafuegos'],
  ],
  [/^(42S02|42P01)/, ['NOT_FOUND', 'la tabla ya no está, o la cuenta no la puede ver']],
  [/^(42S22|42703)/, ['NOT_FOUND', 'una columna de la tabla ya no está']],
  [/^42501/, NOT_ALLOWED],
  [
    /^(40001|40P01|55P03|HY008)/,
    ['SOURCE_BUSY', 'otro programa tiene bloqueado lo que se lee; se puede intentar de nuevo'],
  ],
];

const NO_DRIVER =
  /Can't open lib|Data source name not found|IM002|IM003|specified driver could not be (loaded|connected)/i;

/** What happened to a question, as the product's error. `secret` never leaves: drivers may repeat what they were given. */
export function odbcFailure(thrown: unknown, opening: Opening, secret: string | null, words = ''): unknown {
  const clean = (text: string): string => cleaned(text, secret);
  if (thrown instanceof ChildSilent) {
    return failed(
      opening,
      'SOURCE_UNREACHABLE',
      `el driver ODBC no contestó en ${String(opening.silenceTimeoutMs / 1000)} segundos y se cerró su proceso`,
    );
  }
  if (thrown instanceof ChildEnded) {
    const last = clean(thrown.words);
    return failed(
      opening,
      'SOURCE_UNREACHABLE',
      `el proceso del driver ODBC se cayó (${thrown.how})${last === '' ? '' : `; lo último que dijo: ${last}`}`,
    );
  }
  if (!(thrown instanceof VendorError)) return thrown;
  const said = clean([thrown.message, words].join(' '));
  const [code, reason] = explanationOf(thrown.failure, said, opening);
  return failed(opening, code, reason, new Error(said));
}

/** `code` and `reason` of the first that knows: the module, the dialect by the driver's words, ODBC by its state. */
function explanationOf(failure: VendorFailure, said: string, opening: Opening): Explanation {
  if (failure.kind === 'module') return MODULE;
  if (failure.kind === 'row') return ROW;
  if (NO_DRIVER.test(said)) return ['SOURCE_REFUSED', missingDriver(opening)];
  const own = opening.dialect.failures.find(([pattern]) => pattern.test(said))?.[1];
  const general = byState.find(([pattern]) => failure.records.some(({ state }) => pattern.test(state)))?.[1];
  return own ?? general ?? ['UNEXPECTED', `el driver ODBC dijo: ${said}`];
}

function missingDriver({ dialect, settings }: Opening): string {
  const asked = driverOf(settings);
  const dsn = settingOf(settings, 'Driver') === null ? `, o el nombre ${asked} no está en odbc.ini` : '';
  return `falta el driver ODBC ${asked}${dsn}. En Debian: ${dialect.install.debian}. En Windows: ${dialect.install.windows}. Lo que hay lo dice «odbcinst -q -d»`;
}

export function failed(opening: Opening, code: ErrorCode, reason: string, cause?: unknown): IntegrationError {
  return new IntegrationError(code, `No se puede leer ${opening.place}: ${reason}.`, {
    ...(cause === undefined ? {} : { cause }),
    context: { place: opening.place },
  });
}

const SAID_AT_MOST = 400;

/** One line, without the secret, its end only. */
function cleaned(text: string, secret: string | null): string {
  const hidden = secret === null || secret === '' ? text : text.replaceAll(secret, '***');
  return hidden.replaceAll(/\s+/g, ' ').trim().slice(-SAID_AT_MOST);
}
