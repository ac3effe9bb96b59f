import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RawRow } from '../../connectors/driver.ts';
import type { Field } from '../../connectors/field.ts';
import { access } from '../../connectors/drivers/access/index.ts';
import { folder } from '../../connectors/drivers/file/index.ts';
import {
  ausente,
  codigo,
  dinero,
  dineroDeFlotante,
  fecha,
  opcion,
  opcional,
  rubro,
  texto,
  vigencia,
} from '../../connectors/fields/index.ts';
import { leavesByPrefix, leavesOnly, onlyRows } from '../../connectors/rows/index.ts';
import { whole } from '../../connectors/scope.ts';
import { contraloria } from '../../connectors/sources/contraloria.ts';
import type { Stream } from '../../connectors/source.ts';
import type { SyncReport } from '../../pipelines/sync.ts';
import { databases } from '../support/databases.ts';
import type { OpenedDatabase } from '../support/databases.ts';
import { TestLibro, countsOf } from '../support/libro.ts';
import { describeWithSharedData, sharedData } from '../support/shared-data.ts';

const FILE = 'generado-cuipo/cuipo_generado_ace14.accdb';
const TABLE = 'Ejecución CUIPO';
const never = new AbortController().signal;

describeWithSharedData('generado-cuipo', 'CUIPO de tres entidades, en Access y en CSV', () => {
  const driver = access({ file: sharedData(FILE), lockWaitMs: 0 });
  let database: OpenedDatabase;
  let libro: TestLibro;
  let runs: SyncReport['runs'];

  beforeAll(async () => {
    database = await databases[0]!.open();
    libro = await TestLibro.open(database);
    const csv = folder({ path: sharedData('colombia/cuipo-contraloria-sopo') });
    const tasks = IDS.flatMap((id) => [
      libro.task(publishedStream(id), csv, { source: 'contraloria' }),
      libro.task(accessStream(id), driver, { source: 'cuipo-access' }),
    ]);
    const report = await libro.sync(...tasks);
    expect(report.error).toBe(null);
    ({ runs } = report);
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
  });

  it.each([
    ['Apropiación inicial', 3530, '1483478069839.00'],
    ['Apropiación definitiva', 3530, '1834455353345.00'],
    ['Compromisos', 4751, '1363902805726.00'],
    ['Obligaciones', 4751, '1089861932392.00'],
    ['Pagos', 4751, '987866094391.00'],
    ['Total recaudo', 957, '1301032093224.00'],
  ])('%s suma lo que dice su origen: %i valores, %s', async (column, count, sum) => {
    const cells = (await rowsOf(column)).flat().filter((cell) => cell !== null);

    expect([
      cells.length,
      pesos(cells.reduce<bigint>((total, cell) => total + tenThousandths(String(cell)), 0n)),
    ]).toEqual([count, sum]);
  });

  it('lee las 10.095 filas y las 3.692 entidades', async () => {
    await using connection = await driver.connect(never);

    const counts = [await connection.count!(TABLE, [], never), await connection.count!('Entidades', [], never)];

    expect(counts).toEqual([10_095, 3692]);
  });

  it('cada corrida lee, publica y rechaza lo mismo de Access que del CSV', () => {
    const ofKind = (source: string) =>
      runs.filter(({ origin }) => origin.startsWith(source)).map((run) => [run.error, countsOf(run)]);

    expect(ofKind('cuipo-access')).toEqual(ofKind('contraloria'));
    expect(ofKind('cuipo-access')).toEqual([
      [null, { read: 10_095, published: 507, unchanged: 0, rejected: 0, deleted: 0 }],
      [null, { read: 10_095, published: 1996, unchanged: 0, rejected: 4, deleted: 0 }],
      [null, { read: 10_095, published: 2954, unchanged: 0, rejected: 89, deleted: 0 }],
    ]);
  });

  it.each(['ejecucion_ingresos', 'ejecucion_gastos'])('el libro de %s es el mismo, campo por campo', async (entity) => {
    const stateOf = async (source: string) => {
      const rows = await libro.rows(`select * from libro.${entity} where _origen like '${source}/%'`);
      return rows.map((row) => JSON.stringify(canonicalOf(row))).toSorted();
    };

    const [fromAccess, fromCsv] = [await stateOf('cuipo-access'), await stateOf('contraloria')];

    expect(fromAccess).toEqual(fromCsv);
    expect(fromAccess.length).toBeGreaterThan(0);
  });

  async function rowsOf(column: string): Promise<readonly RawRow[]> {
    await using connection = await driver.connect(never);
    const request = { table: TABLE, columns: [column], where: [], orderBy: [], batchSize: 2000 };
    const rows: RawRow[] = [];
    for await (const batch of connection.read(request, never)) rows.push(...batch);
    return rows;
  }
});

const IDS = ['ingresos-ejecucion', 'gastos-programacion', 'gastos-ejecucion'] as const;
type Id = (typeof IDS)[number];

const FORMS: Readonly<Record<Id, string>> = {
  'ingresos-ejecucion': 'eje_ingreso',
  'gastos-programacion': 'pres_gasto',
  'gastos-ejecucion': 'eje_gasto',
};

const REPORTS = {
  eje_ingreso: 'B_EJECUCION_DE_INGRESOS',
  pres_gasto: 'C_PROGRAMACION_DE_GASTOS',
  eje_gasto: 'D_EJECUCION_DE_GASTOS',
} as const;

/** What the Access table does not keep of the published one; without it some rows have one key, and are rejected alike. */
const LOST = [
  ...['vigencia_gasto', 'seccion', 'programa_mga', 'producto_mga', 'sector', 'bpin', 'detalle_sectorial', 'tercero'],
  ...['situacion_fondos', 'politica_publica', 'tipo_norma', 'numero_fecha_norma', 'destinacion_especifica'],
  ...['tipo_norma_destinacion', 'recaudo_actual_sin_fondos', 'recaudo_actual_con_fondos'],
  ...['recaudo_anterior_sin_fondos', 'recaudo_anterior_con_fondos'],
];

/** The stream as it ships, without what the Access table lacks; its amounts are of its key, which tells more rows apart. */
function publishedStream(id: Id): Stream {
  const stream = contraloria.streams.find((candidate) => candidate.id === id)!;
  const absent = ausente('la tabla de Access no lo trae');
  const lost: Record<string, Field> = {};
  for (const name of LOST) if (name in stream.fields) lost[name] = absent;
  return {
    ...stream,
    ...(stream.files && { files: { ...stream.files, pattern: '?????????.csv' } }),
    fields: { ...stream.fields, ...lost },
    key: [...stream.key, ...AMOUNTS[id]],
    rows: rowsOfForm(id, {
      tipo: 'tipo',
      cuenta: 'CUENTA',
      fuente: 'FUENTES_FINANCIACION',
      block: ['CODIGO_ENTIDAD', 'PERIODO'],
    }),
  };
}

const AMOUNTS: Readonly<Record<Id, readonly string[]>> = {
  'ingresos-ejecucion': ['total_recaudo'],
  'gastos-programacion': ['apropiacion_inicial', 'apropiacion_definitiva'],
  'gastos-ejecucion': ['compromisos', 'obligaciones', 'pagos'],
};

function accessStream(id: Id): Stream {
  const published = publishedStream(id);
  const money = {
    total_recaudo: dinero('Total recaudo'),
    apropiacion_inicial: dinero('Apropiación inicial'),
    apropiacion_definitiva: dinero('Apropiación definitiva'),
    compromisos: dinero('Compromisos'),
    obligaciones: dinero('Obligaciones'),
    pagos: dineroDeFlotante('Pagos', 2),
  };
  const kept = Object.entries(money).filter(([name]) => AMOUNTS[id].includes(name));
  const executed = id !== 'gastos-programacion';
  return {
    ...published,
    table: TABLE,
    files: null,
    scope: whole(),
    fields: {
      ...published.fields,
      ...Object.fromEntries(kept),
      entidad: codigo('Código entidad'),
      formulario: opcion('Tipo', REPORTS),
      vigencia: vigencia('Año'),
      periodo_corte: fecha('Fecha corte'),
      rubro: rubro('Cuenta'),
      nombre: opcional(texto('Nombre cuenta')),
      ...(executed && { fuente: texto('Fuente de financiación'), cpc: opcional(texto('CPC')) }),
    },
    rows: rowsOfForm(id, {
      tipo: 'Tipo',
      cuenta: 'Cuenta',
      fuente: 'Fuente de financiación',
      block: ['Código entidad', 'Período'],
    }),
  };
}

interface FormColumns {
  readonly tipo: string;
  readonly cuenta: string;
  readonly fuente: string;
  readonly block: readonly string[];
}

function rowsOfForm(id: Id, { tipo, cuenta, fuente, block }: FormColumns): Stream['rows'] {
  const form = onlyRows({ column: tipo, in: [FORMS[id]] }, 'fila de otro formulario');
  if (id === 'gastos-programacion') return [form, leavesByPrefix({ code: cuenta, block })];
  return [form, leavesOnly({ column: fuente, where: 'not blank', not: ['NO APLICA', 'NO DEFINIDO'] })];
}

function canonicalOf(row: Record<string, unknown>): unknown {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('_')));
}

function tenThousandths(amount: string): bigint {
  const [whole = '', decimals = ''] = amount.split('.');
  return BigInt(whole + decimals.padEnd(4, '0'));
}

function pesos(units: bigint): string {
  const digits = units.toString();
  return `${digits.slice(0, -4)}.${digits.slice(-4).replace(/00$/, '')}`;
}
