import type { Cell, Driver, DriverCapabilities, RawRow } from '../../../../connectors/driver.ts';
import { shuffled } from '../../../contracts/driver-factory.ts';
import type { ErrorCode } from '../../../../schemas/errors.ts';
import type { DriverFactory, Facet, KnownColumn, Outcome, Subject } from '../../../contracts/driver-factory.ts';
import { cutAt, deserted, greeting } from './ports.ts';

/** A database server that a test has a fresh database of. */
export interface ServerBench {
  readonly port: number;
  driver(port?: number): Driver;
  /** As the owner, by another client than ODBC. */
  run(sql: string): Promise<unknown>;
}

/** What the servers' SQL differs in. */
export interface ServerWords {
  readonly capabilities: DriverCapabilities;
  readonly open: () => Promise<ServerBench>;
  readonly table: string;
  readonly literal: (cell: Cell) => string;
  readonly facets: Readonly<Record<Facet, readonly [type: string, given: readonly Cell[], cells?: readonly Cell[]]>>;
  /** Types without a cell are refused by name. */
  readonly refuses: boolean;
  /** What the client library makes of something else that answers: some say no more than that nobody did. */
  readonly foreign: ErrorCode;
  /** A word of every reading, and of nothing else. */
  readonly reading: string;
}

/** The contract's sources on a server of its own kind. */
export function serverFactory(words: ServerWords): DriverFactory {
  const subjectOf = (bench: ServerBench, port = bench.port): Subject => ({
    driver: bench.driver(port),
    file: `127.0.0.1:${String(port)}`,
    table: words.table,
    format: null,
    print: () => bench.run('SELECT * FROM T ORDER BY ID'),
  });

  async function tableOf(columns: string, rows: readonly RawRow[]): Promise<ServerBench> {
    const bench = await words.open();
    await bench.run(`CREATE TABLE T (ID INT NOT NULL PRIMARY KEY, ${columns})`);
    const lines = rows.map((row, index) => `(${[index + 1, ...row].map(words.literal).join(', ')})`);
    for (let start = 0; start < lines.length; start += 5000) {
      await bench.run(`INSERT INTO T VALUES ${lines.slice(start, start + 5000).join(', ')}`);
    }
    return bench;
  }

  async function holding(type: string, given: readonly Cell[], cells = given): Promise<KnownColumn> {
    const bench = await tableOf(
      `C ${type}`,
      given.map((cell) => [cell]),
    );
    return { ...subjectOf(bench), column: 'C', cells };
  }

  return {
    capabilities: words.capabilities,
    counted: (rows) => holding('VARCHAR(20) NOT NULL', shuffled(rows)),
    changing: async () => {
      const bench = await tableOf('C VARCHAR(20)', [['a'], ['b'], ['c']]);
      const change = async (): Promise<void> => {
        await bench.run("UPDATE T SET C = 'changed' WHERE C = 'b'");
        await bench.run("INSERT INTO T VALUES (4, 'd')");
      };
      return { ...subjectOf(bench), column: 'C', cells: ['a', 'b', 'c'], change };
    },
    holding: async (facet): Promise<Outcome> => {
      const subject = await holding(...words.facets[facet]);
      return facet === 'no cell for it' && words.refuses ? { ...subject, refused: 'SOURCE_DRIFTED' } : subject;
    },
    table: async (columns, rows) =>
      subjectOf(await tableOf(columns.map((column) => `${column} VARCHAR(40)`).join(', '), rows)),
    server: null,
    absent: async () => subjectOf(await words.open(), await deserted()),
    foreign: async () => ({
      ...subjectOf(await words.open(), await greeting('HTTP/1.1 400 Bad Request\r\n\r\n')),
      cut: words.foreign,
    }),
    cutShort: async () => {
      const bench = await tableOf(
        'C VARCHAR(20)',
        shuffled(1009).map((cell) => [cell]),
      );
      return { ...subjectOf(bench, await cutAt(bench.port, words.reading)), cut: 'SOURCE_UNREACHABLE' };
    },
  };
}
