import type { FixedWidthFormat, Positions } from '../file-format.ts';

/** A mark for each, one character wide. */
const NOVEDADES = 'ing ret tde tae tdp tap vsp cor vst sln ige lma vac avp vct'.split(' ');

/** A day for each, AAAA-MM-DD. */
const FECHAS = [
  'ingreso',
  'retiro',
  'inicio_vsp',
  'inicio_sln',
  'fin_sln',
  'inicio_ige',
  'fin_ige',
  'inicio_lma',
  'fin_lma',
  'inicio_vac',
  'fin_vac',
  'inicio_vct',
  'fin_vct',
  'inicio_irl',
  'fin_irl',
];

/** Lines of the planilla of Resolución 2388 de 2016: the employer's, and one per worker and situation. Amounts without decimals. */
export const planillaPila: FixedWidthFormat = {
  kind: 'fixed-width',
  encoding: 'windows-1252',
  records: [
    { table: 'aportante', when: [{ at: [1, 2], in: ['01'] }], lengths: [359], fields: aportante(), header: true },
    { table: 'cotizante', when: [{ at: [1, 2], in: ['02'] }], lengths: [693], fields: cotizante() },
  ],
  // Its contributors, each once however many lines say what happened to them.
  announced: { says: 'empleados', table: 'cotizante', distinct: ['tipo_documento', 'documento'] },
};

function aportante(): Readonly<Record<string, Positions>> {
  return {
    modalidad: [3, 3],
    secuencia: [4, 7],
    razon_social: [8, 207],
    tipo_documento_aportante: [208, 209],
    documento_aportante: [210, 225],
    dv_aportante: [226, 226],
    tipo_planilla: [227, 227],
    planilla_asociada: [228, 237],
    fecha_planilla_asociada: [238, 247],
    forma_presentacion: [248, 248],
    sucursal: [249, 258],
    nombre_sucursal: [259, 298],
    arl_aportante: [299, 304],
    periodo_otros: [305, 311],
    periodo_salud: [312, 318],
    numero_planilla: [319, 328],
    fecha_pago: [329, 338],
    empleados: [339, 343],
    valor_nomina: [344, 355],
    tipo_aportante: [356, 357],
    operador: [358, 359],
  };
}

function cotizante(): Readonly<Record<string, Positions>> {
  return {
    secuencia: [3, 7],
    tipo_documento: [8, 9],
    documento: [10, 25],
    tipo_cotizante: [26, 27],
    subtipo_cotizante: [28, 29],
    extranjero: [30, 30],
    colombiano_en_exterior: [31, 31],
    departamento: [32, 33],
    municipio: [34, 36],
    primer_apellido: [37, 56],
    segundo_apellido: [57, 86],
    primer_nombre: [87, 106],
    segundo_nombre: [107, 136],
    ...novedades(),
    dias_irl: [152, 153],
    afp: [154, 159],
    afp_destino: [160, 165],
    eps: [166, 171],
    eps_destino: [172, 177],
    ccf: [178, 183],
    dias_pension: [184, 185],
    dias_salud: [186, 187],
    dias_arl: [188, 189],
    dias_ccf: [190, 191],
    salario: [192, 200],
    salario_integral: [201, 201],
    ibc_pension: [202, 210],
    ibc_salud: [211, 219],
    ibc_arl: [220, 228],
    ibc_ccf: [229, 237],
    tarifa_pension: [238, 244],
    cotizacion_pension: [245, 253],
    voluntario_afiliado: [254, 262],
    voluntario_aportante: [263, 271],
    total_pension: [272, 280],
    fsp_solidaridad: [281, 289],
    fsp_subsistencia: [290, 298],
    no_retenido: [299, 307],
    tarifa_salud: [308, 314],
    cotizacion_salud: [315, 323],
    upc_adicional: [324, 332],
    autorizacion_incapacidad: [333, 347],
    valor_incapacidad: [348, 356],
    autorizacion_maternidad: [357, 371],
    valor_maternidad: [372, 380],
    tarifa_arl: [381, 389],
    centro_trabajo: [390, 398],
    cotizacion_arl: [399, 407],
    tarifa_ccf: [408, 414],
    aporte_ccf: [415, 423],
    tarifa_sena: [424, 430],
    aporte_sena: [431, 439],
    tarifa_icbf: [440, 446],
    aporte_icbf: [447, 455],
    tarifa_esap: [456, 462],
    aporte_esap: [463, 471],
    tarifa_men: [472, 478],
    aporte_men: [479, 487],
    tipo_documento_principal: [488, 489],
    documento_principal: [490, 505],
    exonerado: [506, 506],
    arl: [507, 512],
    clase_riesgo: [513, 513],
    tarifa_especial: [514, 514],
    ...fechas(),
    ibc_parafiscales: [665, 673],
    horas: [674, 676],
    fecha_radicacion_exterior: [677, 686],
    actividad_arl: [687, 693],
  };
}

function novedades(): Readonly<Record<string, Positions>> {
  return Object.fromEntries(NOVEDADES.map((novedad, place) => [novedad, [137 + place, 137 + place]]));
}

function fechas(): Readonly<Record<string, Positions>> {
  return Object.fromEntries(FECHAS.map((fecha, place) => [`fecha_${fecha}`, [515 + 10 * place, 524 + 10 * place]]));
}
