import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { folder } from '../../../connectors/drivers/file/index.ts';
import { sqlite } from '../../../connectors/drivers/sqlite/index.ts';
import type { Driver } from '../../../connectors/driver.ts';
import type { Source } from '../../../connectors/source.ts';
import { banco } from '../../../connectors/sources/banco.ts';
import { pctInformes } from '../../../connectors/sources/pct-informes.ts';
import { pct } from '../../../connectors/sources/pct.ts';
import { recaudoBancario } from '../../../connectors/sources/recaudo-bancario.ts';
import { generateDemo } from '../../../ops/demo/generate-demo.ts';
import { databases } from '../../support/databases.ts';
import type { OpenedDatabase } from '../../support/databases.ts';
import { TestLibro } from '../../support/libro.ts';

// Thirty streams into one ledger, on two cores that do other things too.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let site: string;
let database: OpenedDatabase;
let libro: TestLibro;

beforeAll(async () => {
  site = mkdtempSync(join(tmpdir(), 'conciliable-'));
  generateDemo(site, { seed: 1, predios: 1000 });
  database = await databases[0]!.open();
  libro = await TestLibro.open(database);
  const tasks = (source: Source, driver: Driver) =>
    source.streams.map((stream) => libro.task(stream, driver, { source: source.id, full: true }));
  const report = await libro.sync(
    ...tasks(pct, sqlite({ file: join(site, 'pct.db'), schema: 'dbo' })),
    ...tasks(pctInformes, folder({ path: join(site, 'informes') })),
    ...tasks(banco, folder({ path: join(site, 'extractos') })),
    ...tasks(recaudoBancario, folder({ path: join(site, 'bancos') })),
  );
  expect(report.runs.filter(({ error, rejected }) => error !== null || rejected > 0)).toEqual([]);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  rmSync(site, { recursive: true });
});

/** Lines of the chain, each under the line that it is or changes, with the one that it comes from. */
const CHAIN = `
  select d.unidad, d.clase, d.fecha, l.seccion, l.rubro, l.fuente, l.vigencia_gasto, l.valor, l.consecutivo,
         coalesce(d.vigencia_modificada, d.vigencia) as vigencia, coalesce(d.tipo_modificado, d.tipo) as tipo,
         coalesce(d.numero_modificado, d.numero) as numero,
         l.vigencia_antecedente, l.tipo_antecedente, l.numero_antecedente, l.consecutivo_antecedente
    from libro.documento_presupuestal d
    join libro.documento_presupuestal_linea l using (unidad, vigencia, tipo, numero)
   where d.estado = 'registrado' and d.clase in ('cdp', 'rp', 'obligacion', 'pago')`;

it('C14: each line of the chain gives no more than it has', async () => {
  const rows = await libro.rows(`
    with cadena as (${CHAIN}),
         propio as (select unidad, vigencia, tipo, numero, consecutivo, min(clase) as clase, sum(valor) as valor from cadena group by 1, 2, 3, 4, 5),
         tomado as (select unidad, vigencia_antecedente, tipo_antecedente, numero_antecedente, consecutivo_antecedente, sum(valor) as valor
                      from cadena where numero_antecedente is not null group by 1, 2, 3, 4, 5)
    select p.clase, count(*)::int > 20 as varias, count(t.valor)::int > 20 as tomadas, (count(*) filter (where t.valor > p.valor or p.valor < 0))::int as malas
      from propio p left join tomado t on (t.unidad, t.vigencia_antecedente, t.tipo_antecedente, t.numero_antecedente, t.consecutivo_antecedente)
                                        = (p.unidad, p.vigencia, p.tipo, p.numero, p.consecutivo)
     group by 1 order by 1`);

  expect(rows).toEqual([
    { clase: 'cdp', varias: true, tomadas: true, malas: 0 },
    { clase: 'obligacion', varias: true, tomadas: true, malas: 0 },
    { clase: 'pago', varias: true, tomadas: false, malas: 0 },
    { clase: 'rp', varias: true, tomadas: true, malas: 0 },
  ]);
});

it('C15: the documents of each month add up to the report that PCT printed of it, by section, rubro and fuente', async () => {
  const rows = await libro.rows(`
    with documentos as (
      select c.periodo_corte, l.seccion, l.rubro, l.fuente,
             sum(l.valor) filter (where l.clase = 'cdp') as cdp, sum(l.valor) filter (where l.clase = 'rp') as rp,
             sum(l.valor) filter (where l.clase = 'obligacion') as obl, sum(l.valor) filter (where l.clase = 'pago') as pag
        from (select distinct periodo_corte from libro.ejecucion_gastos) c
        join (${CHAIN}) l on l.fecha <= c.periodo_corte and extract(year from l.fecha) = extract(year from c.periodo_corte)
       where l.vigencia_gasto = '1' group by 1, 2, 3, 4)
    select (select count(*)::int from libro.ejecucion_gastos) as informadas, count(*)::int as comparadas,
           (count(*) filter (where (coalesce(d.cdp, 0), coalesce(d.rp, 0), coalesce(d.obl, 0), coalesce(d.pag, 0))
                          <> (i.certificados, i.compromisos, i.obligaciones, i.pagos)))::int as difieren
      from libro.ejecucion_gastos i
      join libro.mapa_fuente m on m._origen = 'pct/mapa-fuente-informe' and m.vigencia = i.vigencia and m.fuente = i.fuente
      left join documentos d on d.periodo_corte = i.periodo_corte and d.seccion = i.seccion and d.rubro = i.rubro and d.fuente = m.fuente_cuipo`);

  expect(rows).toEqual([{ informadas: 428, comparadas: 428, difieren: 0 }]);
});

it('C15: what the report of income says was collected is what the documents of income add up to', async () => {
  const rows = await libro.rows(`
    select count(*)::int as lineas, (count(*) filter (where i.total_recaudo <> coalesce(r.valor, 0)))::int as difieren
      from libro.ejecucion_ingresos i
      join libro.mapa_fuente m on m._origen = 'pct/mapa-fuente-informe' and m.vigencia = i.vigencia and m.fuente = i.fuente
      left join lateral (
        select sum(l.valor) as valor from libro.documento_presupuestal_linea l
          join libro.documento_presupuestal d using (unidad, vigencia, tipo, numero)
         where d.clase = 'recaudo' and d.vigencia = i.vigencia and d.fecha <= i.periodo_corte
           and l.rubro = i.rubro and l.fuente = m.fuente_cuipo) r on true`);

  expect(rows).toEqual([{ lineas: 80, difieren: 0 }]);
});

it('C6: a receipt of treasury is what the budget collects of it and what is no income of the budget', async () => {
  const [row] = await libro.rows(`
    with presupuesto as (
      select d.vigencia_soporte as vigencia, d.tipo_soporte as tipo, d.numero_soporte as numero, sum(d.valor) as valor
        from libro.documento_presupuestal d where d.clase = 'recaudo' and d.numero_soporte is not null group by 1, 2, 3),
         ajeno as (select vigencia, tipo, numero, sum(valor) as valor from libro.recibo_caja_concepto where rubro is null group by 1, 2, 3)
    select count(*)::int > 50 as varios,
           (count(*) filter (where r.valor <> coalesce(p.valor, 0) + coalesce(a.valor, 0)))::int as difieren
      from libro.recibo_caja r left join presupuesto p using (vigencia, tipo, numero) left join ajeno a using (vigencia, tipo, numero)
     where r.estado = 'registrado'`);

  expect(row).toEqual({ varios: true, difieren: 0 });
});

it('C7: what the budget collects of a rubro in a month is what accounting moves under it', async () => {
  const [row] = await libro.rows(`
    with presupuesto as (
      select l.rubro, l.fuente, d.vigencia, extract(month from d.fecha) as mes, sum(l.valor) as valor
        from libro.documento_presupuestal_linea l join libro.documento_presupuestal d using (unidad, vigencia, tipo, numero)
       where d.clase = 'recaudo' and d.numero_soporte is not null group by 1, 2, 3, 4),
         contabilidad as (
      select rubro, fuente, vigencia, periodo as mes, sum(credito - debito) as valor from libro.movimiento_contable
       where rubro is not null and tipo = 'ING' group by 1, 2, 3, 4)
    select count(*)::int > 20 as varios, (count(*) filter (where p.valor is distinct from c.valor))::int as difieren
      from presupuesto p full join contabilidad c using (rubro, fuente, vigencia, mes)`);

  expect(row).toEqual({ varios: true, difieren: 0 });
});

it('C16: accounting credits each bank with what each egreso took, and no obligation is paid beyond itself', async () => {
  const [credited] = await libro.rows(`
    select count(*)::int > 80 as varios, (count(*) filter (where m.valor is distinct from e.neto))::int as difieren
      from libro.egreso e left join lateral (
        select sum(credito - debito) as valor from libro.movimiento_contable m
         where m.vigencia = e.vigencia and m.tipo = e.tipo_comprobante and m.numero = e.numero_comprobante
           and m.cuenta like '1110%' and m.cuenta_bancaria = e.cuenta_bancaria) m on true`);
  const [paid] = await libro.rows(`
    with pagado as (select vigencia_obligacion as vigencia, tipo_obligacion as tipo, numero_obligacion as numero, sum(bruto) as valor
                      from libro.egreso where estado <> 'anulado' and numero_obligacion is not null group by 1, 2, 3),
         debido as (select coalesce(vigencia_modificada, vigencia) as vigencia, coalesce(tipo_modificado, tipo) as tipo,
                           coalesce(numero_modificado, numero) as numero, sum(valor) as valor
                      from libro.documento_presupuestal where clase = 'obligacion' group by 1, 2, 3)
    select (count(*) filter (where p.valor > d.valor or d.valor is null))::int as de_mas, (count(*) filter (where p.valor = d.valor))::int > 50 as iguales
      from pagado p left join debido d using (vigencia, tipo, numero)`);

  expect(credited).toEqual({ varios: true, difieren: 0 });
  expect(paid).toEqual({ de_mas: 0, iguales: true });
});

it('C3 and C17: a statement is what the bank reported, what treasury paid, and what nobody wrote down yet', async () => {
  const unknown = await libro.rows(`
    select m.descripcion, count(*)::int > 50 as varios from libro.movimiento_bancario m
     where not exists (select 1 from libro.egreso e where e.banco = m.banco and e.cuenta_bancaria = m.cuenta
                          and e.documento_pago = m.documento and e.neto = -m.valor and e.fecha <= m.fecha)
       and not exists (select 1 from libro.lote_recaudo l where l._origen = 'recaudo-bancario/lote' and l.banco = m.banco
                          and l.cuenta = m.cuenta and to_char(l.fecha_recaudo, '"REC "YYYYMMDD') = m.referencia and l.valor = m.valor)
       and not exists (select 1 from libro.recibo_caja r where r.tipo <> '1' and r.banco = m.banco and r.cuenta_bancaria = m.cuenta
                          and r.documento_origen = m.referencia and r.valor = m.valor and r.fecha = m.fecha)
     group by 1 order by 1`);
  const [balances] = await libro.rows(`
    select count(*)::int as saldos, (count(*) filter (where b.saldo_extracto <> p.saldo_extracto))::int as difieren,
           (count(*) filter (where p.saldo_tesoreria <> p.saldo_extracto))::int > 0 as partidas
      from libro.saldo_bancario b join libro.saldo_bancario p using (banco, cuenta, fecha_corte)
     where b._origen = 'banco/saldo' and p._origen = 'pct/saldo-bancario'`);

  // The lost file's day was credited all the same.
  expect(unknown).toEqual([
    { descripcion: 'ABONO RECAUDO CONVENIO', varios: false },
    { descripcion: 'COMISION MENSUAL', varios: true },
  ]);
  expect(balances).toEqual({ saldos: 68, difieren: 0, partidas: true });
});
