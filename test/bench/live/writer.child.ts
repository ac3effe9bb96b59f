import { setTimeout as pause } from 'node:timers/promises';
import sql from 'mssql';
import { PASSWORD } from '../../support/tds/server.ts';
import { keyOf, YEAR } from './payments.ts';
import type { Change } from './payments.ts';

/**
 * Changes so many payments a second, one after the other and each in a transaction of its own, by the vendor's client; who
 * is late catches up. Tells each change when its COMMIT has returned, until told to stop. Arguments: JSON of `Task`.
 */
export interface Task {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly rows: number;
  readonly perSecond: number;
}

const LOOK_MS = 2;
const task = JSON.parse(process.argv[2] ?? '') as Task;
const stop = new AbortController();
process.once('message', () => {
  stop.abort();
});

const pool = new sql.ConnectionPool({
  server: task.host,
  port: task.port,
  user: 'dueno',
  password: PASSWORD,
  database: task.database,
  pool: { max: 1 },
  options: { encrypt: false, trustServerCertificate: true },
});
await pool.connect();
const started = performance.now();
for (let number = 1; !stop.signal.aborted; number += 1) {
  while (performance.now() - started < (number * 1000) / task.perSecond) await pause(LOOK_MS);
  const row = number % task.rows;
  await pool
    .request()
    .batch(
      `BEGIN TRAN; UPDATE dbo.PAGOS SET VLR_PAGADO = ${String(number)} WHERE VIGENCIA = ${String(YEAR)} AND NUM_RECIBO = '${keyOf(row)}'; COMMIT TRAN;`,
    );
  process.send?.({ number, row, committedAt: Date.now() } satisfies Change);
}
await pool.close();
process.disconnect();
