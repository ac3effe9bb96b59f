import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folder } from '../../../connectors/drivers/file/index.ts';
import {
  ausente,
  codigo,
  constante,
  delAmbito,
  dinero,
  extraer,
  fecha,
  opcional,
  rubro,
  texto,
  traducido,
  vigencia,
} from '../../../connectors/fields/index.ts';
import { byFile } from '../../../connectors/scope.ts';
import { defineStream } from '../../../connectors/source.ts';
import { ejecucionGastos } from '../../../schemas/entities/ejecucion-gastos.ts';
import { databases } from '../../support/databases.ts';
import type { OpenedDatabase } from '../../support/databases.ts';
import { TestLibro, countsOf } from '../../support/libro.ts';
import { describeWithSharedData, sharedData } from '../../support/shared-data.ts';

const valor = (column: string) => dinero(column, { decimal: ',', thousands: '.', zeros: ['-'] });
const noSeImprime = ausente('el informe no lo trae');
const CORTES = { ENERO: '2025-01-31', ABRIL: '2025-04-30' };

/** The monthly execution of a large city. Its titles drift from month to month, and so do the marks in its amounts. */
const ejecucion = defineStream({
  id: 'ejecucion-mensual',
  entity: ejecucionGastos,
  table: 'filas',
  scope: byFile(['corte', 'vigencia'], { order: [], resend: 'replaces' }),
  files: {
    pattern: 'EJECUCION_*.csv',
    format: {
      kind: 'csv',
      encoding: 'utf-8',
      delimiter: [',', ';'],
      titles: [
        'Centro Gestor',
        'Area Funcional',
        'BPIN',
        ['Nombre Proyecto', 'Nombre BP'],
        'Programa Presupuestal',
        'Pospre',
        'Nombre Fondo',
        'PAGOS',
      ],
      heading: [],
      name: '^EJECUCION_(?<corte>[A-Z]+)_(?<vigencia>\\d{4})\\.csv$',
    },
  },
  key: [
    'periodo_corte',
    'seccion',
    'rubro',
    'programa_mga',
    'producto_mga',
    'bpin',
    'detalle_sectorial',
    'fuente',
    'vigencia_gasto',
    'tercero',
  ],
  fields: {
    entidad: constante('76001'),
    formulario: constante('ejecución mensual'),
    vigencia: delAmbito('vigencia', vigencia),
    periodo_corte: delAmbito('corte', (corte) => traducido(corte, CORTES, fecha)),
    envio: noSeImprime,
    recibido_en: noSeImprime,
    unidad: constante('pesos'),
    vigencia_gasto: texto('VIGENCIA'),
    seccion: codigo('Centro Gestor'),
    rubro: extraer('Pospre', /^\d-(\d+)$/, rubro),
    nombre: opcional(texto('Nombre Proyecto')),
    programa_mga: texto('Area Funcional'),
    producto_mga: codigo('Programa Presupuestal'),
    sector: noSeImprime,
    bpin: codigo('BPIN'),
    cpc: noSeImprime,
    detalle_sectorial: texto('COMUNA'),
    fuente: codigo('Fondo'),
    situacion_fondos: noSeImprime,
    politica_publica: noSeImprime,
    tercero: texto('Origen'),
    apropiacion_inicial: valor('PPTO INICIAL'),
    adiciones: valor('ADICIONES'),
    reducciones: valor('REDUCCIONES'),
    creditos: valor('CREDITOS'),
    contracreditos: valor('CONTRACREDITOS'),
    aplazamientos: valor('APLAZAMIENTO'),
    desaplazamientos: valor('DESAPLAZAMIENTO'),
    apropiacion_definitiva: valor('PPTO. MODIFICADO'),
    certificados: valor('TOTAL ACUMULADO CDP'),
    compromisos: valor('TOTAL ACUMULADO RPC'),
    obligaciones: valor('TOTAL ACUMUL OBLIGAC'),
    pagos: valor('PAGOS'),
  },
});

const CALI = 'colombia/cali-ejecucion-presupuestal';

describeWithSharedData(CALI, 'la ejecución mensual de una ciudad grande', () => {
  let database: OpenedDatabase;
  let path: string;
  beforeAll(async () => {
    database = await databases[0]!.open();
    path = mkdtempSync(join(tmpdir(), 'ejecucion-'));
  });
  afterAll(async () => {
    rmSync(path, { recursive: true });
    await database[Symbol.asyncDispose]();
  });

  test('enero y abril entran por una sola declaración, con sus títulos distintos, y suman lo que dice su origen', async () => {
    const libro = await TestLibro.openEmpty(database);
    for (const month of ['ENERO', 'ABRIL']) {
      const name = `EJECUCION_${month}_2025.csv`;
      copyFileSync(sharedData(`${CALI}/${name}`), join(path, name));
    }

    const run = await libro.run(ejecucion, folder({ path }), { source: 'ejecucion' });
    const sums = await libro.rows(
      `select periodo_corte::text as corte, count(*)::int as filas, sum(apropiacion_inicial)::text as inicial,
              sum(apropiacion_definitiva)::text as definitiva, sum(certificados)::text as cdp, sum(pagos)::text as pagos,
              count(nombre)::int as proyectos
         from libro.ejecucion_gastos group by 1 order by 1`,
    );

    expect([run.error, countsOf(run)]).toEqual([
      null,
      { read: 7034, published: 7034, unchanged: 0, rejected: 0, deleted: 0 },
    ]);
    // Sums and rows as SOURCE.md of the data has them.
    expect(sums).toEqual([
      {
        corte: '2025-01-31',
        filas: 3445,
        inicial: '4529018194762.00',
        definitiva: '4627420486056.00',
        cdp: '2477124968607.00',
        pagos: '187890600470.00',
        proyectos: 3445,
      },
      {
        corte: '2025-04-30',
        filas: 3589,
        inicial: '4529018194762.00',
        definitiva: '4627068267567.00',
        cdp: '3167954648794.00',
        pagos: '1178490306702.00',
        proyectos: 3589,
      },
    ]);
  }, 120_000);
});
