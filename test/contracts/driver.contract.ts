import { hash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Cell, Column, ColumnType } from '../../connectors/driver.ts';
import {
  batchesOf,
  cellsOf,
  columnsOf,
  failureOf,
  never,
  openTable,
  requestFor,
  rowsOf,
  wholeOf,
} from './driver-factory.ts';
import type { DriverFactory, Facet, Subject } from './driver-factory.ts';
import type { ErrorCode } from '../../schemas/errors.ts';
import { serverContract } from './driver-server.contract.ts';
import { capabilityContract, filesContract, filteringContract, markContract } from './driver-capabilities.contract.ts';

/** `connectors/SPEC.md` as tests of the same numbers; what belongs to a capability is in `driver-capabilities.contract.ts`. */
export function driverContract(name: string, factory: DriverFactory): void {
  describe(`the driver contract, ${name}`, () => {
    readingContract(factory);
    cellContract(factory);
    capabilityContract(factory);
    if (factory.capabilities.marks) markContract(factory);
    if (factory.capabilities.files) filesContract(factory);
    if (factory.capabilities.filters) filteringContract(factory);
    serverContract(factory);
    failureContract(factory);
  });
}

function readingContract(factory: DriverFactory): void {
  test('D1 rows come in the order asked for, else in one of the source that stays the same', async () => {
    const subject = await factory.counted(250);

    const own = await cellsOf(subject);
    const sorted = await rowsOf(subject, [subject.column], { orderBy: [subject.column], batchSize: 7 });

    expect(own).toEqual(subject.cells);
    expect(sorted.map(([cell]) => cell)).toEqual(subject.cells.toSorted());
  });

  test('D2 reading twice gives the same rows and leaves the source as it was', async () => {
    const subject = await factory.counted(250);
    const before = await printOf(subject);

    const first = await cellsOf(subject);
    const second = await cellsOf(subject);

    expect(second).toEqual(first);
    expect(await printOf(subject)).toEqual(before);
  });

  test.each([1, 7, 100, 250, 1000])('D3 batches of %i rows hold every row exactly once', async (batchSize) => {
    const subject = await factory.counted(250);
    await using connection = await subject.driver.connect(never);
    const table = await openTable(connection, subject);

    const batches = await batchesOf(table.read(requestFor(subject, [subject.column], { batchSize }), never));

    expect(batches.map((batch) => batch.length)).toEqual(sizes(250, batchSize));
    expect(batches.flat().map(([cell]) => cell)).toEqual(subject.cells);
  });

  test('D4 cells are those of the columns asked for, in their order', async () => {
    const subject = await factory.counted(3);
    const names = (await columnsOf(subject)).map((column) => column.name);

    const forwards = await rowsOf(subject, names);
    const backwards = await rowsOf(subject, names.toReversed());

    expect(names.length).toBeGreaterThan(1);
    expect(forwards.every((row) => row.length === names.length)).toBe(true);
    expect(backwards.map((row) => row.toReversed())).toEqual(forwards);
  });

  test('D5 a reading that has begun is a snapshot, or at least whole in what nobody touches', async () => {
    const subject = await factory.changing();
    await using connection = await subject.driver.connect(never);
    const table = await openTable(connection, subject);
    const reading = table.read(requestFor(subject, [subject.column], { batchSize: 1 }), never)[Symbol.asyncIterator]();

    const found: unknown[] = [];
    for (let next = await reading.next(); next.done !== true; next = await reading.next()) {
      found.push(...next.value.map(([cell]) => cell));
      if (found.length === 1) await subject.change();
    }

    const untouched = (cells: readonly unknown[]): unknown => cells.filter((cell) => cell === 'a' || cell === 'c');
    if (factory.capabilities.snapshots) expect(found).toEqual(subject.cells);
    else expect(untouched(found)).toEqual(untouched(subject.cells));
    expect(await cellsOf(subject)).not.toEqual(subject.cells);
  });

  test('D6 a reading left after its first batch frees what it held', async () => {
    const subject = await factory.counted(250);
    await using connection = await subject.driver.connect(never);
    const table = await openTable(connection, subject);
    const request = requestFor(subject, [subject.column], { batchSize: 10 });

    for await (const batch of table.read(request, never)) {
      expect(batch).toHaveLength(10);
      break;
    }
    const again = await batchesOf(table.read(request, never));

    expect(again.flat()).toHaveLength(250);
  });

  test('D7 a signal that fires ends the reading before its next batch', async () => {
    const subject = await factory.counted(250);
    await using connection = await subject.driver.connect(never);
    const table = await openTable(connection, subject);
    const stop = new AbortController();
    let batches = 0;

    const failure = await failureOf(async () => {
      for await (const batch of table.read(requestFor(subject, [subject.column], { batchSize: 10 }), stop.signal)) {
        batches += batch.length / 10;
        if (batches === 2) stop.abort();
      }
    });
    const refused = await failureOf(() => subject.driver.connect(stop.signal));

    expect([failure.code, refused.code, batches]).toEqual(['CANCELLED', 'CANCELLED', 2]);
    expect(await cellsOf(subject)).toEqual(subject.cells);
  });
}

function cellContract(factory: DriverFactory): void {
  const facets: readonly (readonly [string, Facet])[] = [
    ['D8', 'negative amount'],
    ['D8', 'amount of zero'],
    ['D8', 'amount of 19 digits'],
    ['D9', 'day at midnight'],
    ['D9', 'day 1899-12-30'],
    ['D9', 'day 9999-12-31'],
    ['D10', 'null and empty text'],
    ['D11', 'text of Windows-1252'],
    ['D11', 'blanks around'],
    ['D12', 'no cell for it'],
  ];

  test.each(facets)('%s %s: arrives as it is, or is refused', async (_, facet) => {
    const subject = await factory.holding(facet);

    if ('refused' in subject) {
      const failure = await failureOf(() => wholeOf(subject));
      expect(failure.code).toBe(subject.refused);
    } else {
      expect(await cellsOf(subject)).toEqual(subject.cells);
    }
  });

  test('D13 the type of a column holds for each of its cells', async () => {
    const subject = await factory.counted(30);
    const columns = await columnsOf(subject);
    const names = columns.map((column) => column.name);

    const rows = await rowsOf(subject, names);
    const broken = columns.filter((column, index) => !rows.every((row) => holds(column, row[index] ?? null)));

    expect(rows).toHaveLength(30);
    expect(broken).toEqual([]);
  });
}

function failureContract(factory: DriverFactory): void {
  test('D23 D26 a source that is not there is unreachable, and the message names it', async () => {
    const subject = await factory.absent();

    const failure = await failureOf(() => wholeOf(subject));

    expect(failure.code).toBe('SOURCE_UNREACHABLE');
    expect(failure.message).toContain(subject.file);
    expect(failure.cause).toBeDefined();
  });

  test.each(['foreign', 'cutShort'] as const)('D24 D26 what is %s is refused whole, by name', async (kind) => {
    const subject: Subject & { readonly cut?: ErrorCode } = await factory[kind]();
    const refused = subject.driver.capabilities.files ? 'FILE_REFUSED' : 'SOURCE_REFUSED';

    const failure = await failureOf(() => wholeOf(subject));

    expect(failure.code).toBe(subject.cut ?? refused);
    expect(failure.message).toContain(basename(subject.file));
  });

  test('D25 a table or a column that does not exist is not found', async () => {
    const subject = await factory.counted(3);

    const table = await failureOf(() => rowsOf({ ...subject, table: 'NO_EXISTE' }, [subject.column]));
    const column = await failureOf(() => rowsOf(subject, ['NO_EXISTE']));
    const order = await failureOf(() => rowsOf(subject, [subject.column], { orderBy: ['NO_EXISTE'] }));

    expect([table.code, column.code, order.code]).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    expect(column.message).toContain(subject.column);
  });

  test('D27 a connection may be disposed twice', async () => {
    const { driver } = await factory.counted(1);
    const connection = await driver.connect(never);

    await connection[Symbol.asyncDispose]();

    await expect(connection[Symbol.asyncDispose]()).resolves.toBeUndefined();
  });
}

const holding: Readonly<Record<ColumnType, (cell: Cell) => boolean>> = {
  text: (cell) => typeof cell === 'string',
  integer: (cell) => typeof cell === 'bigint' || Number.isSafeInteger(cell),
  decimal: (cell) => typeof cell === 'string' && /^-?\d+(\.\d+)?$/.test(cell),
  float: (cell) => typeof cell === 'number',
  date: (cell) => typeof cell === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(cell),
  timestamp: (cell) => typeof cell === 'string' && /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/.test(cell),
  boolean: (cell) => typeof cell === 'boolean',
  binary: (cell) => cell instanceof Uint8Array,
  any: () => true,
};

function holds(column: Column, cell: Cell): boolean {
  return cell === null ? column.nullable : holding[column.type](cell);
}

function sizes(rows: number, batchSize: number): readonly number[] {
  const whole = Array.from({ length: Math.floor(rows / batchSize) }, () => batchSize);
  return rows % batchSize === 0 ? whole : [...whole, rows % batchSize];
}

async function printOf({ file, print }: Subject): Promise<unknown> {
  if (print) return print();
  return { bytes: hash('sha256', await readFile(file)), time: (await stat(file, { bigint: true })).mtimeNs };
}
