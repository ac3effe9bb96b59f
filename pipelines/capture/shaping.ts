import { moneyFieldsOf } from '../../schemas/entity.ts';
import type { RawRow } from '../../connectors/driver.ts';
import { openShapes } from '../../connectors/rows/open-shapes.ts';
import type { JudgedRow, RowShape } from '../../connectors/rows/row-shape.ts';
import type { Stream } from '../../connectors/source.ts';
import type { Tally } from './balance.ts';
import type { RunBooks } from './books.ts';
import type { RowReader } from './reader.ts';

type Amounts = readonly (bigint | null | 'unreadable')[];

/** A row that came out of the shapes, with what its money cells say. */
export interface FormedRow {
  readonly row: RawRow;
  readonly amounts: Amounts;
}

export interface RejectedInShape {
  readonly row: RawRow;
  readonly column: string;
  readonly expected: string;
}

export interface Shaped {
  readonly formed: readonly FormedRow[];
  readonly rejected: readonly RejectedInShape[];
}

/** Runs the declared row shapes over a part's rows and keeps the first equation's books. */
export class Shaping {
  readonly columns: readonly string[];
  readonly excluded = new Map<string, number>();
  readonly #shapes: ReturnType<typeof openShapes>;
  readonly #books: RunBooks;
  readonly #reader: RowReader;
  readonly #edge: (tally: Tally, row: RawRow) => void;

  constructor(
    stream: Stream,
    shapes: readonly RowShape[],
    columns: readonly string[],
    books: RunBooks,
    readerOf: (columns: readonly string[]) => RowReader,
  ) {
    this.#shapes = openShapes(shapes, columns);
    this.columns = this.#shapes.columns;
    this.#books = books;
    this.#reader = readerOf(this.columns);
    this.#edge = edgeTally(stream, columns);
  }

  /** Counts rows at the driver's edge, before anything else touches them. */
  tally(rows: readonly RawRow[]): void {
    for (const row of rows) this.#edge(this.#books.read, row);
  }

  push(rows: readonly RawRow[]): Shaped {
    return this.#settle(rows.flatMap((row) => this.#shapes.push(row)));
  }

  end(): Shaped {
    return this.#settle(this.#shapes.end());
  }

  #settle(judged: readonly JudgedRow[]): Shaped {
    const formed: FormedRow[] = [];
    const rejected: RejectedInShape[] = [];
    for (const { row, result } of judged) {
      if (result.outcome === 'shaped') {
        this.#books.shaped.row();
        for (const out of result.rows) formed.push(this.#form(out));
      } else if (result.outcome === 'excluded') {
        this.#edge(this.#books.excluded, row);
        this.excluded.set(result.rule, (this.excluded.get(result.rule) ?? 0) + 1);
      } else {
        this.#edge(this.#books.rejectedInShape, row);
        rejected.push({ row, column: result.column, expected: result.expected });
      }
    }
    return { formed, rejected };
  }

  #form(row: RawRow): FormedRow {
    const amounts = this.#reader.amounts(row);
    for (let index = 0; index < amounts.length; index += 1) this.#books.shaped.add(index, amounts[index] ?? null);
    return { row, amounts };
  }
}

/** Rows as they leave the driver, each counted at its edge; those that `keep` leaves out are not of this reading. */
export async function* tallied(
  batches: AsyncIterable<readonly RawRow[]>,
  shaping: Shaping,
  keep: ((row: RawRow) => boolean) | null,
): AsyncGenerator<readonly RawRow[]> {
  for await (const batch of batches) {
    const rows = keep ? batch.filter(keep) : batch;
    shaping.tally(rows);
    yield rows;
  }
}

/** Posts a row as the driver gave it: every money cell counts for the field that it feeds. */
function edgeTally(stream: Stream, columns: readonly string[]): (tally: Tally, row: RawRow) => void {
  const feeds = new Map(stream.rows.flatMap((shape) => Object.entries(shape.feeds ?? {})));
  const money = moneyFieldsOf(stream.entity).map((name) => {
    const field = stream.fields[name];
    const sources = (field?.columns.slice(0, 1) ?? []).flatMap((column) => feeds.get(column) ?? [column]);
    return { amountOf: field?.tally, positions: sources.map((column) => columns.indexOf(column)) };
  });
  return (tally, row) => {
    tally.row();
    money.forEach(({ amountOf, positions }, index) => {
      if (amountOf) for (const position of positions) tally.add(index, amountOf(row[position] ?? null));
    });
  };
}
