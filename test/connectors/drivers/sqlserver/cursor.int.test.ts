import { expect, test } from 'vitest';
import { sqlserver } from '../../../../connectors/drivers/sqlserver/index.ts';
import { secondsBefore } from '../../../../pipelines/capture/bound.ts';
import { batchesOf, never } from '../../../contracts/driver-factory.ts';
import { driverOf, tdsServer } from './sqlserver-subjects.ts';

/** The lag that each needs: no less than the step in which the column tells time. */
const lags: readonly (readonly [type: string, seconds: number])[] = [
  ['datetime', 1],
  ['datetime2(7)', 0],
  ['datetime2(0)', 1],
  ['smalldatetime', 60],
  ['datetimeoffset(3)', 1],
  ['datetimeoffset(7)', 0],
  ['date', 86_400],
  ['varchar(30)', 0],
];

test.each(lags)(
  'rows stamped in a column %s come once each with a lag of %i s, however it rounds',
  async (type, lag) => {
    let now = Date.parse('2026-03-02T10:00:00.000Z');
    const server = await tdsServer({ now: () => new Date(now) });
    const columns = [
      { name: 'ID', type: 'int' },
      { name: 'CAMBIO', type },
    ];
    server.createTable('dbo.T', { columns, primaryKey: ['ID'] });
    await using connection = await driverOf(server).connect(never);
    const stamp = type.startsWith('datetimeoffset')
      ? 'SYSDATETIMEOFFSET()'
      : type === 'varchar(30)'
        ? 'CONVERT(varchar(23), SYSDATETIME(), 121)'
        : 'SYSDATETIME()';
    const found: unknown[] = [];
    const clock = async (): Promise<string> => secondsBefore(await connection.clock!(never), lag);
    let after = await clock();
    const poll = async (): Promise<void> => {
      const upTo = await clock();
      const where = [{ kind: 'range', column: 'CAMBIO', after, upTo }] as const;
      const request = { table: 'dbo.T', columns: ['ID'], where, orderBy: [], batchSize: 10 };
      found.push(...(await batchesOf(connection.read(request, never))).flat().flat());
      after = upTo;
    };

    const steps = [2, 1, 4, 995, 29_997, 1, 31_001, 2, 1, 1, 1, 59_990];
    for (const [index, ms] of steps.entries()) {
      now += ms;
      await server.local().run(`INSERT INTO dbo.T VALUES (${String(index)}, ${stamp})`);
      await poll();
    }
    now += 2 * 86_400_000;
    await poll();

    expect(found).toEqual(steps.map((_, index) => index));
  },
);

test('a readable secondary does not tell up to where all versions are committed', () => {
  const options = { server: 'SRV', database: 'HASSQL', user: 'lector', password: () => '' };
  const versions = [true, false].map(
    (readOnlyIntent) => sqlserver({ ...options, readOnlyIntent }).capabilities.versions,
  );

  expect(versions).toEqual([false, true]);
});
