import type { ErrorCode } from '../../schemas/errors.ts';
import { counted, pesos, thousands } from '../cli/terminal.ts';
import { bogotaTime } from '../bogota.ts';
import type { Amounts } from '../../pipelines/standing.ts';
import type { Mail, OpenNotice } from '../../pipelines/notices.ts';
import type { Trouble, TroubleKind } from './troubles.ts';

/** A trouble as it is told, with what is at stake. */
export interface Told {
  readonly trouble: Trouble;
  /** Lines with amounts: what the ledger has, what stands in quarantine, what does not balance. */
  readonly amounts: readonly string[];
}

export interface News {
  readonly site: string;
  readonly at: number;
  readonly opened: readonly Told[];
  readonly grown: readonly Told[];
  readonly closed: readonly OpenNotice[];
}

/**
 * One mail for all that changed between two looks. It names streams, disks and codes and gives amounts; what an error says
 * stays in the ledger, since it may hold the value of a field.
 */
export function alertMail({ site, at, opened, grown, closed }: News): Mail {
  const told = [...opened, ...grown];
  const first = told[0] ? headline(told[0].trouble) : `resuelto, ${closed[0]?.subject ?? ''}`;
  const others = told.length + closed.length - 1;
  const more = others === 0 ? '' : ` (y ${counted(others, 'aviso')} más)`;
  const sections = [
    section('NUEVO', opened.map(toldText)),
    section('HA CRECIDO', grown.map(toldText)),
    section(
      'RESUELTO',
      closed.map(({ subject, openedAt }) => `${subject} (avisado el ${bogotaTime(openedAt)})`),
    ),
  ];
  const text = [
    `${site}. Libro Único, ${bogotaTime(at)}, hora de Bogotá.`,
    ...sections.filter((part) => part !== ''),
    'Se avisa una vez de cada cosa, y otra cuando se resuelve. Qué tan al día está todo: libro status.',
  ].join('\n\n');
  return { title: `Libro Único, ${site}: ${first}${more}`, text: `${text}\n` };
}

function section(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : [title, ...items.map((item) => `- ${item}`)].join('\n');
}

function toldText({ trouble, amounts }: Told): string {
  const { since, code } = trouble;
  const known = code === null ? '' : ` [${code}]`;
  const lines = [
    `${headline(trouble)}${known}, desde ${bogotaTime(since)}.`,
    `Qué hacer: ${todo(trouble)}`,
    ...amounts,
  ];
  return lines.join('\n  ');
}

const headlines: Readonly<Record<TroubleKind, (trouble: Trouble) => string>> = {
  descuadre: ({ what }) => `la lectura de ${what} no cuadra`,
  'fuente encogida': ({ what }) => `en ${what} desaparecieron más registros de los que se admiten`,
  'fuente cambiada': ({ what }) => `${what} ya no tiene las columnas que se declararon`,
  'corrida fallida': ({ what, code }) => `no se puede leer ${what}: ${reasons[code ?? 'UNEXPECTED'][0]}`,
  novedades: ({ what, code }) => `no se ven las novedades de ${what}: ${reasons[code ?? 'UNEXPECTED'][0]}`,
  atraso: ({ what }) => `${what} está atrasado`,
  cuarentena: ({ what, level }) => `${counted(level, 'fila')} de ${what} en cuarentena`,
  disco: ({ what }) => `queda poco espacio en el disco de ${what}`,
  bus: ({ what }) => `el bus no contesta (${what})`,
  tarea: ({ what }) => `«${what}» se detuvo`,
};

function headline(trouble: Trouble): string {
  return headlines[trouble.kind](trouble);
}

/** Where the kind says what to do; else the code does. */
const remedies: Readonly<Partial<Record<TroubleKind, (what: string) => string>>> = {
  atraso: (what) => `el libro no sabe desde entonces si ${what} tiene algo nuevo; mire libro runs y por qué no se lee.`,
  cuarentena: (what) => `vea cada fila con su motivo: libro quarantine list ${what}`,
  disco: () => 'libere espacio o amplíe el disco; si se llena, nada se pierde pero nada se lee.',
};

function todo({ kind, what, code }: Trouble): string {
  return remedies[kind]?.(what) ?? reasons[code ?? 'UNEXPECTED'][1];
}

const BY_ITSELF = 'se reintenta solo.';
const LOOK = 'mire el error con libro runs o, si no es de una lectura, en la bitácora.';

/** Of each code, what happened and what to do, without anything that a field held. */
const reasons: Readonly<Record<ErrorCode | 'interrumpida', readonly [why: string, todo: string]>> = {
  CONFIG_INVALID: ['la configuración no sirve', 'corrija libro.config.ts, revise con libro check y reinicie libro up.'],
  SOURCE_UNREACHABLE: ['no se alcanza', `revise que el equipo esté encendido, la red y la ruta; ${BY_ITSELF}`],
  SOURCE_REFUSED: [
    'no deja entrar',
    'revise usuario, clave y permisos; se vuelve a intentar en la noche, o al reiniciar.',
  ],
  SOURCE_DRIFTED: ['cambiaron sus columnas', 'compare con libro check y ajuste la declaración, o devuelva la columna.'],
  SOURCE_SHRANK: [
    'se encogió',
    'no se borró nada. Revise la fuente; si es cierto: libro sync con --accept-deletes y el número.',
  ],
  SOURCE_BUSY: ['está ocupada', BY_ITSELF],
  FILE_REFUSED: ['hay archivos que no se aceptan', `${LOOK} Deje en la carpeta el archivo bueno.`],
  ROW_REJECTED: ['hay filas que no se aceptan', 'véalas con libro quarantine list.'],
  KEY_REPEATED: ['hay claves repetidas', LOOK],
  BUS_UNAVAILABLE: ['el bus no contesta', `revise el servidor de Kafka; lo capturado está a salvo y ${BY_ITSELF}`],
  LEDGER_UNAVAILABLE: ['el libro no contesta', `revise el servidor de PostgreSQL y su disco; ${BY_ITSELF}`],
  LEDGER_LOCKED: ['otro proceso tiene el libro', BY_ITSELF],
  LEDGER_BEHIND: ['la base volvió a una copia anterior', 'no se captura nada; póngala al día con libro restore.'],
  POSITION_TRIMMED: [
    'ya no se guarda desde donde iba',
    `${LOOK} Si el tema se creó de nuevo, se llena y se lee otra vez solo.`,
  ],
  RUN_OVERTAKEN: ['otra corrida tomó su turno', BY_ITSELF],
  RUN_UNBALANCED: [
    'no cuadra',
    'no confíe en ese flujo hasta saber por qué; mire los montos con libro runs y avise a soporte.',
  ],
  QUERY_REFUSED: ['la base no admite lo que se le pidió', LOOK],
  NOT_FOUND: ['no está lo que se busca', `${LOOK} Revise la tabla con libro check.`],
  FORBIDDEN: ['no hay permiso', `${LOOK} Ahí dice qué permiso pedir, y a quién.`],
  MAIL_UNAVAILABLE: ['el correo no sale', 'revise servidor, usuario y clave en alertas.'],
  CANCELLED: ['se canceló', BY_ITSELF],
  UNEXPECTED: ['falló el programa', `${LOOK} Avise a soporte, con la bitácora.`],
  interrumpida: [
    'su proceso murió a la mitad',
    `${BY_ITSELF} Si se repite, revise la memoria del equipo y avise a soporte.`,
  ],
};

/** `hassql/recaudo: 1.234 registros; valor $ 5.000,00`. */
export function amountsText(what: string, noun: string, { rows, pesos: fields }: Amounts): string {
  const totals = Object.entries(fields).map(([field, total]) => `${field} ${pesos(total)}`);
  return [`${what}: ${thousands(rows)} ${noun}`, ...totals].join('; ');
}
