import { expect, it, vi } from 'vitest';
import { igac, igacNpn } from '../../../connectors/sources/igac.ts';
import type { Source } from '../../../connectors/source.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import { DropFolder } from '../../support/bank-file.ts';
import { captured } from '../../support/captured.ts';
import { describeOnOneDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** A line of R1: what a test does not say is the same in all. */
interface Owner {
  readonly terreno: string;
  readonly orden?: string;
  readonly avaluo?: string;
  readonly documento?: string;
  readonly tipo?: string;
  readonly desde?: string;
  readonly anterior?: string;
}

const MUNICIPIO = '25758';
const codeOf = (terreno: string): string => `${MUNICIPIO}01000001${terreno}000`;
const npnOf = (terreno: string): string => `${MUNICIPIO}010000000001${terreno}900000000`;

function r1({
  terreno,
  orden = '001',
  avaluo = '120500000',
  documento,
  tipo = 'C',
  desde = '01012025',
}: Owner): string {
  const owner = `${'PEÑA MUÑOZ INVENTADA'.padEnd(33)}S${tipo}${(documento ?? '9900000001').padStart(12, '0')}`;
  const values = `A${'0120'.padStart(12, '0')}${'98'.padStart(6, '0')}${avaluo.padStart(12, '0')}${desde}`;
  return `${codeOf(terreno)}1${orden}002${owner}${'KR 1 2 3'.padEnd(34)} ${values}`;
}

function r1Npn({ terreno, orden = '001', avaluo = '120500000', anterior, desde = '01012026' }: Owner): string {
  const owner = `${'PEÑA MUÑOZ INVENTADA'.padEnd(100)}SC${'9900000001'.padStart(12, '0')}`;
  const values = `A${'0120'.padStart(15, '0')}${'98'.padStart(6, '0')}${avaluo.padStart(15, '0')}${desde}`;
  const before = anterior ?? codeOf(terreno).slice(5);
  return `${npnOf(terreno)}1${orden}002${owner}${'KR 1 2 3'.padEnd(100)} ${values}${before}`.trimEnd();
}

function r2(terreno: string, matricula: string, orden = '001'): string {
  return `${codeOf(terreno)}2${orden}002  ${matricula.padEnd(18)}${'0'.repeat(94)}01012025`;
}

const fileOf = (lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join('');
const five = ['0001', '0002', '0003', '0004', '0005'];

describeOnOneDatabase('los registros catastrales', (libro) => {
  function run(source: Source, id: string, drop: DropFolder): Promise<RunReport> {
    const stream = source.streams.find((candidate) => candidate.id === id)!;
    return libro().run(stream, drop.driver, { source: source.id });
  }
  const operations = async (entity: string) =>
    (await captured(libro(), entity)).map(({ operation, key }) => [operation, ...key]);

  it('dan el predio una vez, y cada propietario en su vigencia', async () => {
    using drop = new DropFolder();
    drop.put(
      '25758_R1_2025_20250110.TXT',
      fileOf([r1({ terreno: '0001' }), r1({ terreno: '0001', orden: '002', tipo: 'X', documento: '' })]),
    );

    const predios = await run(igac, 'predio', drop);
    const owners = await run(igac, 'predio-titular', drop);
    const [predio] = await captured(libro(), 'predio');
    const [first, second] = await captured(libro(), 'predio_titular');

    expect([countsOf(predios), predios.excluded]).toEqual([
      { read: 2, published: 1, unchanged: 0, rejected: 0, deleted: 0 },
      { 'otro propietario del mismo predio: el predio y su avalúo se cuentan una vez, en el orden 001': 1 },
    ]);
    expect(predios.equations[0]?.left.amounts).toEqual({ avaluo: { total: '241000000.00', unreadable: 0 } });
    expect(predio).toEqual({
      operation: 'upsert',
      key: [codeOf('0001')],
      scope: 'archivo=["25758"]',
      record: {
        predio: codeOf('0001'),
        numero_predial: null,
        codigo_predial: codeOf('0001'),
        nupre: null,
        matricula: null,
        municipio: '25758',
        direccion: 'KR 1 2 3',
        zona: '01',
        condicion: null,
        destino: 'A',
        estrato: null,
        area_terreno: '120.00',
        area_construida: '98.00',
        avaluo: '120500000.00',
        vigencia_avaluo: 2025,
        estado: null,
      },
      observations: [],
    });
    expect(owners.published).toBe(2);
    expect([first?.key, first?.record]).toEqual([
      [codeOf('0001'), 2025, '001'],
      {
        predio: codeOf('0001'),
        vigencia: 2025,
        orden: '001',
        tipo_documento: '13',
        documento: '9900000001',
        nombre: 'PEÑA MUÑOZ INVENTADA',
        porcentaje: null,
      },
    ]);
    expect([second?.record['tipo_documento'], second?.record['documento'], second?.observations]).toEqual([
      null,
      '0',
      ['documento DOCUMENTO_FICTICIO'],
    ]);
  });

  it('guardan el avalúo de cada vigencia; un predio que ya no viene queda eliminado con sus valores', async () => {
    using drop = new DropFolder();
    drop.put('25758_R1_2025_20250110.TXT', fileOf(five.map((terreno) => r1({ terreno }))));
    for (const id of ['predio', 'avaluo']) await run(igac, id, drop);

    const next = five
      .slice(0, 4)
      .map((terreno) => r1({ terreno, avaluo: terreno === '0001' ? '125320000' : '120500000', desde: '01012026' }));
    drop.put(
      '25758_R1_2026_20260109.TXT',
      fileOf([...next.slice(0, 3), r1({ terreno: '0004', avaluo: '12O500000', desde: '01012025' })]),
    );
    const predios = await run(igac, 'predio', drop);
    const avaluos = await run(igac, 'avaluo', drop);

    expect([predios.error, countsOf(predios)]).toEqual([
      null,
      { read: 4, published: 3, unchanged: 0, rejected: 1, deleted: 1 },
    ]);
    expect((await operations('predio')).slice(5)).toEqual([
      ...five.slice(0, 3).map((terreno) => ['upsert', codeOf(terreno)]),
      ['delete', codeOf('0005')],
    ]);
    expect(countsOf(avaluos)).toEqual({ read: 4, published: 3, unchanged: 0, rejected: 1, deleted: 0 });
    expect(
      await libro().rows(
        `select vigencia, count(*) as predios, sum(valor) as valor, min(desde) as desde from libro.avaluo
          where _eliminado_en is null group by 1 order by 1`,
      ),
    ).toEqual([
      { vigencia: 2025, predios: 5, valor: '602500000.00', desde: '2025-01-01' },
      { vigencia: 2026, predios: 3, valor: '366320000.00', desde: '2026-01-01' },
    ]);
    expect(await libro().rows('select distinct columna, valor from corridas.cuarentena')).toEqual([
      { columna: 'avaluo', valor: '00012O500000' },
    ]);
  });

  it('de la misma vigencia, entregada otra vez, vale la última; una fecha de otro año se observa', async () => {
    using drop = new DropFolder();
    drop.put('25758_R1_2025_20250110.TXT', fileOf(five.map((terreno) => r1({ terreno }))));
    await run(igac, 'avaluo', drop);

    drop.put(
      '25758_R1_2025_20250301.TXT',
      fileOf(five.slice(1).map((terreno) => r1({ terreno, desde: terreno === '0003' ? '15022024' : '01012025' }))),
    );
    const again = await run(igac, 'avaluo', drop);
    const changed = (await captured(libro(), 'avaluo')).slice(5);

    expect(countsOf(again)).toEqual({ read: 4, published: 1, unchanged: 3, rejected: 0, deleted: 1 });
    expect(changed.map(({ operation, key, observations }) => [operation, key, observations])).toEqual([
      ['upsert', [codeOf('0003'), 2025], ['desde FECHA_FUERA_DE_VIGENCIA']],
      ['delete', [codeOf('0001'), 2025], []],
    ]);
  });

  it('el registro 2 dice la matrícula, una vez por predio y solo donde la hay', async () => {
    using drop = new DropFolder();
    const lines = [
      r2('0001', '176-0012345'),
      r2('0001', '176-0012345', '002'),
      r2('0002', ''),
      r2('0003', 'SIN FOLIO'),
    ];
    drop.put('25758_R2_2025_20250110.TXT', fileOf(lines));

    const report = await run(igac, 'predio-alias', drop);

    expect([countsOf(report), report.excluded]).toEqual([
      { read: 4, published: 1, unchanged: 0, rejected: 1, deleted: 0 },
      { 'otro registro 2 del mismo predio: la matrícula está en el orden 001': 1, 'sin matrícula inmobiliaria': 1 },
    ]);
    expect(await captured(libro(), 'predio_alias')).toMatchObject([
      { key: [codeOf('0001'), 'matricula', '176-12345'], record: { desde: null, hasta: null, acto: null } },
    ]);
  });

  it('de 30 dígitos traen el número predial y el código anterior, que es el puente', async () => {
    using drop = new DropFolder();
    const lines = [
      r1Npn({ terreno: '0001' }),
      r1Npn({ terreno: '0001', orden: '002' }),
      r1Npn({ terreno: '0002', anterior: '' }),
      r1Npn({ terreno: '0003', anterior: '000000000000000' }),
      r1Npn({ terreno: '0004', anterior: '0100000100040' }),
    ];
    drop.put('25758_R1_2026_20260109.TXT', fileOf(lines));

    const predios = await run(igacNpn, 'predio', drop);
    const avaluos = await run(igacNpn, 'avaluo', drop);
    const aliases = await run(igacNpn, 'predio-alias', drop);
    const owners = await run(igacNpn, 'predio-titular', drop);

    expect([predios, avaluos, aliases, owners].map(countsOf)).toMatchObject([
      { read: 5, published: 3, rejected: 1 },
      { read: 5, published: 3, rejected: 1 },
      { read: 5, published: 1, rejected: 1 },
      { read: 5, published: 5, rejected: 0 },
    ]);
    expect((await captured(libro(), 'predio')).map(({ record }) => record)).toMatchObject([
      { predio: npnOf('0001'), numero_predial: npnOf('0001'), codigo_predial: codeOf('0001').slice(5), condicion: '9' },
      { predio: npnOf('0002'), codigo_predial: null },
      { predio: npnOf('0003'), codigo_predial: null },
    ]);
    expect((await captured(libro(), 'avaluo')).map(({ record }) => record['predio_anterior'])).toEqual([
      codeOf('0001').slice(5),
      null,
      null,
    ]);
    expect(await operations('predio_alias')).toEqual([
      ['upsert', npnOf('0001'), 'codigo_predial', codeOf('0001').slice(5)],
    ]);
  });

  it('de otra generación, o con otro nombre, se rechazan enteros', async () => {
    using drop = new DropFolder();
    drop.put('25758_R1_2026_20260109.TXT', fileOf([r1Npn({ terreno: '0001' })]));
    drop.put('SOPO_R1_ENERO.TXT', fileOf([r1({ terreno: '0001' })]));

    const report = await run(igac, 'predio', drop);

    expect([report.error?.code, report.read, report.files.refused.map(({ name }) => name)]).toEqual([
      'FILE_REFUSED',
      0,
      ['25758_R1_2026_20260109.TXT', 'SOPO_R1_ENERO.TXT'],
    ]);
  });
});
