import type { Connection, DriverCapabilities } from '../../connectors/driver.ts';
import type { Stream } from '../../connectors/source.ts';
import { moneyFieldsOf } from '../../schemas/entity.ts';
import { boundAt } from './bound.ts';
import type { Place } from './part.ts';

/** By what a stream tells that it has news: its incremental mode, a mark of its place, or a count and exact totals. */
export type PollKind = 'mode' | 'mark' | 'sum';

/** What the last reading knew when it began; null where there was none. */
export interface Known {
  /** Where an incremental reading has got to. */
  readonly position: string | null;
  /** The text that a poll gave then. */
  readonly mark: string | null;
}

export interface Seen {
  readonly news: boolean;
  /** Another text as soon as there is something else to read. */
  readonly mark: string;
}

/** The cheapest question that its drivers can answer; null where only reading tells. A photograph is taken when it is due. */
export function pollKindOf({ stream, places }: Polled): PollKind | null {
  const all = (able: (capabilities: DriverCapabilities) => boolean): boolean =>
    places.length > 0 && places.every(({ driver }) => able(driver.capabilities));
  if (stream.scope.kind === 'photograph') return null;
  if (stream.mode !== null && places.length === 1 && all(tellsBound(stream.mode.kind))) return 'mode';
  if (all(({ marks }) => marks)) return 'mark';
  return stream.files === null && all(({ counts, sums, filters }) => counts && sums && filters) ? 'sum' : null;
}

interface Polled {
  readonly stream: Stream;
  readonly places: readonly Place[];
}

function tellsBound(kind: 'cursor' | 'rowversion'): (capabilities: DriverCapabilities) => boolean {
  return ({ counts, filters, clock, versions }) => counts && filters && (kind === 'cursor' ? clock : versions);
}

/**
 * Asks the source whether a stream has news: one cheap query a place, and nothing is written anywhere. The connections are
 * those of the stream's places, in their order; they stay open for the next time. `today` counts the window's vigencias.
 */
export async function poll(
  kind: PollKind,
  { stream }: Polled,
  connections: readonly Connection[],
  known: Known,
  today: string,
  signal: AbortSignal,
): Promise<Seen> {
  if (kind === 'mode') return pollMode(stream, connections, known, signal);
  const marks: string[] = [];
  for (const connection of connections) {
    marks.push(
      kind === 'mark' ? await markOf(connection, stream, signal) : await sumsOf(connection, stream, today, signal),
    );
  }
  const mark = JSON.stringify(marks);
  return { news: mark !== known.mark, mark };
}

/** How many rows lie between the position and the bound. A bound below the position is news: the source was put back. */
async function pollMode(
  stream: Stream,
  connections: readonly Connection[],
  { position }: Known,
  signal: AbortSignal,
): Promise<Seen> {
  const { mode, table, where } = stream;
  const [connection] = connections;
  const upTo = mode && connection ? await boundAt(connection, mode, signal) : null;
  if (!mode || !connection?.count || upTo === null) throw new TypeError(`${stream.id} cannot be polled by its mode`);
  if (position !== null && upTo < position) return { news: true, mark: JSON.stringify([position, 'back']) };
  const range = { kind: 'range', column: mode.column, after: position, upTo } as const;
  const rows = await connection.count(table, [...where, range], signal);
  return { news: rows > 0, mark: JSON.stringify([position, rows]) };
}

async function markOf(connection: Connection, { table, files }: Stream, signal: AbortSignal): Promise<string> {
  if (!connection.changeMark) throw new TypeError(`${table} has no mark`);
  return connection.changeMark(files?.pattern ?? table, signal);
}

/** Of the rows that a daily reading reads. What changes neither the count nor a total is found by the nightly one. */
async function sumsOf(connection: Connection, stream: Stream, today: string, signal: AbortSignal): Promise<string> {
  const { table, scope } = stream;
  if (!connection.count || !connection.sum) throw new TypeError(`${table} has no count and sum`);
  const window =
    scope.kind === 'byVigencia'
      ? [{ kind: 'vigencia', column: scope.column, from: Number(today.slice(0, 4)) - scope.last + 1 } as const]
      : [];
  const where = [...stream.where, ...window];
  const money = new Set(moneyFieldsOf(stream.entity).flatMap((name) => stream.fields[name]?.columns ?? []));
  const offered = await connection.columns(table, signal);
  // Of amounts kept as floats or as text no source gives an exact total.
  const exact = offered.filter(({ name, type }) => money.has(name) && (type === 'decimal' || type === 'integer'));
  const columns = exact.map(({ name }) => name);
  const count = await connection.count(table, where, signal);
  const totals = columns.length === 0 ? [] : await connection.sum(table, columns, where, signal);
  return JSON.stringify([count, ...totals]);
}
