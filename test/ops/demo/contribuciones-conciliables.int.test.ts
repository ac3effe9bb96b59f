import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Driver } from '../../../connectors/driver.ts';
import { access } from '../../../connectors/drivers/access/index.ts';
import { sqlite } from '../../../connectors/drivers/sqlite/index.ts';
import type { Source } from '../../../connectors/source.ts';
import { hassql } from '../../../connectors/sources/hassql.ts';
import { pct } from '../../../connectors/sources/pct.ts';
import { plusvalia } from '../../../connectors/sources/plusvalia.ts';
import { generateDemo } from '../../../ops/demo/generate-demo.ts';
import { databases } from '../../support/databases.ts';
import type { OpenedDatabase } from '../../support/databases.ts';
import { TestLibro } from '../../support/libro.ts';
import { comparedTwice } from '../../support/tie.ts';
import type { Altered } from '../../support/tie.ts';

// Into one ledger, on two cores that do other things too.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let site: string;
let database: OpenedDatabase;
let libro: TestLibro;

beforeAll(async () => {
  site = mkdtempSync(join(tmpdir(), 'contribuciones-'));
  generateDemo(site, { seed: 1, predios: 100 });
  database = await databases[0]!.open();
  libro = await TestLibro.open(database);
  const tasks = (source: Source, driver: Driver, ...ids: readonly string[]) =>
    source.streams
      .filter(({ id }) => ids.includes(id))
      .map((stream) => libro.task(stream, driver, { source: source.id, full: true }));
  const report = await libro.sync(
    ...tasks(
      pct,
      sqlite({ file: join(site, 'pct.db'), schema: 'dbo' }),
      ...['recibo-caja', 'documento-presupuestal', 'documento-presupuestal-linea', 'movimiento'],
    ),
    ...tasks(plusvalia, access({ file: join(site, 'Plusvalía.mdb') }), 'liquidacion'),
    ...tasks(hassql, sqlite({ file: join(site, 'hassql.db'), schema: 'dbo' }), 'valorizacion-cuota'),
  );
  expect(report.runs).toHaveLength(6);
  expect(report.runs.filter(({ error, rejected }) => error !== null || rejected > 0)).toEqual([]);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  rmSync(site, { recursive: true });
});

/** What the owning system says was collected, by its receipt, against treasury's. */
const byReceipt = (entity: string, paid: string, prefix: string): string => `
  with suyo as (select recibo, fecha_pago as dia, ${paid} as valor from libro.${entity} where recibo is not null),
       tesoreria as (select documento_origen as recibo, fecha_recaudo as dia, valor from libro.recibo_caja
                      where tipo = '3' and documento_origen like '${prefix}-%')
  select count(*)::int as claves, (count(*) filter (where s.valor is distinct from t.valor or s.dia is distinct from t.dia))::int as difieren
    from suyo s full join tesoreria t using (recibo)`;

/** What was collected by day, against the income of the budget by the same receipts. */
const byRubro = (entity: string, paid: string, rubro: string): string => `
  with suyo as (select fecha_pago as dia, sum(${paid}) as valor from libro.${entity} where recibo is not null group by 1),
       presupuesto as (
    select r.fecha_recaudo as dia, sum(l.valor) as valor
      from libro.documento_presupuestal_linea l join libro.documento_presupuestal d using (unidad, vigencia, tipo, numero)
      join libro.recibo_caja r on (r.vigencia, r.tipo, r.numero) = (d.vigencia_soporte, d.tipo_soporte, d.numero_soporte)
     where d.tipo = 'RCD' and l.rubro = '${rubro}' group by 1)
  select count(*)::int as claves, (count(*) filter (where s.valor is distinct from p.valor))::int as difieren
    from suyo s full join presupuesto p using (dia)`;

/** What is owed and what was collected since the beginning, against the receivable and the income; openings repeat the year before. */
const byAccount = (owed: string, receivable: string, income: string): string => `
  with suyo as (${owed}),
       contable as (
    select coalesce(sum(debito) filter (where cuenta = '${receivable}'), 0) as debido,
           coalesce(sum(credito) filter (where cuenta = '${receivable}'), 0) as cobrado,
           coalesce(sum(credito) filter (where cuenta = '${income}'), 0) as ingreso
      from libro.movimiento_contable where tipo in ('CAU', 'ING'))
  select 3 as claves, (select count(*)::int from unnest(array[s.debido - c.debido, s.cobrado - c.cobrado, s.debido - c.ingreso]) d where d <> 0) as difieren
    from suyo s cross join contable c`;

const OWED_PLUSVALIA = `
  select sum(valor + indexacion) as debido, sum(pagado) filter (where recibo is not null) as cobrado
    from libro.plusvalia_liquidacion where estado in ('exigible', 'pagada')`;
const OWED_VALORIZACION = `select sum(valor) as debido, sum(abonado) as cobrado from libro.valorizacion_cuota where estado <> 'anulada'`;
const [PLUSVALIA, VALORIZACION] = ['1.1.02.01.005.63', '1.1.02.01.005.39'];

const pagada: Altered = { table: 'plusvalia_liquidacion', column: 'pagado', where: 'recibo is not null' };
const abonada: Altered = { table: 'valorizacion_cuota', column: 'abonado', where: 'recibo is not null' };
const entry = (cuenta: string): Altered => ({
  table: 'movimiento_contable',
  column: 'credito',
  where: `tipo in ('CAU', 'ING') and cuenta = '${cuenta}' and credito > 0`,
});

const reconciliations: readonly (readonly [name: string, sql: string, altered: Altered])[] = [
  ['C18: plusvalía by receipt', byReceipt('plusvalia_liquidacion', 'pagado', 'RPV'), pagada],
  ['C18: plusvalía and the income of the budget', byRubro('plusvalia_liquidacion', 'pagado', PLUSVALIA), pagada],
  ['C18: plusvalía and accounting', byAccount(OWED_PLUSVALIA, '13112701', '41106101'), entry('41106101')],
  ['C19: valorización by receipt', byReceipt('valorizacion_cuota', 'abonado', 'RVAL'), abonada],
  ['C19: valorización and the income of the budget', byRubro('valorizacion_cuota', 'abonado', VALORIZACION), abonada],
  ['C19: valorización and accounting', byAccount(OWED_VALORIZACION, '13112702', '41106102'), entry('13112702')],
];

describe.each(reconciliations)('%s', (_, sql, amount) => {
  it('ties to the centavo, and no longer when one amount is altered', async () => {
    const [tied, altered] = await comparedTwice(libro, sql, amount, '0.01');

    expect([tied.difieren, altered.difieren]).toEqual([0, 1]);
    expect(tied.claves).toBeGreaterThanOrEqual(3);
  });
});
