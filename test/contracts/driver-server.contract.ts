import { expect, test } from 'vitest';
import type { Cell, RawRow } from '../../connectors/driver.ts';
import { batchesOf, never, requestFor } from './driver-factory.ts';
import type { DriverFactory, ServerFactory } from './driver-factory.ts';

/** What a source may tell besides rows, each part where the driver declares it. */
export function serverContract(factory: DriverFactory): void {
  const { groups, sums, versions, catalogue } = factory.capabilities;
  if (groups) groupsContract(factory);
  if (sums) sumsContract(factory);
  if (versions) versionsContract(serverOf(factory));
  if (catalogue) catalogueContract(serverOf(factory));
}

function serverOf({ server }: DriverFactory): ServerFactory {
  if (server === null) throw new Error('a driver with versions or a catalogue needs a server to be tried on');
  return server;
}

function groupsContract(factory: DriverFactory): void {
  const repeating: readonly (readonly [string, readonly RawRow[], boolean])[] = [
    [
      'that stands once',
      [
        ['A-1', '1'],
        ['A-1', '2'],
        ['A-2', '1'],
      ],
      false,
    ],
    [
      'that stands twice',
      [
        ['A-1', '1'],
        ['A-1', '2'],
        ['A-1', '1'],
      ],
      true,
    ],
    [
      'that stands twice once it is trimmed',
      [
        ['A-1', '1'],
        ['\t\u00a0A-1 ', '1'],
      ],
      true,
    ],
    [
      'of which one is a part of another',
      [
        ['A', '1 2'],
        ['A 1', '2'],
      ],
      false,
    ],
    [
      'with a null, twice',
      [
        ['A-1', null],
        ['A-1', null],
      ],
      true,
    ],
  ];

  test.each(repeating)('D29 a key %s is told by groups', async (_, rows, repeats) => {
    const subject = await factory.table!(['CLAVE', 'NUMERO'], rows);
    await using connection = await subject.driver.connect(never);

    expect(await connection.mayRepeat!(subject.table, ['CLAVE', 'NUMERO'], [], never)).toBe(repeats);
  });

  test('D29 only rows that meet the conditions are grouped', async () => {
    const subject = await factory.table!(
      ['CLAVE', 'VIGENCIA'],
      [
        ['A-1', '2023'],
        ['A-1', '2024'],
      ],
    );
    await using connection = await subject.driver.connect(never);
    const where = [{ kind: 'equals', column: 'VIGENCIA', value: '2024' }] as const;

    const all = await connection.mayRepeat!(subject.table, ['CLAVE'], [], never);
    const some = await connection.mayRepeat!(subject.table, ['CLAVE'], where, never);

    expect([all, some]).toEqual([true, false]);
  });
}

function sumsContract(factory: DriverFactory): void {
  test.each(['negative amount', 'amount of zero', 'amount of 19 digits'] as const)(
    'D30 the sum of a column with a %s is exact, and null over no row',
    async (facet) => {
      const subject = await factory.holding(facet);
      if (!('cells' in subject)) throw new Error('a driver that sums reads amounts');
      await using connection = await subject.driver.connect(never);
      const none = [{ kind: 'equals', column: subject.column, value: '12345.67' }] as const;

      const [total] = await connection.sum!(subject.table, [subject.column], [], never);
      const nothing = await connection.sum!(subject.table, [subject.column], none, never);

      expect(tenThousandths(total ?? null)).toBe(
        subject.cells.map(tenThousandths).reduce((sum, amount) => sum + amount, 0n),
      );
      expect(nothing).toEqual([null]);
    },
  );
}

/** A decimal text in units of its fourth decimal. */
function tenThousandths(cell: Cell): bigint {
  const [, minus = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(String(cell)) ?? [];
  const units = BigInt(whole + fraction.padEnd(4, '0'));
  return minus === '' ? units : -units;
}

function versionsContract(server: ServerFactory): void {
  test('D31 what an open transaction wrote lies above the settled version, and so does what came after it', async () => {
    const subject = await server.versioned();
    await using connection = await subject.driver.connect(never);
    const [slow, quick] = [await subject.writer(), await subject.writer()];
    const start = await connection.settledVersion!(never);
    const upTo = async (bound: string, after: string): Promise<readonly Cell[]> => {
      const where = [{ kind: 'range', column: subject.version, after, upTo: bound }] as const;
      const rows = (await batchesOf(connection.read(requestFor(subject, ['NOMBRE'], { where }), never))).flat();
      return rows.map(([name]) => name ?? null);
    };

    await slow.insert('lenta');
    await quick.insert('rápida');
    await quick.commit();
    const open = await connection.settledVersion!(never);
    const seen = await upTo(open, start);
    await slow.commit();
    const settled = await connection.settledVersion!(never);

    expect([seen, await upTo(settled, open)]).toEqual([[], ['lenta', 'rápida']]);
    expect([start <= open, open < settled]).toEqual([true, true]);
  });
}

function catalogueContract(server: ServerFactory): void {
  test('D32 the survey names a table with its columns and its key', async () => {
    const subject = await server.keyed(['VIGENCIA', 'NUMERO']);
    await using connection = await subject.driver.connect(never);

    const survey = await connection.survey!(never);
    const found = survey.find(({ name }) => name === subject.table);

    expect(survey.map(({ name, kind }) => ({ name, kind }))).toEqual(await connection.tables(never));
    expect(found?.columns).toEqual(await connection.columns(subject.table, never));
    expect(found?.key).toEqual(['VIGENCIA', 'NUMERO']);
  });

  test.each([true, false])('D32 an account that may write (%s) is told', async (mayWrite) => {
    const subject = await server.account(mayWrite);
    await using connection = await subject.driver.connect(never);

    const rights = await connection.rights!(never);

    expect(rights.mayWrite).toBe(mayWrite);
    expect(rights.lines.join(' ')).toContain(rights.account);
  });
}
