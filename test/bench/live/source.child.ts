import { openTdsServer } from '../../support/tds/server.ts';
import { DATABASE_TABLE, keyOf, YEAR } from './payments.ts';

/** SQL Server's protocol over so many payments, in a process of its own; says where it listens, and ends with its parent. */
const rows = Number(process.argv[2]);
await using server = await openTdsServer({ snapshotIsolation: true });
server.createTable('dbo.PAGOS', DATABASE_TABLE, paymentsOf(rows));
process.send?.({ host: server.host, port: server.port, database: server.database });
await new Promise((resolve) => process.once('disconnect', resolve));

function* paymentsOf(count: number): Generator<readonly (string | number | null)[]> {
  for (let row = 0; row < count; row += 1) {
    yield [
      YEAR,
      keyOf(row),
      '2026-03-02 00:00:00',
      '2026-03-03',
      '007',
      '330100001',
      '0001',
      String(row),
      `REF-${String(row)}`,
      `F${String(row)}`,
      '010000120034000',
      '0.00',
      '01',
      'A',
      'N',
    ];
  }
}
