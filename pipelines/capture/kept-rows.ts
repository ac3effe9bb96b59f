import type { Stream } from '../../connectors/source.ts';
import type { RawRow } from '../../connectors/driver.ts';
import { excluded, openEachRow, shaped } from '../../connectors/rows/each-row.ts';
import type { RowShape } from '../../connectors/rows/row-shape.ts';

/** The rule that leaves out rows whose time to be kept is over. */
export const OVER_TIME = 'pasó el tiempo por el que se conserva';

/** The day in the field that says how old a row's record is; null where it cannot be read. */
export function dayReader(stream: Stream, columns: readonly string[]): (row: RawRow) => string | null {
  const field = stream.fields[stream.entity.conserva?.campo ?? ''];
  if (!field) return () => null;
  const read = field.compile(new Map(columns.map((column, position) => [column, position])));
  return (row) => {
    const day = read(row, { scope: {}, observe: () => undefined });
    return typeof day === 'string' ? day : null;
  };
}

/**
 * The stream's row shapes, and among them the one that leaves out what is older than `keepFrom`: what the ledger may keep no
 * longer is not read into it again. It is no part of the declaration, for it moves on with the days.
 */
export function keptShapes(stream: Stream, keepFrom: string | null): readonly RowShape[] {
  if (keepFrom === null) return stream.rows;
  const field = stream.fields[stream.entity.conserva?.campo ?? ''];
  const kept: RowShape = {
    shape: 'kept',
    options: { keepFrom },
    needs: field?.columns ?? [],
    provides: [],
    open: (columns) => {
      const dayOf = dayReader(stream, columns);
      return openEachRow(columns, (row) =>
        (dayOf(row) ?? keepFrom) < keepFrom ? excluded(row, OVER_TIME) : shaped(row),
      );
    },
  };
  const spreads = stream.rows.at(-1)?.feeds === undefined ? stream.rows.length : stream.rows.length - 1;
  return stream.rows.toSpliced(spreads, 0, kept);
}
