import { expect, it } from 'vitest';
import { pila } from '../../../connectors/sources/pila.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import { DropFolder } from '../../support/bank-file.ts';
import { captured } from '../../support/captured.ts';
import { describeOnOneDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { keyedStream, pseudonym } from '../../support/pseudonym.ts';

/** Text at places counted from 1, as the norm lists them; blanks elsewhere. */
function placed(length: number, texts: Readonly<Record<number, string>>): string {
  return Object.entries(texts).reduce(
    (line, [from, text]) => line.slice(0, Number(from) - 1) + text + line.slice(Number(from) - 1 + text.length),
    ' '.repeat(length),
  );
}

/** Type 1 of a planilla of march, whose health is that of april. */
function aportante(planilla: string, fechaPago: string, lines: readonly Line[]): string {
  const people = new Set(lines.map(({ documento }) => documento)).size;
  const common = { 1: '0110001MUNICIPIO DE PEÑA INVENTADA', 208: 'NI999000999', 227: 'E', 248: 'S' };
  return placed(359, {
    ...common,
    305: '2026-032026-04',
    319: planilla,
    329: fechaPago,
    339: `${String(people).padStart(5, '0')}000005700000`,
  });
}

interface Line {
  readonly secuencia: string;
  readonly documento: string;
  readonly pension: string;
  readonly salud: string;
}

/** Type 2; what is not said is what all of them have, amounts that are not paid are zeros as the norm wants them. */
function cotizante({ secuencia, documento, pension, salud }: Line): string {
  return placed(693, {
    1: `02${secuencia}CC${documento}`,
    26: '0100',
    32: '25999PEÑA',
    154: '239901',
    166: 'EPS901',
    178: 'CCF99',
    184: '30292827',
    192: '002700000',
    202: '002700000002700001002700002002700003',
    238: `0.16000${pension}000000000000000000${pension}`,
    281: '000000000000000000000000000',
    308: `0.12500${salud}000000000`,
    381: '0.0052200000000001000014100',
    408: '0.04000000108000',
    424: '0.00500000013500',
    440: '0.03000000081000',
    456: '0.00500000013500',
    472: '0.01000000027000',
    506: 'N14-99',
    513: '1',
    665: '002700004240',
  });
}

const uno = { secuencia: '00001', documento: '9950000017', pension: '000432000', salud: '000337500' };
const dos = { secuencia: '00002', documento: '9950000034', pension: '000480000', salud: '000375000' };
const tres = { secuencia: '00003', documento: '9950000051', pension: '000480000', salud: '000375000' };

function planilla(numero: string, fechaPago: string, ...lines: readonly Line[]): string {
  return [aportante(numero, fechaPago, lines), ...lines.map(cotizante)].map((line) => `${line}\r\n`).join('');
}

describeOnOneDatabase('las planillas de PILA', (libro) => {
  function run(drop: DropFolder, acceptDeletes: number | null = null): Promise<RunReport> {
    return libro().run(keyedStream(pila, 'linea'), drop.driver, { source: 'pila', acceptDeletes });
  }
  const operations = async () =>
    (await captured(libro(), 'pila_linea')).map(({ operation, key }) => [operation, ...key.slice(1)]);

  it('una línea es un registro por cada subsistema al que se aporta, y la salud es la del mes siguiente', async () => {
    using drop = new DropFolder();
    drop.put('9420260301.txt', planilla('9420260301', '2026-04-10', uno));

    const report = await run(drop);
    const records = (await captured(libro(), 'pila_linea')).map(({ record }) => record);

    expect(countsOf(report)).toEqual({ read: 1, published: 8, unchanged: 0, rejected: 0, deleted: 0 });
    expect(report.equations[0]?.left.amounts).toEqual({ valor: { total: '1026600.00', unreadable: 0 } });
    const common = {
      planilla: '9420260301',
      secuencia: '00001',
      cotizante: pseudonym('9950000017'),
      tipo_cotizante: '01',
      fecha_pago: '2026-04-10',
      vigencia: 2026,
      mes: 3,
    };
    const parafiscal = { ...common, administradora: null, dias: null, base: '2700004.00' };
    expect(records).toEqual([
      {
        ...common,
        subsistema: 'pension',
        administradora: '239901',
        dias: 30,
        base: '2700000.00',
        tarifa: '0.16000',
        valor: '432000.00',
      },
      {
        ...common,
        subsistema: 'salud',
        mes: 4,
        administradora: 'EPS901',
        dias: 29,
        base: '2700001.00',
        tarifa: '0.12500',
        valor: '337500.00',
      },
      {
        ...common,
        subsistema: 'riesgos',
        administradora: '14-99',
        dias: 28,
        base: '2700002.00',
        tarifa: '0.00522',
        valor: '14100.00',
      },
      {
        ...common,
        subsistema: 'caja',
        administradora: 'CCF99',
        dias: 27,
        base: '2700003.00',
        tarifa: '0.04000',
        valor: '108000.00',
      },
      { ...parafiscal, subsistema: 'sena', tarifa: '0.00500', valor: '13500.00' },
      { ...parafiscal, subsistema: 'icbf', tarifa: '0.03000', valor: '81000.00' },
      { ...parafiscal, subsistema: 'esap', tarifa: '0.00500', valor: '13500.00' },
      { ...parafiscal, subsistema: 'men', tarifa: '0.01000', valor: '27000.00' },
    ]);
  });

  it('la planilla pagada reemplaza a la que aún no lo estaba: un aporte cambia y una persona sale', async () => {
    using drop = new DropFolder();
    const late = { ...uno, pension: '000432100' };
    drop.put('liquidada.txt', planilla('9420260301', '', uno, dos, tres, { ...tres, secuencia: '00004' }));
    await run(drop);

    drop.put('pagada.txt', planilla('9420260301', '2026-04-10', late, dos, tres));
    const paid = await run(drop);
    const pension = (await captured(libro(), 'pila_linea')).findLast(
      ({ key }) => key[1] === '00001' && key[2] === 'pension',
    );

    // The day of payment is in every record of the planilla.
    expect(countsOf(paid)).toEqual({ read: 3, published: 24, unchanged: 0, rejected: 0, deleted: 8 });
    expect(pension?.record).toMatchObject({ fecha_pago: '2026-04-10', valor: '432100.00' });
    expect((await operations()).filter(([operation]) => operation === 'delete').map(([, line]) => line)).toEqual(
      Array.from({ length: 8 }, () => '00004'),
    );
  });

  it('una planilla cortada entre dos personas no entra, y la que había queda', async () => {
    using drop = new DropFolder();
    const whole = planilla('9420260301', '2026-04-10', uno, dos, { ...dos, secuencia: '00003' });
    drop.put('entera.txt', whole);
    await run(drop);

    drop.put('cortada.txt', whole.split('\r\n').slice(0, 2).join('\r\n'));
    const report = await run(drop, 1);

    expect([report.error?.code, report.deleted]).toEqual(['FILE_REFUSED', 0]);
    expect(report.error?.message).toContain('su encabezado anuncia 2 en empleados y trae 1: está cortado');
  });

  it('un aporte que no es un número aparta ese subsistema de esa persona y nada más', async () => {
    using drop = new DropFolder();
    drop.put('mala.txt', planilla('9420260302', '2026-04-10', { ...uno, salud: '00033750X' }, dos));

    const report = await run(drop);
    const rows = await libro().rows('select clave, columna, valor from corridas.cuarentena');

    expect(countsOf(report)).toEqual({ read: 2, published: 15, unchanged: 0, rejected: 1, deleted: 0 });
    expect(rows).toEqual([
      { clave: JSON.stringify(['9420260302', '00001', 'salud']), columna: 'valor', valor: '00033750X' },
    ]);
  });
});
