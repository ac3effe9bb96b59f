import { expect, it } from 'vitest';
import { soporteLogico } from '../../../connectors/sources/soporte-logico.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import { captured } from '../../support/captured.ts';
import { describeOnOneDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { keyedStream, pseudonym } from '../../support/pseudonym.ts';
import { SqliteSource } from '../../support/sqlite-source.ts';

const tables = `
create table NOMINA_LIQUIDACION (ANIO integer, MES integer, COD_NOMINA text, CEDULA text, COD_CONCEPTO text,
  CONSECUTIVO integer, NOM_CONCEPTO text, CLASE text, SECCION text, DEPENDENCIA text, CARGO text, RUBRO text,
  FUENTE text, CTA_GASTO text, CTA_PASIVO text, NIT_ENTIDAD text, COD_PILA text, CANTIDAD text, VALOR text,
  unique (ANIO, MES, COD_NOMINA, CEDULA, COD_CONCEPTO, CONSECUTIVO));
insert into NOMINA_LIQUIDACION values
  (2026, 3, 'ADM', '9950000017', '001', 1, 'SUELDO BASICO', 'D', 'ADMINISTRACION CENTRAL', 'HACIENDA', 'TECNICO 367-02',
   '2.1.1.01.01.001.01', '1.2.1.0.00', '510101', '251101', null, null, '30.00', '2700000.00'),
  (2026, 3, 'ADM', '9950000017', '101', 1, 'APORTE PENSION', 'A', 'ADMINISTRACION CENTRAL', 'HACIENDA', 'TECNICO 367-02',
   '2.1.1.01.02.001', '1.2.1.0.00', '5.1.03.07', '251122', '999900011-8', '239901', null, '324000.00'),
  (2026, 3, 'ADM', '9950000017', '206', 1, 'LIBRANZA', 'R', null, 'HACIENDA', 'TECNICO 367-02',
   null, null, null, '242407', '', '', null, '180000'),
  (2026, 3, 'ADM', '9.950.000.034', '001', 2, 'SUELDO BASICO', 'D', null, null, null, null, null, null, null, null, null, null, '-43210.00');
create table NOMINA_GIROS (ANIO integer, MES integer, COD_NOMINA text, CEDULA text, CONSECUTIVO integer, FEC_GIRO text,
  COD_BANCO text, CTA_DESTINO text, VLR_NETO text, ESTADO text, CAUSAL text, ANIO_EGRESO integer, NUM_EGRESO text,
  unique (ANIO, MES, COD_NOMINA, CEDULA, CONSECUTIVO));
insert into NOMINA_GIROS values
  (2026, 3, 'ADM', '9950000017', 1, '2026-03-27', '007', '99970000001', '2340000.00', 'R', 'CUENTA CANCELADA', 2026, '000431'),
  (2026, 3, 'ADM', '9950000017', 2, '2026-03-30', '051', '99970000009', '2340000.00', 'P', null, 2026, '000439'),
  (2026, 3, 'ADM', '9950000034', 1, '2026-03-27', '051', '99970000002', '1900000.00', 'P', null, null, null),
  (2026, 3, 'PER', '9950000051', 1, '2026-03-27', '051', '99970000003', '1800000.00', 'O', null, null, null);`;

const [ana, luis, eva] = ['9950000017', '9950000034', '9950000051'].map(pseudonym);
const marzo = { vigencia: 2026, mes: 3, nomina: 'ADM' };

describeOnOneDatabase('lo que liquida y gira Soporte Lógico', (libro) => {
  function run(id: string, source: SqliteSource, acceptDeletes: number | null = null): Promise<RunReport> {
    return libro().run(keyedStream(soporteLogico, id), source.driver, { source: 'soporte-logico', acceptDeletes });
  }
  const operations = async (entity: string) =>
    (await captured(libro(), entity)).map(({ operation, key }) => [operation, ...key]);
  const quarantine = () => libro().rows('select clave, columna, valor from corridas.cuarentena order by clave');

  it('una línea por concepto, con su rubro, sus cuentas y su administradora, y de la persona solo su seudónimo', async () => {
    using source = new SqliteSource(tables);

    const report = await run('nomina', source);
    const lines = await captured(libro(), 'nomina_linea');

    expect(report.equations[0]?.left.amounts).toEqual({ valor: { total: '3160790.00', unreadable: 0 } });
    expect(lines.map(({ key }) => key)).toEqual([
      [2026, 3, 'ADM', ana, '001', 1],
      [2026, 3, 'ADM', ana, '101', 1],
      [2026, 3, 'ADM', ana, '206', 1],
      [2026, 3, 'ADM', luis, '001', 2],
    ]);
    expect(lines[1]).toEqual({
      operation: 'upsert',
      key: [2026, 3, 'ADM', ana, '101', 1],
      scope: 'vigencia=2026',
      record: {
        ...marzo,
        empleado: ana,
        concepto: '101',
        consecutivo: 1,
        nombre: 'APORTE PENSION',
        clase: 'aporte',
        seccion: 'ADMINISTRACION CENTRAL',
        dependencia: 'HACIENDA',
        cargo: 'TECNICO 367-02',
        rubro: '2.1.1.01.02.001',
        fuente: '1.2.1.0.00',
        cuenta_gasto: '510307',
        cuenta_pasivo: '251122',
        beneficiario: '999900011',
        administradora: '239901',
        cantidad: null,
        valor: '324000.00',
      },
      observations: [],
    });
    expect(lines[3]?.record).toMatchObject({ empleado: luis, clase: 'devengado', rubro: null, valor: '-43210.00' });
  });

  it('una línea que cambia, una que se va y una de clase desconocida', async () => {
    using source = new SqliteSource(tables);
    await run('nomina', source);

    source.run(`update NOMINA_LIQUIDACION set VALOR = '2700000.01' where COD_CONCEPTO = '001' and CONSECUTIVO = 1;
      update NOMINA_LIQUIDACION set CLASE = 'X' where COD_CONCEPTO = '101';
      delete from NOMINA_LIQUIDACION where COD_CONCEPTO = '206'`);
    const changed = await run('nomina', source);

    expect(countsOf(changed)).toEqual({ read: 3, published: 1, unchanged: 1, rejected: 1, deleted: 1 });
    expect((await operations('nomina_linea')).slice(4)).toEqual([
      ['upsert', 2026, 3, 'ADM', ana, '001', 1],
      ['delete', 2026, 3, 'ADM', ana, '206', 1],
    ]);
    expect(await quarantine()).toEqual([
      { clave: JSON.stringify([2026, 3, 'ADM', ana, '101', 1]), columna: 'CLASE', valor: 'X' },
    ]);
  });

  it('un giro rechazado y el que lo repite son dos, y la cuenta en que se paga no se lee', async () => {
    using source = new SqliteSource(tables);

    await run('pago', source);
    const [rejected, again] = await captured(libro(), 'pago_nomina');

    expect(rejected).toEqual({
      operation: 'upsert',
      key: [2026, 3, 'ADM', ana, 1],
      scope: 'vigencia=2026',
      record: {
        ...marzo,
        empleado: ana,
        consecutivo: 1,
        fecha: '2026-03-27',
        banco: '007',
        valor: '2340000.00',
        estado: 'rechazado',
        causal: 'CUENTA CANCELADA',
        vigencia_egreso: 2026,
        egreso: '000431',
      },
      observations: [],
    });
    expect(again?.record).toMatchObject({ empleado: ana, consecutivo: 2, estado: 'pagado', causal: null });
  });

  it('un giro que se paga, uno que se va y uno sin fecha', async () => {
    using source = new SqliteSource(tables);
    await run('pago', source);

    source.run(`update NOMINA_GIROS set ESTADO = 'P' where COD_NOMINA = 'PER';
      update NOMINA_GIROS set FEC_GIRO = '2026-02-30' where CEDULA = '9950000034';
      delete from NOMINA_GIROS where CONSECUTIVO = 2`);
    const changed = await run('pago', source);

    expect(countsOf(changed)).toEqual({ read: 3, published: 1, unchanged: 1, rejected: 1, deleted: 1 });
    expect((await operations('pago_nomina')).slice(4)).toEqual([
      ['upsert', 2026, 3, 'PER', eva, 1],
      ['delete', 2026, 3, 'ADM', ana, 2],
    ]);
    expect(await quarantine()).toEqual([
      { clave: JSON.stringify([2026, 3, 'ADM', luis, 1]), columna: 'FEC_GIRO', valor: '2026-02-30' },
    ]);
  });
});
