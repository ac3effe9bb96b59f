import { IntegrationError } from '../../schemas/errors.ts';
import { entities } from '../../schemas/registry.ts';
import { reservedRoles } from '../../schemas/scalars/scalar.ts';
import type { TextRows } from '../../pipelines/database/database.ts';
import type { Reader } from '../../pipelines/ledger/reader.ts';
import { tablesSeenBy } from '../../pipelines/ledger/roles.ts';
import type { QueryRole } from '../../pipelines/ledger/roles.ts';
import { formats, inFormat } from './formats.ts';
import type { Format } from './formats.ts';
import { asWorkbook } from './workbook.ts';

/** A workbook is bytes; the others are text. */
export const answerFormats = [...formats, 'xlsx'] as const;
export type AnswerFormat = Format | 'xlsx';

export interface Asked {
  readonly sql: string;
  readonly role: QueryRole;
  readonly format: AnswerFormat;
  /** How long the server may take for one page of rows. */
  readonly limitMs: number;
}

/** Writes the answer of a query piece by piece and returns how many rows it had. QUERY_REFUSED says what is wrong where. */
export async function answer(
  reader: Reader,
  asked: Asked,
  write: (piece: string | Uint8Array) => Promise<void>,
  signal: AbortSignal,
): Promise<number> {
  using patience = new Patience(asked.limitMs);
  let count = 0;
  const use = async ({ columns, numbers, rows }: TextRows): Promise<void> => {
    patience.end();
    const pages = patience.watching(rows, (size) => {
      count += size;
    });
    const { format } = asked;
    const pieces =
      format === 'xlsx' ? asWorkbook({ columns, numbers, rows: pages }) : inFormat(format, { columns, rows: pages });
    for await (const piece of pieces) await write(piece);
  };
  try {
    patience.begin();
    await reader.readText(asked.sql, use, AbortSignal.any([signal, patience.signal]));
    return count;
  } catch (error) {
    throw await explained(error, reader, asked, signal);
  }
}

/**
 * Stops a query whose next page does not come. The server has a limit of its own for each statement, but a query can set
 * it aside for its later pages; whoever reads slowly is not hurried.
 */
class Patience implements Disposable {
  readonly #limitMs: number;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  begin(): void {
    this.#timer = setTimeout(() => {
      this.#stop.abort(tookTooLong(this.#limitMs, undefined));
    }, this.#limitMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  [Symbol.dispose](): void {
    this.end();
  }

  async *watching(rows: TextRows['rows'], seen: (size: number) => void): TextRows['rows'] {
    this.begin();
    for await (const page of rows) {
      this.end();
      seen(page.length);
      yield page;
      this.begin();
    }
    this.end();
  }
}

function tookTooLong(limitMs: number, cause: unknown): IntegrationError {
  const message = `La consulta se detuvo porque tardaba más de ${String(limitMs / 1000)} s; pida menos, o agrupe o filtre antes.`;
  return new IntegrationError('QUERY_REFUSED', message, { cause });
}

const TIMED_OUT = '57014';
const NOT_THERE = '42P01';
const NOT_ALLOWED = '42501';

async function explained(error: unknown, reader: Reader, asked: Asked, signal: AbortSignal): Promise<unknown> {
  if (!(error instanceof IntegrationError)) return error;
  if (error.cause instanceof Error && 'code' in error.cause && error.cause.code === TIMED_OUT) {
    return tookTooLong(asked.limitMs, error.cause);
  }
  if (error.code !== 'QUERY_REFUSED') return error;
  const { sqlstate, position } = error.context;
  const lines = [error.message];
  if (typeof position === 'number') lines.push(pointedAt(asked.sql, position));
  if (sqlstate === NOT_THERE) lines.push(await whatThereIs(reader, signal));
  if (sqlstate === NOT_ALLOWED) lines.push(...whoSees(asked));
  return new IntegrationError(error.code, lines.join('\n'), { cause: error.cause, context: error.context });
}

/** Which role sees the tables that the query names and its own does not. */
function whoSees({ sql, role }: Asked): readonly string[] {
  const named = new Set(
    Array.from(sql.matchAll(/\b(?:libro|historia)"?\."?(\w+)/gi), ([, name = '']) => name.toLowerCase()),
  );
  const asked = entities.filter(({ name }) => named.has(name));
  const hidden = asked.filter((entity) => role === 'bi' || tablesSeenBy(role, [entity]).length === 0);
  const lines = hidden.flatMap((entity) => {
    const roles = reservedRoles.filter((other) => tablesSeenBy(other, [entity]).length > 0);
    return roles.map((other) => `${entity.name} la ve el rol ${other}: --rol ${other}.`);
  });
  return lines.length === 0 && role === 'bi' ? [ONLY_VIEWS] : lines;
}

const ONLY_VIEWS =
  'El rol bi ve sólo el esquema bi; las tablas de libro e historia, la oficina de cada una: --rol hacienda, o el rol de otra oficina.';

/** The line of the query that holds the character, which counts from 1, and a caret under it. */
function pointedAt(sql: string, position: number): string {
  const before = Array.from(sql)
    .slice(0, position - 1)
    .join('');
  const start = before.lastIndexOf('\n') + 1;
  const [line = ''] = sql.slice(start).split(/\r?\n/, 1);
  const column = Array.from(before.slice(start)).length;
  return `  ${line.replaceAll('\t', ' ')}\n  ${' '.repeat(column)}^`;
}

/** What the role may read, the tables of `libro` after the views. */
const READABLE = `
  select format('%I.%I', space.nspname, relation.relname)
    from pg_class as relation join pg_namespace as space on space.oid = relation.relnamespace
   where relation.relkind in ('r', 'v') and space.nspname in ('bi', 'libro')
     and has_schema_privilege(space.oid, 'usage') and has_table_privilege(relation.oid, 'select')
   order by space.nspname, relation.relname`;

async function whatThereIs(reader: Reader, signal: AbortSignal): Promise<string> {
  const names: string[] = [];
  await reader.readText(
    READABLE,
    async ({ rows }) => {
      for await (const page of rows) names.push(...page.map(([name]) => name ?? ''));
    },
    signal,
  );
  return `Hay: ${names.join(', ')}.`;
}
