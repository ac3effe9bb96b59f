import { expect, it } from 'vitest';
import type { Driver } from '../../../connectors/driver.ts';
import type { Stream } from '../../../connectors/source.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import type { LocalSession } from '../../support/tds/local-session.ts';
import type { TdsServer } from '../../support/tds/server.ts';
import { driverOf, tdsServer } from '../../connectors/drivers/sqlserver/sqlserver-subjects.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { pagos } from '../../support/town.ts';
import { wrapped } from '../../support/wrapped-driver.ts';

const byVersion: Stream = { ...pagos, mode: { kind: 'rowversion', column: 'RV' } };
const byStamp: Stream = { ...pagos, mode: { kind: 'cursor', column: 'CAMBIO', lagSeconds: 1 } };

async function townWith(marked: string, now?: () => Date): Promise<TdsServer> {
  const server = await tdsServer({ snapshotIsolation: true, ...(now && { now }) });
  const texts = ['NUM_RECIBO', 'FEC_PAGO', 'VLR_PAGADO', 'CEDULA_CATASTRAL', 'ANULADO'];
  const columns = [
    { name: 'VIGENCIA', type: 'int' },
    ...texts.map((name) => ({ name, type: 'varchar(30)' })),
    { name: marked === 'rowversion' ? 'RV' : 'CAMBIO', type: marked },
  ];
  server.createTable('dbo.PAGOS', { columns, primaryKey: ['VIGENCIA', 'NUM_RECIBO'] });
  return server;
}

const COLUMNS = 'VIGENCIA, NUM_RECIBO, FEC_PAGO, VLR_PAGADO, CEDULA_CATASTRAL, ANULADO';

async function pay(session: LocalSession, numero: string, stamped = false): Promise<void> {
  const cells = `2026, '${numero}', '2026-03-02', '10.00', NULL, 'N'`;
  await session.run(
    stamped
      ? `INSERT INTO dbo.PAGOS (${COLUMNS}, CAMBIO) VALUES (${cells}, SYSDATETIME())`
      : `INSERT INTO dbo.PAGOS (${COLUMNS}) VALUES (${cells})`,
  );
}

/** The driver as it would be if its bound were the greatest version given out so far. */
function withGreatestVersion(driver: Driver, server: TdsServer): Driver {
  return wrapped(driver, {
    settledVersion: () => async () => {
      const rows = await server.local().run('SELECT CONVERT(varchar(18), CONVERT(binary(8), @@DBTS), 1)');
      return rows[0]?.[0] ?? '';
    },
  });
}

/** Somebody pays slowly and somebody quickly, with a run between: what that run read, and the one after. */
async function slowAndQuick(
  server: TdsServer,
  run: () => Promise<RunReport>,
): Promise<readonly [between: RunReport, after: RunReport]> {
  const [slow, quick] = [server.local(), server.local()];
  await slow.run('BEGIN TRANSACTION');
  await pay(slow, '2');
  await quick.run('BEGIN TRANSACTION');
  await pay(quick, '3');
  await quick.run('COMMIT TRANSACTION');
  const between = await run();
  await slow.run('COMMIT TRANSACTION');
  return [between, await run()];
}

describeOnEachDatabase('PAGOS de un SQL Server, por la versión de sus filas', (open) => {
  it('una fila sin confirmar, con versión menor que otra confirmada, no se pierde', async () => {
    const libro = open();
    const server = await townWith('rowversion');
    const driver = driverOf(server);
    await pay(server.local(), '1');
    await libro.run(byVersion, driver);

    const [between, after] = await slowAndQuick(server, () => libro.run(byVersion, driver));
    const nothing = await libro.run(byVersion, driver);

    expect([between.extent, between.read]).toEqual(['novedades', 0]);
    expect(countsOf(after)).toEqual({ read: 2, published: 2, unchanged: 0, rejected: 0, deleted: 0 });
    expect([nothing.extent, nothing.read]).toEqual(['novedades', 0]);
    expect(await libro.recaudos()).toEqual(['2026 1 10.00 aplicado', '2026 2 10.00 aplicado', '2026 3 10.00 aplicado']);
  });

  it('con la mayor versión vista por cota se perdería: para eso está la del servidor', async () => {
    const libro = open();
    const server = await townWith('rowversion');
    const driver = withGreatestVersion(driverOf(server), server);
    await pay(server.local(), '1');
    await libro.run(byVersion, driver);

    const [between, after] = await slowAndQuick(server, () => libro.run(byVersion, driver));

    expect([between.read, after.read]).toEqual([1, 0]);
    expect(await libro.recaudos()).toEqual(['2026 1 10.00 aplicado', '2026 3 10.00 aplicado']);
  });

  it('una fila que se vuelve a escribir igual se lee y no se publica; una borrada la ve la lectura entera', async () => {
    const libro = open();
    const server = await townWith('rowversion');
    const driver = driverOf(server);
    for (const numero of ['1', '2', '3', '4']) await pay(server.local(), numero);
    await libro.run(byVersion, driver);

    await server.local().run("UPDATE dbo.PAGOS SET ANULADO = 'N' WHERE NUM_RECIBO = '1'");
    await server.local().run("DELETE FROM dbo.PAGOS WHERE NUM_RECIBO = '4'");
    const same = await libro.run(byVersion, driver);
    const whole = await libro.run(byVersion, driver, { full: true });

    expect(countsOf(same)).toEqual({ read: 1, published: 0, unchanged: 1, rejected: 0, deleted: 0 });
    expect(countsOf(whole)).toEqual({ read: 3, published: 0, unchanged: 3, rejected: 0, deleted: 1 });
  });
});

describeOnEachDatabase('PAGOS de un SQL Server, por la fecha de su último cambio', (open) => {
  it('cada fila se lee una vez, aunque la columna redondee', async () => {
    const libro = open();
    let now = Date.parse('2026-03-02T10:00:00.000Z');
    const server = await townWith('datetime', () => new Date(now));
    const driver = driverOf(server);
    await libro.run(byStamp, driver);
    let read = 0;

    for (const [index, ms] of [2, 1, 995, 2000].entries()) {
      now += ms;
      await pay(server.local(), String(index + 1), true);
      read += (await libro.run(byStamp, driver)).read;
    }
    now += 2000;
    read += (await libro.run(byStamp, driver)).read;

    expect(read).toBe(4);
    expect(await libro.recaudos()).toHaveLength(4);
  });
});
