import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { sqlite } from '../../../connectors/drivers/sqlite/index.ts';
import { hassql } from '../../../connectors/sources/hassql.ts';
import { openBooks } from '../../../ops/demo/books.ts';
import { writeHassql } from '../../../ops/demo/hassql/write-hassql.ts';
import { inventTown } from '../../../ops/demo/town/invent-town.ts';
import { databases } from '../../support/databases.ts';
import type { OpenedDatabase } from '../../support/databases.ts';
import { TestLibro } from '../../support/libro.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** Before the bills of 2026, and after nearly all of their payments. */
const CORTES = ['2026-01-10', '2026-11-20'] as const;
const STREAMS = ['liquidacion', 'saldo-cartera', 'novedad-cartera', 'recaudo', 'recaudo-concepto'];

/**
 * Per predio and vigencia: what it owed at the first cut, plus what was liquidated, plus the interest that grew, less what was
 * paid, plus what changed it without money (which bears its sign), less what it owes at the second cut.
 */
const RESTO = `
with corte as (select '${CORTES[0]}'::date as ini, '${CORTES[1]}'::date as fin),
saldo as (
  select predio, vigencia,
         sum(capital) filter (where fecha_corte = ini) as capital_ini, sum(interes) filter (where fecha_corte = ini) as interes_ini,
         sum(capital + interes) filter (where fecha_corte = fin) as fin
    from libro.saldo_cartera, corte where _eliminado_en is null group by 1, 2
),
liquidado as (
  select predio, vigencia, sum(interes) as interes,
         sum(valor) filter (where fecha_liquidacion > ini and fecha_liquidacion <= fin) as valor
    from libro.liquidacion_predial, corte where _eliminado_en is null group by 1, 2
),
pagado as (
  select parte.predio, vigencia_pagada as vigencia, sum(parte.valor) as valor,
         sum(parte.valor) filter (where concepto = '03') as interes
    from libro.recaudo_concepto parte
    join libro.recaudo using (vigencia, numero), corte
   where recaudo._eliminado_en is null and parte._eliminado_en is null and estado = 'aplicado'
     and recaudo.fecha_recaudo > ini and recaudo.fecha_recaudo <= fin
   group by 1, 2
),
novedad as (
  select predio, vigencia, sum(valor) as valor, sum(interes) as interes
    from libro.novedad_cartera, corte
   where _eliminado_en is null and estado <> 'anulada' and fecha > ini and fecha <= fin
   group by 1, 2
),
cuenta as (
  select predio, vigencia, coalesce(capital_ini, 0) as capital_ini, coalesce(interes_ini, 0) as interes_ini,
         coalesce(liquidado.valor, 0) as liquidado,
         coalesce(liquidado.interes, 0) + coalesce(pagado.interes, 0) - coalesce(novedad.interes, 0)
           - coalesce(interes_ini, 0) as interes,
         coalesce(pagado.valor, 0) as pagado,
         coalesce(novedad.valor, 0) + coalesce(novedad.interes, 0) as novedades,
         coalesce(fin, 0) as fin
    from liquidado
    full join saldo using (predio, vigencia)
    full join pagado using (predio, vigencia)
    full join novedad using (predio, vigencia)
)
select count(*) as cuentas, sum(capital_ini + interes_ini) > 0 as debia, sum(liquidado) > 0 as liquido,
       sum(pagado) > 0 as pago, sum(novedades) < 0 as rebajo, sum(fin) > 0 as debe,
       jsonb_agg(jsonb_build_array(predio, vigencia, capital_ini + interes_ini + liquidado + interes - pagado + novedades - fin))
         filter (where capital_ini + interes_ini + liquidado + interes - pagado + novedades <> fin) as restos
  from cuenta`;

let database: OpenedDatabase;
let folder: string;

beforeAll(async () => {
  database = await databases[0]!.open();
  folder = mkdtempSync(join(tmpdir(), 'cortes-'));
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** What Hassql keeps on a day of the invented town, and what the people there did to it before it is read. */
async function readOn(libro: TestLibro, today: string, edit: (source: DatabaseSync) => void): Promise<void> {
  const file = join(folder, 'hassql.db');
  writeHassql(file, openBooks(inventTown({ seed: 9, predios: 80, today })));
  const source = new DatabaseSync(file);
  edit(source);
  source.close();
  const driver = sqlite({ file, schema: 'dbo' });
  for (const id of STREAMS) {
    const stream = hassql.streams.find((candidate) => candidate.id === id)!;
    const run = await libro.run(stream, driver, { today, full: true });
    expect(run.error).toBeNull();
  }
}

it('la cartera de un corte al siguiente cierra por predio y vigencia, y lo que alguien cambió callado no', async () => {
  const libro = await TestLibro.openEmpty(database);
  await readOn(libro, CORTES[0], () => undefined);

  let silent: unknown;
  await readOn(libro, CORTES[1], (source) => {
    prescribe(source);
    silent = source.prepare(`select CEDULA_CATASTRAL as predio from CARTERA where VIGENCIA = 2025 limit 1`).get();
    source.exec(`update CARTERA set VLR_CAPITAL = '1.00'
      where rowid = (select rowid from CARTERA where VIGENCIA = 2025 limit 1)`);
  });
  const [cuenta] = await libro.rows(RESTO);

  const { restos, ...sums } = cuenta ?? {};
  expect(sums).toEqual({ cuentas: 240, debia: true, liquido: true, pago: true, rebajo: true, debe: true });
  expect(restos).toMatchObject([[(silent as { predio: string }).predio, 2025, expect.any(Number)]]);
});

/** The oldest debt prescribes: out of the cartera by a resolution, with its interest. */
function prescribe(source: DatabaseSync): void {
  source.exec(`
    insert into NOVEDADES_CARTERA
      select 'P', '900001', CEDULA_CATASTRAL, VIGENCIA, CONCEPTO, '2026-11-19', 'RES 900', '2026-11-19', '-' || VLR_CAPITAL,
             '-' || VLR_INTERES, null, null, 'V'
        from CARTERA where VIGENCIA = 2024 and CEDULA_CATASTRAL = (select min(CEDULA_CATASTRAL) from CARTERA where VIGENCIA = 2024)
         and VLR_INTERES <> '0.00';
    update LIQUIDACIONES set ESTADO = 'R', INTERES = 0, SALDO = 0
     where (CEDULA_CATASTRAL, VIGENCIA, CONCEPTO) in (select CEDULA_CATASTRAL, VIGENCIA, CONCEPTO from NOVEDADES_CARTERA where TIPO = 'P' and VIGENCIA = 2024);
    delete from CARTERA
     where (CEDULA_CATASTRAL, VIGENCIA, CONCEPTO) in (select CEDULA_CATASTRAL, VIGENCIA, CONCEPTO from NOVEDADES_CARTERA where TIPO = 'P' and VIGENCIA = 2024)`);
}
