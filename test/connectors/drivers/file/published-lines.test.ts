import { describe, expect, test } from 'vitest';
import { parseFixedWidth } from '../../../../connectors/drivers/file/fixed-width.ts';
import type { FixedWidthFormat } from '../../../../connectors/file-format.ts';
import { registrosIgac, registrosIgacNpn } from '../../../../connectors/sources/igac-registros.ts';
import { planillaPila } from '../../../../connectors/sources/pila-planilla.ts';
import { asIntegrationError } from '../../../../schemas/errors.ts';

/** A field of a line as its norm lists them, one after the other: `9` is filled with zeros at its left, `A` with blanks at its right. */
type Written = readonly [name: string, width: number, fill: '9' | 'A', value: string];

const texts = (line: readonly Written[]): readonly (readonly [string, string])[] =>
  line.map(([name, width, fill, value]) => [name, fill === '9' ? value.padStart(width, '0') : value.padEnd(width)]);
const lineOf = (line: readonly Written[]): string =>
  texts(line)
    .map(([, text]) => text)
    .join('');
/** What the tables must hold: every field but the marks of the record and the gaps between fields. */
const cellsOf = (line: readonly Written[]): Readonly<Record<string, string>> =>
  Object.fromEntries(texts(line).filter(([name]) => !name.startsWith('-')));

function read(lines: readonly string[], format: FixedWidthFormat) {
  const found = parseFixedWidth('25758_R1_2025_20250110.TXT', Buffer.from(lines.join('\r\n'), 'latin1'), format);
  const rows = (table: string) =>
    found.tables[table]?.rows.map((row) =>
      Object.fromEntries(found.tables[table]?.columns.map(({ name }, at) => [name, row[at]]) ?? []),
    );
  return { attributes: found.attributes, rows };
}

const aportante: readonly Written[] = [
  ['-', 2, '9', '01'],
  ['modalidad', 1, '9', '1'],
  ['secuencia', 4, '9', '1'],
  ['razon_social', 200, 'A', 'MUNICIPIO DE PEÑALISA'],
  ['tipo_documento_aportante', 2, 'A', 'NI'],
  ['documento_aportante', 16, 'A', '900000001'],
  ['dv_aportante', 1, '9', '8'],
  ['tipo_planilla', 1, 'A', 'E'],
  ['planilla_asociada', 10, 'A', ''],
  ['fecha_planilla_asociada', 10, 'A', ''],
  ['forma_presentacion', 1, 'A', 'S'],
  ['sucursal', 10, 'A', '01'],
  ['nombre_sucursal', 40, 'A', 'ALCALDÍA'],
  ['arl_aportante', 6, 'A', '14-23'],
  ['periodo_otros', 7, 'A', '2025-03'],
  ['periodo_salud', 7, 'A', '2025-04'],
  ['numero_planilla', 10, '9', '8123456789'],
  ['fecha_pago', 10, 'A', '2025-04-08'],
  ['empleados', 5, '9', '1'],
  ['valor_nomina', 12, '9', '3500000'],
  ['tipo_aportante', 2, '9', '1'],
  ['operador', 2, '9', '83'],
];

const cotizante: readonly Written[] = [
  ['-', 2, '9', '02'],
  ['secuencia', 5, '9', '1'],
  ['tipo_documento', 2, 'A', 'CC'],
  ['documento', 16, 'A', '1000000001'],
  ['tipo_cotizante', 2, '9', '1'],
  ['subtipo_cotizante', 2, '9', '0'],
  ['extranjero', 1, 'A', ''],
  ['colombiano_en_exterior', 1, 'A', 'X'],
  ['departamento', 2, '9', '25'],
  ['municipio', 3, '9', '758'],
  ['primer_apellido', 20, 'A', 'PEÑA'],
  ['segundo_apellido', 30, 'A', 'MUÑOZ'],
  ['primer_nombre', 20, 'A', 'ÁNGELA'],
  ['segundo_nombre', 30, 'A', 'INVENTADA'],
  ...'ing ret tde tae tdp tap vsp cor vst sln ige lma vac avp vct'
    .split(' ')
    .map((novedad, place): Written => [novedad, 1, 'A', 'XRTADPVCSNILKQZ'.slice(place, place + 1)]),
  ['dias_irl', 2, '9', '3'],
  ['afp', 6, 'A', '230301'],
  ['afp_destino', 6, 'A', '230201'],
  ['eps', 6, 'A', 'EPS037'],
  ['eps_destino', 6, 'A', 'EPS005'],
  ['ccf', 6, 'A', 'CCF22'],
  ['dias_pension', 2, '9', '30'],
  ['dias_salud', 2, '9', '29'],
  ['dias_arl', 2, '9', '28'],
  ['dias_ccf', 2, '9', '27'],
  ['salario', 9, '9', '3500000'],
  ['salario_integral', 1, 'A', 'F'],
  ['ibc_pension', 9, '9', '3500001'],
  ['ibc_salud', 9, '9', '3500002'],
  ['ibc_arl', 9, '9', '3500003'],
  ['ibc_ccf', 9, '9', '3500004'],
  ['tarifa_pension', 7, 'A', '0.16000'],
  ['cotizacion_pension', 9, '9', '560000'],
  ['voluntario_afiliado', 9, '9', '101'],
  ['voluntario_aportante', 9, '9', '102'],
  ['total_pension', 9, '9', '560203'],
  ['fsp_solidaridad', 9, '9', '103'],
  ['fsp_subsistencia', 9, '9', '104'],
  ['no_retenido', 9, '9', '105'],
  ['tarifa_salud', 7, 'A', '0.12500'],
  ['cotizacion_salud', 9, '9', '437500'],
  ['upc_adicional', 9, '9', '106'],
  ['autorizacion_incapacidad', 15, 'A', 'INC-1'],
  ['valor_incapacidad', 9, '9', '107'],
  ['autorizacion_maternidad', 15, 'A', 'LMA-1'],
  ['valor_maternidad', 9, '9', '108'],
  ['tarifa_arl', 9, 'A', '0.0052200'],
  ['centro_trabajo', 9, '9', '2'],
  ['cotizacion_arl', 9, '9', '18300'],
  ['tarifa_ccf', 7, 'A', '0.04000'],
  ['aporte_ccf', 9, '9', '140000'],
  ['tarifa_sena', 7, 'A', '0.00500'],
  ['aporte_sena', 9, '9', '17500'],
  ['tarifa_icbf', 7, 'A', '0.03000'],
  ['aporte_icbf', 9, '9', '105000'],
  ['tarifa_esap', 7, 'A', '0.00501'],
  ['aporte_esap', 9, '9', '17501'],
  ['tarifa_men', 7, 'A', '0.01000'],
  ['aporte_men', 9, '9', '35000'],
  ['tipo_documento_principal', 2, 'A', 'TI'],
  ['documento_principal', 16, 'A', '1000000002'],
  ['exonerado', 1, 'A', 'N'],
  ['arl', 6, 'A', '14-25'],
  ['clase_riesgo', 1, '9', '1'],
  ['tarifa_especial', 1, 'A', 'E'],
  ...(
    'ingreso retiro inicio_vsp inicio_sln fin_sln inicio_ige fin_ige inicio_lma fin_lma inicio_vac fin_vac inicio_vct ' +
    'fin_vct inicio_irl fin_irl'
  )
    .split(' ')
    .map((fecha, place): Written => [`fecha_${fecha}`, 10, 'A', `2025-03-${String(place + 1).padStart(2, '0')}`]),
  ['ibc_parafiscales', 9, '9', '3500005'],
  ['horas', 3, '9', '240'],
  ['fecha_radicacion_exterior', 10, 'A', '2025-03-31'],
  ['actividad_arl', 7, '9', '1841201'],
];

describe('a planilla of PILA, written by hand', () => {
  test('gives each field of types 1 and 2, and says by type 1 whose it is', () => {
    const lines = [lineOf(aportante), lineOf(cotizante)];

    const found = read(lines, planillaPila);

    expect(lines.map(({ length }) => length)).toEqual([359, 693]);
    expect(found.rows('aportante')).toEqual([{ ...cellsOf(aportante), linea: 1 }]);
    expect(found.rows('cotizante')).toEqual([{ ...cellsOf(cotizante), linea: 2 }]);
    expect(found.attributes).toMatchObject({
      razon_social: 'MUNICIPIO DE PEÑALISA',
      documento_aportante: '900000001',
      numero_planilla: '8123456789',
      periodo_otros: '2025-03',
      planilla_asociada: '',
    });
  });

  test('has its amounts where the norm says', () => {
    const line = lineOf(cotizante);

    const at = (from: number, to: number): string => line.slice(from - 1, to);

    expect([at(192, 200), at(245, 253), at(315, 323), at(399, 407), at(415, 423)]).toEqual([
      '003500000',
      '000560000',
      '000437500',
      '000018300',
      '000140000',
    ]);
    expect([at(431, 439), at(447, 455), at(463, 471), at(479, 487), at(687, 693)]).toEqual([
      '000017500',
      '000105000',
      '000017501',
      '000035000',
      '1841201',
    ]);
  });
});

const predio: readonly Written[] = [
  ['-departamento', 2, '9', '25'],
  ['-municipio', 3, '9', '758'],
  ['zona', 2, '9', '1'],
  ['-predio', 13, '9', '10002000'],
];
const code = { codigo: '25758010000010002000', divipola: '25758' };

const r1Until = (vigencia: readonly Written[]): readonly Written[] => [
  ...predio,
  ['-tipo', 1, '9', '1'],
  ['orden', 3, '9', '1'],
  ['total', 3, '9', '2'],
  ['nombre', 33, 'A', 'PEÑA MUÑOZ INVENTADA'],
  ['estado_civil', 1, 'A', 'S'],
  ['tipo_documento', 1, 'A', 'C'],
  ['documento', 12, '9', '1000000001'],
  ['direccion', 34, 'A', 'VDA EL SALITRE LO 3'],
  ['comuna', 1, 'A', 'K'],
  ['destino', 1, 'A', 'D'],
  ['area_terreno', 12, '9', '36400'],
  ['area_construida', 6, '9', '128'],
  ['avaluo', 12, '9', '184500000'],
  ...vigencia,
];
const vigencia: Written = ['vigencia', 8, '9', '01012025'];

const r1Npn: readonly Written[] = [
  ['-departamento', 2, '9', '25'],
  ['-municipio', 3, '9', '758'],
  ['zona', 2, '9', '1'],
  ['-sector, comuna, barrio, manzana', 10, '9', '1'],
  ['-terreno', 4, '9', '2'],
  ['condicion', 1, '9', '0'],
  ['-edificio, piso, unidad', 8, '9', '0'],
  ['-tipo', 1, '9', '1'],
  ['orden', 3, '9', '1'],
  ['total', 3, '9', '2'],
  ['nombre', 100, 'A', 'PEÑA MUÑOZ INVENTADA'],
  ['estado_civil', 1, 'A', 'S'],
  ['tipo_documento', 1, 'A', 'C'],
  ['documento', 12, '9', '1000000001'],
  ['direccion', 100, 'A', 'VDA EL SALITRE LO 3'],
  ['comuna', 1, 'A', 'K'],
  ['destino', 1, 'A', 'D'],
  ['area_terreno', 15, '9', '36400'],
  ['area_construida', 6, '9', '128'],
  ['avaluo', 15, '9', '184500000'],
  vigencia,
  ['predio_anterior', 15, '9', '10000010002000'],
];

const r2: readonly Written[] = [
  ...predio,
  ['-tipo', 1, '9', '2'],
  ['orden', 3, '9', '1'],
  ['total', 3, '9', '1'],
  ['-', 2, 'A', ''],
  ['matricula', 18, 'A', '176-0012345'],
  ['zona_fisica_1', 2, '9', '41'],
  ['zona_economica_1', 2, '9', '42'],
  ['area_terreno_1', 10, '9', '36400'],
  ['zona_fisica_2', 2, '9', '43'],
  ['zona_economica_2', 2, '9', '44'],
  ['area_terreno_2', 10, '9', '500'],
  ...construccion('1', ['3', '2', '1', '2', '4', '28', '51', '128']),
  ['-', 9, 'A', ''],
  ...construccion('2', ['4', '3', '0', '1', '5', '29', '52', '64']),
  ...construccion('3', ['0', '0', '7', '3', '6', '30', '53', '32']),
  vigencia,
];

function construccion(number: string, values: readonly string[]): readonly Written[] {
  const widths = { habitaciones: 2, banos: 2, locales: 2, pisos: 2, estrato: 1, uso: 2, puntaje: 2, area: 6 };
  return Object.entries(widths).map(([part, width], at) => [`${part}_${number}`, width, '9', values[at] ?? '']);
}

describe('cadastral registers of the IGAC, written by hand', () => {
  test('give each field of R1 and of R2', () => {
    const r1 = r1Until([vigencia]);

    const found = read([lineOf(r1), lineOf(r2)], registrosIgac);

    expect(found.rows('r1')).toEqual([{ ...cellsOf(r1), ...code, linea: 1 }]);
    expect(found.rows('r2')).toEqual([{ ...cellsOf(r2), ...code, linea: 2 }]);
    expect([lineOf(r1), lineOf(r2)].map((line) => [line.slice(20, 21), line.slice(128, 140), line.length])).toEqual([
      ['1', '000184500000', 148],
      ['2', lineOf(r2).slice(128, 140), 149],
    ]);
  });

  test('with codes of 30 digits give each field of R1', () => {
    const found = read([lineOf(r1Npn)], registrosIgacNpn);

    const npn = { codigo: '257580100000000010002000000000', divipola: '25758' };
    expect(found.rows('r1')).toEqual([{ ...cellsOf(r1Npn), ...npn, linea: 1 }]);
    expect(found.attributes).toMatchObject({ municipio: '25758', vigencia_archivo: '2025', entrega: '20250110' });
  });

  test('of the edition whose vigencia stands one place further are read there', () => {
    const further = r1Until([['-', 1, 'A', '0'], vigencia]);

    const found = read([lineOf(further), lineOf(r1Until([vigencia, ['-', 1, 'A', '']]))], registrosIgac);

    expect(found.rows('r1')?.map(({ avaluo, vigencia: day }) => [avaluo, day])).toEqual([
      ['000184500000', '01012025'],
      ['000184500000', '01012025'],
    ]);
  });

  test('without a day in either place are refused', () => {
    const line = lineOf(r1Until([['vigencia', 8, '9', '2025']]));

    const refused = (): unknown => {
      try {
        return read([line], registrosIgac);
      } catch (thrown) {
        return asIntegrationError(thrown).message;
      }
    };

    expect(refused()).toContain(
      'en la línea 1, no es de ninguno de los registros que se esperan: en las posiciones 141',
    );
  });
});
