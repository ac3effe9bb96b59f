import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Driver } from '../../../connectors/driver.ts';
import { folder } from '../../../connectors/drivers/file/index.ts';
import { sqlite } from '../../../connectors/drivers/sqlite/index.ts';
import type { Source } from '../../../connectors/source.ts';
import { banco } from '../../../connectors/sources/banco.ts';
import { dispersionNomina } from '../../../connectors/sources/dispersion-nomina.ts';
import { pct } from '../../../connectors/sources/pct.ts';
import { pila } from '../../../connectors/sources/pila.ts';
import { soporteLogico } from '../../../connectors/sources/soporte-logico.ts';
import { generateDemo } from '../../../ops/demo/generate-demo.ts';
import { databases } from '../../support/databases.ts';
import type { OpenedDatabase } from '../../support/databases.ts';
import { TestLibro } from '../../support/libro.ts';
import { keyedStream } from '../../support/pseudonym.ts';
import { comparedTwice } from '../../support/tie.ts';
import type { Altered } from '../../support/tie.ts';

// Into one ledger, on two cores that do other things too.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let site: string;
let database: OpenedDatabase;
let libro: TestLibro;

beforeAll(async () => {
  site = mkdtempSync(join(tmpdir(), 'personal-'));
  generateDemo(site, { seed: 1, predios: 100 });
  database = await databases[0]!.open();
  libro = await TestLibro.open(database);
  const tasks = (source: Source, driver: Driver, ...streams: readonly string[]) =>
    streams.map((id) => libro.task(keyedStream(source, id), driver, { source: source.id, full: true }));
  const report = await libro.sync(
    ...tasks(
      pct,
      sqlite({ file: join(site, 'pct.db'), schema: 'dbo' }),
      ...['documento-presupuestal', 'documento-presupuestal-linea', 'movimiento', 'egreso', 'egreso-deduccion'],
    ),
    ...tasks(soporteLogico, sqlite({ file: join(site, 'soporte-logico.db'), schema: 'dbo' }), 'nomina', 'pago'),
    ...tasks(dispersionNomina, folder({ path: join(site, 'nomina') }), 'pago'),
    ...tasks(pila, folder({ path: join(site, 'pila') }), 'linea'),
    ...tasks(banco, folder({ path: join(site, 'extractos') }), 'movimiento'),
  );
  expect(report.runs.filter(({ error, rejected }) => error !== null || rejected > 0)).toEqual([]);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  rmSync(site, { recursive: true });
});

/** Payroll writes the names of the sections, PCT their codes. */
const NOMINA = `
  nomina as (
    select n.vigencia, n.mes, s.codigo as seccion, n.rubro, n.fuente, n.clase, n.cuenta_gasto, sum(n.valor) as valor
      from libro.nomina_linea n
      join (values ('ADMINISTRACION CENTRAL', '01'), ('CONCEJO', '02'), ('PERSONERIA', '03')) s (nombre, codigo) on s.nombre = n.seccion
     group by 1, 2, 3, 4, 5, 6, 7)`;

/** What a document of one type says of the payroll's rubros in a month; what goes on as an account payable is no new expense. */
const documents = (tipo: string): string => `
  pct as (
    select d.vigencia, extract(month from d.fecha)::int as mes, l.seccion, l.rubro, l.fuente, sum(l.valor) as valor
      from libro.documento_presupuestal_linea l join libro.documento_presupuestal d using (unidad, vigencia, tipo, numero)
     where d.tipo = '${tipo}' and l.rubro like '2.1.1.%' and l.vigencia_gasto = '1' group by 1, 2, 3, 4, 5)`;

/** What payroll owes by section, rubro and fuente against the documents of a type. */
const byImputacion = (tipo: string): string => `
  with ${NOMINA}, debido as (
    select vigencia, mes, seccion, rubro, fuente, sum(valor) as valor from nomina where clase in ('devengado', 'aporte') group by 1, 2, 3, 4, 5),
       ${documents(tipo)}
  select count(*)::int as claves, (count(*) filter (where d.valor is distinct from p.valor))::int as difieren
    from debido d full join pct p using (vigencia, mes, seccion, rubro, fuente)`;

/** What payroll books by account, rubro and fuente against the voucher of the month. */
const VOUCHER = `
  with ${NOMINA}, gasto as (
    select vigencia, mes, cuenta_gasto as cuenta, rubro, fuente, sum(valor) as valor from nomina group by 1, 2, 3, 4, 5),
       contable as (
    select vigencia, periodo as mes, left(cuenta, 6) as cuenta, rubro, fuente, sum(debito - credito) as valor
      from libro.movimiento_contable where tipo = 'NOM' and cuenta like '51%' group by 1, 2, 3, 4, 5)
  select count(*)::int as claves, (count(*) filter (where g.valor is distinct from c.valor))::int as difieren
    from gasto g full join contable c using (vigencia, mes, cuenta, rubro, fuente)`;

const NET = `
  neto as (
    select vigencia, mes, empleado, sum(case clase when 'devengado' then valor when 'deduccion' then -valor else 0 end) as valor
      from libro.nomina_linea group by 1, 2, 3)`;

/** Each employee's net: what payroll computed, what it ordered, and what the bank says that it paid. */
const BY_EMPLOYEE = `
  with ${NET}, girado as (
    select _origen, vigencia, mes, empleado, sum(valor) as valor from libro.pago_nomina where estado = 'pagado' group by 1, 2, 3, 4)
  select count(*)::int as claves, (count(*) filter (where n.valor is distinct from o.valor or n.valor is distinct from b.valor))::int as difieren
    from neto n
    full join (select * from girado where _origen = 'soporte-logico/pago') o using (vigencia, mes, empleado)
    full join (select * from girado where _origen = 'dispersion-nomina/pago') b using (vigencia, mes, empleado)`;

/** Each month's net: the egreso that payroll names, what it withholds, and what the bank took for it. */
const BY_MONTH = `
  with ${NET}, mes as (select vigencia, mes, sum(valor) as valor from neto group by 1, 2),
       retenido as (select vigencia, mes, sum(valor) as valor from libro.nomina_linea where clase = 'deduccion' group by 1, 2),
       ordenado as (select distinct vigencia, mes, vigencia_egreso, egreso from libro.pago_nomina where _origen = 'soporte-logico/pago'),
       descontado as (select vigencia, numero, sum(valor) as valor from libro.egreso_deduccion group by 1, 2)
  select count(*)::int as claves,
         (count(*) filter (where m.valor is distinct from e.neto or r.valor is distinct from d.valor
                              or (b.valor is distinct from -e.neto and e.fecha_pago is not null)))::int as difieren
    from mes m
    full join retenido r using (vigencia, mes)
    full join ordenado o using (vigencia, mes)
    left join libro.egreso e on (e.vigencia, e.numero) = (o.vigencia_egreso, o.egreso)
    left join descontado d on (d.vigencia, d.numero) = (e.vigencia, e.numero)
    left join libro.movimiento_bancario b on b.descripcion = 'DISPERSION DE NOMINA' and b.documento = e.documento_pago`;

/** The accounts by which each kind of contribution is owed, and the subsystems that it pays. */
const COBROS = `
  cobro (cobro, pasivo, subsistema) as (values
    ('pension', '251122', 'pension'), ('pension', '242401', 'pension'), ('pension', '242401', 'fondo_solidaridad'),
    ('pension', '242401', 'fondo_subsistencia'), ('salud', '251123', 'salud'), ('salud', '242402', 'salud'),
    ('riesgos', '251111', 'riesgos'), ('caja', '251124', 'caja'), ('icbf y sena', '249050', 'icbf'), ('icbf y sena', '249050', 'sena'),
    ('esap y men', '249034', 'esap'), ('esap y men', '249034', 'men'))`;

/** The day on which planillas are paid tells the payroll's month: health is paid for the month after it. */
const PLANILLA = `
  pila as (
    select l.fecha_pago as dia, c.cobro, coalesce(a.nit, '') as administradora, sum(l.valor) as valor
      from libro.pila_linea l
      join (select distinct cobro, subsistema from cobro) c using (subsistema)
      left join (select distinct administradora as codigo, beneficiario as nit from libro.nomina_linea where administradora is not null) a
        on a.codigo = l.administradora
     group by 1, 2, 3)`;

/** What planillas ask of each administrator against the egresos of their day, by account and by whom it was owed to. */
const BY_ADMINISTRATOR = `
  with ${COBROS}, ${PLANILLA}, pagado as (
    select m.fecha as dia, c.cobro, case when c.pasivo like '2490%' then '' else m.tercero end as administradora, sum(m.debito) as valor
      from libro.movimiento_contable m join (select distinct cobro, pasivo from cobro) c on c.pasivo = left(m.cuenta, 6)
     where m.tipo = 'EGR' and m.debito > 0 group by 1, 2, 3)
  select count(*)::int as claves, (count(*) filter (where p.valor is distinct from e.valor))::int as difieren
    from pila p full join pagado e using (dia, cobro, administradora)`;

/** What the budget paid of contributions that no employee shares, by rubro, whatever the vigencia that owed it. */
const BY_RUBRO = `
  with rubros (rubro, subsistema) as (values
         ('2.1.1.01.02.004', 'caja'), ('2.1.1.01.02.005', 'riesgos'), ('2.1.1.01.02.020.05', 'riesgos'), ('2.1.1.01.02.006', 'icbf'),
         ('2.1.1.01.02.007', 'sena'), ('2.1.1.01.02.008', 'esap'), ('2.1.1.01.02.009', 'men')),
       pila as (
    select fecha_pago as dia, subsistema, sum(valor) as valor from libro.pila_linea
     where subsistema in (select subsistema from rubros) group by 1, 2),
       pagado as (
    select d.fecha as dia, r.subsistema, sum(l.valor) as valor
      from libro.documento_presupuestal_linea l join libro.documento_presupuestal d using (unidad, vigencia, tipo, numero)
      join rubros r using (rubro) where d.tipo = 'PAG' group by 1, 2)
  select count(*)::int as claves, (count(*) filter (where p.valor is distinct from g.valor))::int as difieren
    from pila p full join pagado g using (dia, subsistema)`;

/** What planillas ask for beyond the payroll: added to the obligations of the month, and booked as another expense. */
const ROUNDING = `
  with nomina as (
    select vigencia, mes, sum(valor) as valor from libro.nomina_linea
     where concepto in ('101', '121', '201', '102', '202', '105', '125', '104', '106', '107', '108', '109', '203', '204') group by 1, 2),
       pila as (select extract(year from fecha_pago - 28)::int as vigencia, extract(month from fecha_pago - 28)::int as mes, sum(valor) as valor
                  from libro.pila_linea group by 1, 2),
       sumado as (select vigencia, extract(month from fecha)::int as mes, sum(valor) as valor
                    from libro.documento_presupuestal where tipo = 'AOB' group by 1, 2),
       contable as (select vigencia, periodo as mes, sum(debito) as valor from libro.movimiento_contable
                     where tipo = 'NOM' and cuenta like '589090%' group by 1, 2)
  select count(*)::int as claves,
         (count(*) filter (where p.valor - n.valor is distinct from s.valor or s.valor is distinct from c.valor or s.valor <= 0))::int as difieren
    from nomina n full join pila p using (vigencia, mes) full join sumado s using (vigencia, mes) full join contable c using (vigencia, mes)`;

/** One amount of the ledger that somebody alters. */
const lineOf = (tipo: string): Altered => ({
  table: 'documento_presupuestal_linea',
  column: 'valor',
  where: `tipo = '${tipo}' and rubro like '2.1.1.%' and vigencia_gasto = '1'`,
});
const entryOf = (tipo: string, cuenta: string): Altered => ({
  table: 'movimiento_contable',
  column: 'debito',
  where: `tipo = '${tipo}' and cuenta like '${cuenta}%'`,
});
const dispersed: Altered = { table: 'pago_nomina', column: 'valor', where: `_origen = 'dispersion-nomina/pago' and estado = 'pagado'` };
const egreso: Altered = { table: 'egreso', column: 'neto', where: `concepto like 'NOMINA %'` };
const planilla: Altered = { table: 'pila_linea', column: 'valor', where: `subsistema = 'men'` };

/** From January of the first vigencia to October of the last. */
const MONTHS = 34;

const reconciliations: readonly (readonly [name: string, sql: string, altered: Altered])[] = [
  ['C11: payroll and the commitments, by month, section, rubro and fuente', byImputacion('RP'), lineOf('RP')],
  ['C11: payroll and the obligations, by month, section, rubro and fuente', byImputacion('OBL'), lineOf('OBL')],
  ['C11: payroll and the voucher of the month, by account, rubro and fuente', VOUCHER, entryOf('NOM', '510101')],
  ['C12: the net of each employee, as it was ordered and as the bank paid it', BY_EMPLOYEE, dispersed],
  ['C12: the net of each month, its egreso and the statement', BY_MONTH, egreso],
  ['C13: planillas and what was paid, by kind and administrator', BY_ADMINISTRATOR, entryOf('EGR', '251123')],
  ['C13: planillas and what the budget paid of each kind', BY_RUBRO, planilla],
  ['C13: what planillas round up, in the budget and in accounting', ROUNDING, entryOf('NOM', '589090')],
];

describe.each(reconciliations)('%s', (_, sql, amount) => {
  it('ties to the peso, and no longer when one amount is altered', async () => {
    const [tied, altered] = await comparedTwice(libro, sql, amount, '1');

    expect([tied.difieren, altered.difieren]).toEqual([0, 1]);
    expect(tied.claves).toBeGreaterThanOrEqual(MONTHS);
  });
});

it('no amount of PCT is one employee\'s: each cell of its books is shared', async () => {
  const alone = await libro.rows(`
    with celda as (
      select 'rubro' as libro, vigencia, mes, concat_ws(' ', seccion, rubro) as celda, empleado from libro.nomina_linea
       where clase in ('devengado', 'aporte')
      union all
      select 'gasto', vigencia, mes, concat_ws(' ', cuenta_gasto, rubro), empleado from libro.nomina_linea where cuenta_gasto is not null
      union all
      select 'pasivo', vigencia, mes, concat_ws(' ', cuenta_pasivo, beneficiario), empleado from libro.nomina_linea)
    select libro, celda, count(*)::int as meses
      from (select libro, vigencia, mes, celda from celda group by 1, 2, 3, 4 having count(distinct empleado) < 2) sola group by 1, 2`);

  expect(alone).toEqual([]);
});
