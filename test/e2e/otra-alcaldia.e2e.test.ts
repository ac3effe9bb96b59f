import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { entities } from '../../schemas/registry.ts';
import type { Database } from '../../pipelines/database/database.ts';
import type { RunReport } from '../../pipelines/capture/report.ts';
import { sync } from '../../pipelines/sync.ts';
import { openLibro, quietRun, runTasks } from '../../ops/compose.ts';
import { loadSite } from '../../ops/config/load.ts';
import { DEMO_TODAY, generateDemo } from '../../ops/demo/generate-demo.ts';
import { steadyClock } from '../support/libro.ts';
import { scrambleTown } from '../support/scramble.ts';

const CONFIG = fileURLToPath(new URL('./otra-alcaldia/libro.config.ts', import.meta.url));
// Four synchronisations of whole towns, on two cores that do other things too.
vi.setConfig({ testTimeout: 300_000 });
const { signal } = new AbortController();

/** What one synchronisation left: the records of every entity, what is in quarantine, and what each run did. */
interface Synced {
  readonly libro: Tables;
  readonly historia: Tables;
  readonly cuarentena: readonly string[];
  readonly runs: readonly RunReport[];
  /** Entities that no stream of the town's configuration gives. */
  readonly ausentes: readonly string[];
}
type Tables = Readonly<Record<string, readonly string[]>>;

async function syncTown(folder: string, only: readonly string[]): Promise<Synced> {
  const loaded = await loadSite(folder);
  await using libro = await openLibro(loaded, {}, signal);
  const clock = steadyClock();
  const runs = runTasks(libro, { ...quietRun, only }, signal).map((task) => ({ ...task, clock, today: DEMO_TODAY }));
  const report = await sync({ runs, bus: libro.bus, entities, catchUpMs: 60_000, ended: () => undefined, signal });
  const errors = [report.error, ...report.runs.map(({ error }) => error)].filter((error) => error !== null);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return {
    libro: await tablesOf(libro.database, 'libro'),
    historia: await tablesOf(libro.database, 'historia'),
    cuarentena: await quarantineOf(libro.database),
    runs: report.runs,
    ausentes: entities
      .map(({ name }) => name)
      .filter((name) => !runs.some(({ stream }) => stream.entity.name === name)),
  };
}

/** How and when a record was read, and what is odd only where floats are kept, is each town's own. */
const OWN = ['_turno', '_ordinal', '_corrida', '_ambito', '_huella', '_leido_en', '_eliminado_en', '_observaciones'];

async function tablesOf(database: Database, schema: 'libro' | 'historia'): Promise<Tables> {
  const tables: Record<string, readonly string[]> = {};
  for (const { name } of entities) {
    const rows = await database.query<{ fila: string }>(
      `select ((to_jsonb(t) - $1::text[]) || jsonb_build_object(
                'eliminado', _eliminado_en is not null,
                'observado', (select jsonb_agg(o) from jsonb_array_elements(_observaciones) o
                               where o->>'code' <> 'RESIDUO_DE_FLOTANTE')))::text as fila
         from ${schema}.${name} t order by _origen, _clave, _turno, _ordinal`,
      [OWN],
      signal,
    );
    tables[name] = rows.map(({ fila }) => fila);
  }
  return tables;
}

/** Columns and cells are as each town writes them; which records are wanting, and why, is the same. */
async function quarantineOf(database: Database): Promise<readonly string[]> {
  const rows = await database.query<{ fila: string }>(
    `select concat_ws(' ', origen, clave, codigo, estado) as fila
       from corridas.cuarentena join corridas.flujo f on f.id = flujo order by 1`,
    [],
    signal,
  );
  return rows.map(({ fila }) => fila);
}

/** Some changes to the demo's systems: edited, annulled, spoilt, mended, moved to another vigencia (and so to another database), deleted, added. */
const hassqlChanges = `
update PREDIOS set ESTADO = 'C', AVALUO = '123456789.00' where rowid = 7;
delete from PREDIOS_PROPIETARIOS where rowid = 12;
insert into PROPIETARIOS values ('C', '9900000999', null, 'PERSONA INVENTADA 0999', 'CL 1 2 3', null, null);
update LIQUIDACIONES set INTERES = INTERES + 1234.565, SALDO = SALDO + 1234.565 where VIGENCIA = 2026 and ESTADO = 'P';
update FACTURAS set ESTADO = 'N', VLR_TOTAL = '0.00' where VIGENCIA = 2026 and ESTADO = 'V' and rowid % 2 = 0;
update PAGOS set VLR_PAGADO = '1234567.89' where VIGENCIA = 2026 and NUM_RECIBO = '000002';
update PAGOS set ANULADO = 'S', VLR_PAGADO = '0.00' where VIGENCIA = 2026 and NUM_RECIBO = '000003';
update PAGOS set FEC_PAGO = VIGENCIA || '-03-02' where FEC_PAGO like '%-02-31';
update PAGOS set FEC_PAGO = '2026-06-31' where VIGENCIA = 2026 and NUM_RECIBO = '000005';
update PAGOS set VIGENCIA = 2025, NUM_RECIBO = '009006' where VIGENCIA = 2026 and NUM_RECIBO = '000006';
delete from PAGOS where VIGENCIA = 2026 and NUM_RECIBO = '000007';
insert into PAGOS select VIGENCIA, '009001', FEC_PAGO, FEC_ABONO, COD_BANCO, CUENTA, LOTE, '0000099', REFERENCIA,
       NUM_FACTURA, CEDULA_CATASTRAL, '0.07', MEDIO, ORIGEN, ANULADO from PAGOS where VIGENCIA = 2026 and NUM_RECIBO = '000002';
update PAGOS_CONCEPTOS set VALOR = '1234567.80' where VIGENCIA = 2026 and NUM_RECIBO = '000002' and CONCEPTO = '01';
delete from PAGOS_CONCEPTOS where VIGENCIA = 2026 and NUM_RECIBO = '000002' and CONCEPTO = '04';
delete from PAGOS_CONCEPTOS where VIGENCIA = 2026 and NUM_RECIBO = '000007';
update LOTES set VIGENCIA = 4051 - VIGENCIA where rowid in (select max(rowid) from LOTES where VIGENCIA > 2024 group by VIGENCIA);
insert into PAGOS_CONCEPTOS values (2026, '000002', 2026, '05', null, 'U', '0.09', null),
       (2026, '009001', 2026, '01', null, 'U', '0.07', null)`;
const pctChanges = `
update CUENTAS set MOVIMIENTO = 'N', ACTIVA = 'N' where VIGENCIA = 2026 and CODIGO = (select max(CODIGO) from CUENTAS);
update COMPROBANTES set ESTADO = 'N' where VIGENCIA = 2026 and TIPO = 'ING' and NUMERO = '000001';
update COMPROBANTES set FECHA = '2025-12-31' where VIGENCIA = 2026 and TIPO = 'ING' and NUMERO = '000002';
update MOVIMIENTOS set DEBITO = '76543210.98' where VIGENCIA = 2026 and CUENTA = '24071901' and TIPO = 'EGR';
delete from MOVIMIENTOS where VIGENCIA = 2026 and TIPO = 'ING' and NUMERO = '000003';
delete from RECIBOS_CAJA where VIGENCIA = 2026 and TIPO = '1' and NUMERO = '000004';
update RECIBOS_CAJA set ESTADO = 'N', VALOR = '-15.50' where VIGENCIA = 2026 and TIPO = '1' and NUMERO = '000005';
insert into RUBROS values (2026, '1.1.99', 'RUBRO NUEVO', 'I', 'C', 3, '1.1');
update FUENTES set NORMA = 'ACUERDO 005 DE 2025' where VIGENCIA = 2026 and CODIGO = '1.2.3.1.14';
update APROPIACIONES set ACUM_RP = '1234567.89', DISPONIBLE = '-0.01' where VIGENCIA = 2026 and VIG_GASTO = '2';
delete from MODIFICACIONES where VIGENCIA = 2026 and TIPO = 'APL';
update DOCUMENTOS_PPTO set ESTADO = 'N', VALOR = '0.00' where VIGENCIA = 2026 and TIPO = 'RP' and NUMERO = '00001';
update DOCUMENTOS_PPTO_LINEAS set VALOR = '0.00' where VIGENCIA = 2026 and TIPO = 'RP' and NUMERO = '00001';
update DOCUMENTOS_PPTO set FECHA = '2025-12-31' where VIGENCIA = 2026 and TIPO = 'OBL' and NUMERO = '00002';
delete from DOCUMENTOS_PPTO where VIGENCIA = 2026 and TIPO = 'PAG' and NUMERO = '00003';
delete from DOCUMENTOS_PPTO_LINEAS where VIGENCIA = 2026 and TIPO = 'PAG' and NUMERO = '00003';
update EGRESOS set ESTADO = 'N' where VIGENCIA = 2026
   and NUMERO = (select min(NUMERO) from EGRESOS where VIGENCIA = 2026 and ESTADO = 'G');
delete from EGRESOS_DEDUCCIONES where VIGENCIA = 2026 and CONSECUTIVO = 1
   and NUMERO = (select min(NUMERO) from EGRESOS_DEDUCCIONES where VIGENCIA = 2026);
update CUENTAS_BANCARIAS set ACTIVA = 'N', FEC_CIERRE = '2026-11-01' where COD_BANCO = '051';
update CONCILIACIONES set SALDO_EXTRACTO = '0.01' where FEC_CORTE = '2026-10-31' and COD_BANCO = '007'`;

function change(file: string, statements: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(`begin; ${statements}; commit`);
  } finally {
    database.close();
  }
}

describe('otra alcaldía, con los mismos hechos en otros sistemas y otro libro.config.ts', () => {
  const root = mkdtempSync(join(tmpdir(), 'alcaldías '));
  const villa = join(root, 'villa');
  const otra = join(root, 'otra');
  /** What the other town has too; the demo has more. */
  let sistemas: readonly string[];

  beforeAll(async () => {
    generateDemo(villa, { seed: 7, predios: 60 });
    mkdirSync(otra);
    cpSync(dirname(CONFIG), otra, { recursive: true });
    scrambleTown(villa, otra);
    sistemas = (await loadSite(otra)).site.sources.map(({ source }) => source.id);
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('llega al mismo libro', async () => {
    const before = await syncTown(villa, sistemas);
    const same = await syncTown(otra, sistemas);

    expect(same.libro).toEqual(before.libro);
    expect(same.cuarentena).toEqual(before.cuarentena);
    expect(before.cuarentena).toHaveLength(3);
    expect(empty(before.libro)).toEqual(before.ausentes);
    expect(before.libro['recaudo']?.filter((fila) => fila.includes('FECHA_FUERA_DE_VIGENCIA'))).toHaveLength(1);
  });

  it('y tras cambios, borrados y altas llega al mismo libro y a la misma historia, con lo mismo publicado', async () => {
    change(join(villa, 'hassql.db'), hassqlChanges);
    change(join(villa, 'pct.db'), pctChanges);
    scrambleTown(villa, otra);

    const changed = await syncTown(villa, sistemas);
    const same = await syncTown(otra, sistemas);

    expect(same.libro).toEqual(changed.libro);
    expect(same.historia).toEqual(changed.historia);
    expect(same.cuarentena).toEqual(changed.cuarentena);
    expect(movedIn(same.runs)).toEqual(movedIn(changed.runs));
    expect(movedIn(changed.runs)).toMatchInlineSnapshot(`
      [
        "hassql/tercero: 1 publicados, 0 eliminados",
        "hassql/predio: 1 publicados, 0 eliminados",
        "hassql/predio-titular: 0 publicados, 1 eliminados",
        "hassql/liquidacion: 25 publicados, 0 eliminados",
        "hassql/factura: 3 publicados, 0 eliminados",
        "hassql/recaudo: 5 publicados, 2 eliminados",
        "hassql/recaudo-concepto: 3 publicados, 5 eliminados",
        "hassql/lote: 2 publicados, 0 eliminados",
        "pct/cuenta: 1 publicados, 0 eliminados",
        "pct/rubro: 1 publicados, 0 eliminados",
        "pct/mapa-fuente: 1 publicados, 0 eliminados",
        "pct/mapa-fuente-informe: 1 publicados, 0 eliminados",
        "pct/apropiacion: 1 publicados, 0 eliminados",
        "pct/modificacion: 0 publicados, 1 eliminados",
        "pct/documento-presupuestal: 2 publicados, 1 eliminados",
        "pct/documento-presupuestal-linea: 1 publicados, 3 eliminados",
        "pct/comprobante: 2 publicados, 0 eliminados",
        "pct/movimiento: 3 publicados, 9 eliminados",
        "pct/recibo-caja: 1 publicados, 1 eliminados",
        "pct/egreso: 1 publicados, 0 eliminados",
        "pct/egreso-deduccion: 0 publicados, 1 eliminados",
        "pct/cuenta-bancaria: 1 publicados, 0 eliminados",
        "pct/saldo-bancario: 1 publicados, 0 eliminados",
      ]
    `);
  });
});

function empty(tables: Tables): readonly string[] {
  return Object.entries(tables).flatMap(([name, rows]) => (rows.length === 0 ? [name] : []));
}

/** What each run wrote, where it wrote anything. */
function movedIn(runs: readonly RunReport[]): readonly string[] {
  return runs
    .filter(({ published, deleted }) => published + deleted > 0)
    .map(({ origin, published, deleted }) => `${origin}: ${published} publicados, ${deleted} eliminados`);
}
