import { expect, it, vi } from 'vitest';
import { hassql } from '../../../connectors/sources/hassql.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import { captured } from '../../support/captured.ts';
import { describeOnOneDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { SqliteSource } from '../../support/sqlite-source.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const PREDIO = '25999010000010001000';

/** Four rows or more each, so that one may vanish. */
const tables = `
create table AVALUOS (CEDULA_CATASTRAL text, VIGENCIA integer, AVALUO text, DESTINO text, AREA_TERRENO text,
  AREA_CONSTRUIDA text, RESOLUCION text, FEC_RESOLUCION text, unique (CEDULA_CATASTRAL, VIGENCIA));
insert into AVALUOS values
  ('25999010000010001000', 2026, '120500000.00', 'A', '120.50', '98.00', 'RES 1128', '2025-12-28'),
  ('25999010000010001000', 2025, '115000000.00', null, null, null, null, null),
  ('25999010000010002000', 2026, '98000000', 'C', '80', '0', '', ''),
  ('25999010000010003000', 2026, '7.50', 'R', '1.00', '0.00', null, null),
  ('25999010000010004000', 2026, '45000000.00', 'R', '300.00', '0.00', null, null);
create table CARTERA (CEDULA_CATASTRAL text, VIGENCIA integer, CONCEPTO text, CLASE_VIGENCIA text, VLR_CAPITAL text,
  VLR_INTERES text, ESTADO text, unique (CEDULA_CATASTRAL, VIGENCIA, CONCEPTO));
insert into CARTERA values
  ('25999010000010001000', 2026, '01', 'A', '600000.00', '52345.67', 'P'),
  ('25999010000010001000', 2025, '01', 'V', '575000.00', '198000.01', 'A'),
  ('25999010000010002000', 2019, '01', 'D', '310000.00', null, 'J'),
  ('25999010000010003000', 2026, '04', null, '0.00', '0.00', null);
create table NOVEDADES_CARTERA (TIPO text, NUM_NOVEDAD text, CEDULA_CATASTRAL text, VIGENCIA integer, CONCEPTO text,
  FEC_NOVEDAD text, RESOLUCION text, FEC_RESOLUCION text, VLR_CAPITAL text, VLR_INTERES text, NUM_CUOTAS integer,
  VLR_CUOTA_INICIAL text, ESTADO text, unique (TIPO, NUM_NOVEDAD, CEDULA_CATASTRAL, VIGENCIA, CONCEPTO));
insert into NOVEDADES_CARTERA values
  ('D', '000001', '25999010000010001000', 2026, '01', '2026-03-30', 'ACUERDO 020', null, '-90000.00', '0.00', null, null, 'V'),
  ('P', '000001', '25999010000010002000', 2018, '01', '2024-05-02', 'RES 77', '2024-04-22', '-210000.00', '-399999.99', null, null, 'V'),
  ('E', '000009', '25999010000010003000', 2025, '04', '2025-02-03', 'RES 12', '2025-02-01', '-7500.00', null, null, null, 'N'),
  ('J', '000002', '25999010000010003000', 2025, '01', '2025-08-19', 'RES 1500', '2025-08-11', '12000.00', '350.25', null, null, 'V'),
  ('A', '000003', '25999010000010001000', 2025, null, '2026-10-13', 'ACUERDO DE PAGO 3', '2026-10-13', '0.00', '0.00', 12, '150000.00', 'I');
create table VALORIZACION_CUOTAS (COD_PROYECTO text, CEDULA_CATASTRAL text, NUM_ORDEN text, NUM_CUOTA integer,
  ACUERDO text, FEC_ACUERDO text, TIPO_DOC text, DOCUMENTO text, FEC_LIMITE text, VLR_CUOTA text, VLR_ABONADO text,
  VLR_INTERES text, NUM_FACTURA text, NUM_RECIBO text, FEC_PAGO text, ESTADO text,
  unique (COD_PROYECTO, CEDULA_CATASTRAL, NUM_ORDEN, NUM_CUOTA));
insert into VALORIZACION_CUOTAS values
  ('VAL-01', '25999010000010001000', '001', 1, 'ACUERDO 12', '2026-06-15', 'C', '9900000001', '2026-08-31', '250000.00', '250000.00', '0.00', 'V-1', '000077', '2026-08-30', 'C'),
  ('VAL-01', '25999010000010001000', '001', 2, 'ACUERDO 12', '2026-06-15', 'C', '9900000001', '2026-12-15', '250000.00', '100000.00', null, 'V-2', null, null, 'P'),
  ('VAL-01', '25999010000010001000', '002', 1, 'ACUERDO 12', '2026-06-15', 'N', '999000012', '2026-08-31', '125000.50', '0.00', '1875.25', null, null, null, 'A'),
  ('VAL-01', '25999010000010002000', '001', 1, null, null, null, null, null, '80000.00', null, null, null, null, null, 'N');`;

describeOnOneDatabase('lo que Hassql guarda de los avalúos, de la cartera y de valorización', (libro) => {
  function run(
    id: string,
    source: SqliteSource,
    today = '2026-11-20',
    acceptDeletes: number | null = null,
  ): Promise<RunReport> {
    const stream = hassql.streams.find((candidate) => candidate.id === id)!;
    return libro().run(stream, source.driver, { today, full: true, acceptDeletes });
  }
  const operations = async (entity: string) =>
    (await captured(libro(), entity)).map(({ operation, key }) => [operation, ...key]);
  const quarantine = () => libro().rows('select clave, columna, valor from corridas.cuarentena order by clave');

  it('un avalúo por predio y vigencia: se rectifica, se va, no se puede leer', async () => {
    using source = new SqliteSource(tables);
    await run('avaluo', source);
    const [whole, bare] = await captured(libro(), 'avaluo');

    source.run(`update AVALUOS set AVALUO = '99000000.00' where CEDULA_CATASTRAL like '%0002000';
      update AVALUOS set AVALUO = '1.205E+08' where CEDULA_CATASTRAL like '%0001000' and VIGENCIA = 2026;
      delete from AVALUOS where CEDULA_CATASTRAL like '%0003000'`);
    const changed = await run('avaluo', source);

    expect(bare).toEqual({
      operation: 'upsert',
      key: [PREDIO, 2025],
      scope: 'vigencia=2025',
      record: {
        predio: PREDIO,
        vigencia: 2025,
        valor: '115000000.00',
        destino: null,
        area_terreno: null,
        area_construida: null,
        desde: null,
        acto: null,
        fecha_acto: null,
        predio_anterior: null,
      },
      observations: [],
    });
    expect(whole?.record).toEqual({
      ...bare?.record,
      vigencia: 2026,
      valor: '120500000.00',
      destino: 'A',
      area_terreno: '120.50',
      area_construida: '98.00',
      acto: 'RES 1128',
      fecha_acto: '2025-12-28',
    });
    expect([changed.error, countsOf(changed)]).toEqual([
      null,
      { read: 4, published: 1, unchanged: 2, rejected: 1, deleted: 1 },
    ]);
    expect((await operations('avaluo')).slice(5)).toEqual([
      ['upsert', '25999010000010002000', 2026],
      ['delete', '25999010000010003000', 2026],
    ]);
    expect(await quarantine()).toEqual([{ clave: `["${PREDIO}",2026]`, columna: 'AVALUO', valor: '1.205E+08' }]);
  });

  it('lo que se debe, fotografiado cada mes: cada corte queda como se tomó', async () => {
    using source = new SqliteSource(tables);
    await run('saldo-cartera', source, '2026-10-30');
    const [, overdue, old] = await captured(libro(), 'saldo_cartera');

    source.run(`update CARTERA set VLR_INTERES = '60000.00' where VLR_INTERES = '52345.67';
      update CARTERA set ESTADO = 'X' where CLASE_VIGENCIA = 'D';
      delete from CARTERA where VIGENCIA = 2025`);
    const november = await run('saldo-cartera', source, '2026-11-30');
    source.run(`delete from CARTERA where CONCEPTO = '04'`);
    const again = await run('saldo-cartera', source, '2026-11-30', 1);

    expect(old).toEqual({
      operation: 'upsert',
      key: ['2026-10-30', '25999010000010002000', 2019, '01'],
      scope: 'corte=2026-10-30',
      record: {
        fecha_corte: '2026-10-30',
        predio: '25999010000010002000',
        vigencia: 2019,
        concepto: '01',
        clase_vigencia: 'dificil',
        capital: '310000.00',
        interes: null,
        estado: 'en_coactivo',
      },
      observations: [],
    });
    expect(overdue?.record).toMatchObject({ vigencia: 2025, clase_vigencia: 'anterior', estado: 'en_acuerdo' });
    expect([november, again].map(countsOf)).toEqual([
      { read: 3, published: 2, unchanged: 0, rejected: 1, deleted: 0 },
      { read: 2, published: 0, unchanged: 1, rejected: 1, deleted: 1 },
    ]);
    expect(await quarantine()).toEqual([
      { clave: '["2026-11-30","25999010000010002000",2019,"01"]', columna: 'ESTADO', valor: 'X' },
    ]);
    expect(
      await libro().rows(
        `select fecha_corte, count(*) as filas, sum(capital) as capital, sum(interes) as interes from libro.saldo_cartera
          where _eliminado_en is null group by 1 order by 1`,
      ),
    ).toEqual([
      { fecha_corte: '2026-10-30', filas: 4, capital: '1485000.00', interes: '250345.68' },
      { fecha_corte: '2026-11-30', filas: 1, capital: '600000.00', interes: '60000.00' },
    ]);
  });

  it('lo que cambia una deuda sin que entre dinero, de cualquier vigencia y con su signo', async () => {
    using source = new SqliteSource(tables);
    await run('novedad-cartera', source);
    const all = await captured(libro(), 'novedad_cartera');

    source.run(`update NOVEDADES_CARTERA set ESTADO = 'C' where TIPO = 'A';
      update NOVEDADES_CARTERA set VLR_INTERES = 'cero' where TIPO = 'J';
      delete from NOVEDADES_CARTERA where TIPO = 'E'`);
    const changed = await run('novedad-cartera', source);

    expect(all.map(({ record }) => [record['clase'], record['valor'], record['interes'], record['estado']])).toEqual([
      ['descuento', '-90000.00', '0.00', 'vigente'],
      ['prescripcion', '-210000.00', '-399999.99', 'vigente'],
      ['exencion', '-7500.00', null, 'anulada'],
      ['ajuste', '12000.00', '350.25', 'vigente'],
      ['acuerdo', '0.00', '0.00', 'incumplida'],
    ]);
    expect(all[4]).toEqual({
      operation: 'upsert',
      key: ['acuerdo', '000003', PREDIO, 2025, null],
      scope: 'todo',
      record: {
        clase: 'acuerdo',
        numero: '000003',
        predio: PREDIO,
        vigencia: 2025,
        concepto: null,
        fecha: '2026-10-13',
        acto: 'ACUERDO DE PAGO 3',
        fecha_acto: '2026-10-13',
        valor: '0.00',
        interes: '0.00',
        cuotas: 12,
        cuota_inicial: '150000.00',
        estado: 'incumplida',
      },
      observations: [],
    });
    expect(countsOf(changed)).toEqual({ read: 4, published: 1, unchanged: 2, rejected: 1, deleted: 1 });
    expect((await operations('novedad_cartera')).slice(5)).toEqual([
      ['upsert', 'acuerdo', '000003', PREDIO, 2025, null],
      ['delete', 'exencion', '000009', '25999010000010003000', 2025, '04'],
    ]);
    expect(await quarantine()).toMatchObject([{ columna: 'VLR_INTERES', valor: 'cero' }]);
  });

  it('las cuotas de valorización de cada beneficiario', async () => {
    using source = new SqliteSource(tables);
    await run('valorizacion-cuota', source);
    const [paid, partly, other, removed] = await captured(libro(), 'valorizacion_cuota');

    source.run(`update VALORIZACION_CUOTAS set VLR_ABONADO = '250000.00', NUM_RECIBO = '000090', FEC_PAGO = '2026-11-18',
        ESTADO = 'C' where NUM_CUOTA = 2;
      update VALORIZACION_CUOTAS set FEC_LIMITE = '2026-02-30' where NUM_ORDEN = '002';
      delete from VALORIZACION_CUOTAS where ESTADO = 'N'`);
    const changed = await run('valorizacion-cuota', source);

    expect(paid).toEqual({
      operation: 'upsert',
      key: ['VAL-01', PREDIO, '001', 1],
      scope: 'todo',
      record: {
        proyecto: 'VAL-01',
        predio: PREDIO,
        beneficiario: '001',
        cuota: 1,
        acto: 'ACUERDO 12',
        fecha_acto: '2026-06-15',
        tipo_documento: '13',
        tercero: '9900000001',
        fecha_limite: '2026-08-31',
        valor: '250000.00',
        abonado: '250000.00',
        interes: '0.00',
        factura: 'V-1',
        recibo: '000077',
        fecha_pago: '2026-08-30',
        estado: 'pagada',
      },
      observations: [],
    });
    expect([partly, other, removed].map((golden) => golden?.record['estado'])).toEqual([
      'pendiente',
      'en_acuerdo',
      'anulada',
    ]);
    expect(countsOf(changed)).toEqual({ read: 3, published: 1, unchanged: 1, rejected: 1, deleted: 1 });
    expect((await operations('valorizacion_cuota')).slice(4)).toEqual([
      ['upsert', 'VAL-01', PREDIO, '001', 2],
      ['delete', 'VAL-01', '25999010000010002000', '001', 1],
    ]);
    expect(await quarantine()).toMatchObject([{ columna: 'FEC_LIMITE', valor: '2026-02-30' }]);
  });
});
