import { hash } from 'node:crypto';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Condition, RawRow } from '../../connectors/driver.ts';
import { batchesOf, failureOf, never, openedFile, requestFor, rowsOf } from './driver-factory.ts';
import type { DriverFactory, Subject } from './driver-factory.ts';

export function capabilityContract(factory: DriverFactory): void {
  test('D14 members are there exactly when their capability is declared', async () => {
    const { driver } = await factory.counted(1);
    const { counts, sums, uniqueKeys, clock, groups, versions, marks, catalogue, files } = factory.capabilities;
    const declared = {
      count: counts,
      sum: sums,
      uniqueOn: uniqueKeys,
      untrimmedKeys: uniqueKeys,
      clock,
      mayRepeat: groups,
      settledVersion: versions,
      changeMark: marks,
      survey: catalogue,
      rights: catalogue,
      files,
      open: files,
    };

    await using connection = await driver.connect(never);
    const members = Object.keys(declared) as (keyof typeof declared)[];

    expect(driver.capabilities).toEqual(factory.capabilities);
    expect(Object.fromEntries(members.map((member) => [member, connection[member] !== undefined]))).toEqual(declared);
  });

  test('D15 a condition is applied, or it is an error', async () => {
    const subject = await factory.counted(3);
    const where = [{ kind: 'equals', column: subject.column, value: String(subject.cells[1]) }] as const;
    const read = (): Promise<unknown> => rowsOf(subject, [subject.column], { where });

    const outcome = factory.capabilities.filters ? await read() : (await failureOf(read)).code;

    expect(outcome).toEqual(factory.capabilities.filters ? [[subject.cells[1]]] : 'UNEXPECTED');
  });
}

export function filesContract(factory: DriverFactory): void {
  test('D20 files are listed by name, either case, without temporary ones', async () => {
    const { driver, file } = await factory.counted(1);
    await using connection = await driver.connect(never);
    const [folder, own] = [dirname(file), basename(file)];
    for (const name of ['b.lst', 'A.LST', '~$a.lst', '.c.lst', 'a.lst.tmp']) await writeFile(join(folder, name), 'x');

    const found = await connection.files?.('?.lst', never);
    const all = await connection.files?.('*', never);

    expect(found).toEqual([
      { name: 'A.LST', bytes: 1 },
      { name: 'b.lst', bytes: 1 },
    ]);
    expect(all?.map((entry) => entry.name)).toEqual(['A.LST', own, 'a.lst.tmp', 'b.lst'].sort());
  });

  test('D21 an opened file carries its bytes, their hash and its attributes on every row', async () => {
    const subject = await factory.counted(3);
    await using connection = await subject.driver.connect(never);
    const content = await readFile(subject.file);

    const file = await openedFile(connection, subject);
    await writeFile(subject.file, 'something else');
    const names = Object.keys(file.attributes);
    const rows = (await batchesOf(file.read(requestFor(subject, names), never))).flat();

    expect(Buffer.from(file.content).equals(content)).toBe(true);
    expect(file.hash).toBe(hash('sha256', content));
    expect(names.length).toBeGreaterThan(0);
    expect(rows).toEqual(subject.cells.map(() => Object.values(file.attributes)));
  });

  test('D22 a file that grew since it was listed is busy', async () => {
    const subject = await factory.counted(3);
    await using connection = await subject.driver.connect(never);
    const [entry] = await connection.files!(basename(subject.file), never);
    await appendFile(subject.file, 'x');

    const failure = await failureOf(() => connection.open!(entry!, subject.format!, never));

    expect([failure.code, failure.retry]).toEqual(['SOURCE_BUSY', true]);
  });
}

export function filteringContract(factory: DriverFactory): void {
  const clave = ['CLAVE', 'VIGENCIA', 'DIA'] as const;
  const rows: readonly RawRow[] = [
    ['A-1', '2023', '2023-12-31'],
    ['A-2', '2024', '2024-01-01'],
    ['A-3', '2025', '2024-01-02'],
    ['A-4', ' 2026\u00a0', '2024-01-03'],
    ['A-5', null, null],
    ['A-6', '', '2024-01-04'],
    ['A-7', '24', '2024-01-05'],
    ['A-8', 'dos mil', '2024-01-06'],
    ['A-9', '2205', '2024-01-07'],
    [null, '1999', '2024-01-08'],
  ];
  const made = (): Promise<Subject> => {
    if (factory.table === null) throw new Error('a driver that filters needs tables made to measure');
    return factory.table(clave, rows);
  };
  const conditions: readonly (readonly [string, readonly Condition[], readonly (string | null)[]])[] = [
    ['nothing asked', [], rows.map(([key]) => key as string | null)],
    ['equal to a text', [{ kind: 'equals', column: 'VIGENCIA', value: '2024' }], ['A-2']],
    [
      'of a vigencia or of none that can be read',
      [{ kind: 'vigencia', column: 'VIGENCIA', from: 2025 }],
      ['A-3', 'A-4', 'A-5', 'A-6', 'A-7', 'A-8', 'A-9'],
    ],
    ['after a day', [{ kind: 'range', column: 'DIA', after: '2024-01-05', upTo: null }], ['A-8', 'A-9', null]],
    ['up to a day', [{ kind: 'range', column: 'DIA', after: null, upTo: '2024-01-01' }], ['A-1', 'A-2']],
    ['between days', [{ kind: 'range', column: 'DIA', after: '2024-01-01', upTo: '2024-01-03' }], ['A-3', 'A-4']],
    [
      'with a day',
      [{ kind: 'range', column: 'DIA', after: null, upTo: null }],
      ['A-1', 'A-2', 'A-3', 'A-4', 'A-6', 'A-7', 'A-8', 'A-9', null],
    ],
    [
      'of these keys',
      [{ kind: 'keys', columns: ['CLAVE'], keys: [['A-9'], ['A-1'], ['A-1'], ['B-1']] }],
      ['A-1', 'A-9'],
    ],
    [
      'of keys of two columns, one of them null',
      [
        {
          kind: 'keys',
          columns: ['CLAVE', 'VIGENCIA'],
          keys: [
            ['A-2', '2024'],
            ['A-5', null],
            [null, '1999'],
            ['A-1', '2024'],
          ],
        },
      ],
      ['A-2', 'A-5', null],
    ],
    ['of no key', [{ kind: 'keys', columns: ['CLAVE'], keys: [] }], []],
    [
      'of two conditions together',
      [
        { kind: 'vigencia', column: 'VIGENCIA', from: 2025 },
        { kind: 'range', column: 'DIA', after: '2024-01-05', upTo: null },
      ],
      ['A-8', 'A-9'],
    ],
  ];

  test.each(conditions)('D16 D17 rows %s are read and counted alike', async (_, where, expected) => {
    const subject = await made();
    await using connection = await subject.driver.connect(never);

    const found = await rowsOf(subject, ['CLAVE'], { where, batchSize: 2 });
    const count = await connection.count?.(subject.table, where, never);

    expect(found.map(([key]) => key)).toEqual(expected);
    expect(count).toBe(factory.capabilities.counts ? expected.length : undefined);
  });

  test('D16 more keys than a statement has room for are all found', async () => {
    const keys = Array.from({ length: 40_000 }, (_, index) => [`K-${String(index)}`]);
    const subject = await factory.table!(['CLAVE'], keys);

    const found = await rowsOf(subject, ['CLAVE'], {
      where: [{ kind: 'keys', columns: ['CLAVE'], keys }],
      batchSize: 1000,
    });

    expect(found).toEqual(keys);
  });

  test('D25 a condition on a column that does not exist is not found', async () => {
    const subject = await made();

    const failure = await failureOf(() =>
      rowsOf(subject, ['CLAVE'], { where: [{ kind: 'equals', column: 'NO_EXISTE', value: 1 }] }),
    );

    expect(failure.code).toBe('NOT_FOUND');
  });

  if (factory.capabilities.counts && factory.capabilities.snapshots) {
    test('D17 a count while a reading is open is of the same snapshot', async () => {
      const subject = await factory.changing();
      await using connection = await subject.driver.connect(never);
      const reading = connection
        .read(requestFor(subject, [subject.column], { batchSize: 1 }), never)
        [Symbol.asyncIterator]();

      await reading.next();
      await subject.change();
      const during = await connection.count!(subject.table, [], never);
      await reading.return?.();
      const after = await connection.count!(subject.table, [], never);

      expect([during, after]).toEqual([3, 4]);
    });
  }

  if (factory.capabilities.uniqueKeys) {
    test('D18 keys that trimming would change are counted', async () => {
      const subject = await factory.table!(
        ['CLAVE', 'NUMERO'],
        [
          ['A-1', '1'],
          ['A-1\u00a0', '2'],
          ['A-1 ', ' 3'],
          [' A', '4'],
          ['', '\t5'],
          [null, '6'],
          ['A B', '7'],
        ],
      );
      await using connection = await subject.driver.connect(never);

      const one = await connection.untrimmedKeys!(subject.table, ['CLAVE'], never);
      const two = await connection.untrimmedKeys!(subject.table, ['CLAVE', 'NUMERO'], never);

      expect([one, two]).toEqual([3, 4]);
    });

    test('D18 a column without a unique index does not tell rows apart', async () => {
      const subject = await made();
      await using connection = await subject.driver.connect(never);

      const unique = await connection.uniqueOn!(subject.table, ['CLAVE'], never);

      expect(unique).toBe(false);
    });
  }

  if (factory.capabilities.clock) {
    test('D19 the clock is a day and a time, and does not go back', async () => {
      const { driver } = await factory.counted(1);
      await using connection = await driver.connect(never);

      const first = await connection.clock!(never);
      const second = await connection.clock!(never);

      expect(first).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}$/);
      expect(second >= first).toBe(true);
    });
  }
}

export function markContract(factory: DriverFactory): void {
  test('D28 the change mark is another text exactly when something was written', async () => {
    const subject = await factory.changing();
    await using connection = await subject.driver.connect(never);
    const asked = subject.format === null ? subject.table : '*';
    const mark = async (): Promise<string> => connection.changeMark!(asked, never);

    const before = await mark();
    const again = await mark();
    await subject.change();
    const after = await mark();

    expect(again).toBe(before);
    expect(after).not.toBe(before);
  });
}
