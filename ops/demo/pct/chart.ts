import { CORPORACION } from '../town/people.ts';
import { bancos, conceptos } from '../town/town.ts';
import type { Concepto, Zona } from '../town/town.ts';
import { BOMBERIL, ICLD } from './fuentes.ts';
import { cuentasDeIngresos, cuentasMayoresDeIngresos, otrosIngresos } from './ingresos-chart.ts';
import { cuentasDePersonal, cuentasMayoresDePersonal } from './personal-chart.ts';

/** Whom such systems name where a day's collection has hundreds of payers. */
export const VARIOS = '222222222222';

export type Clase = 'actual' | 'anterior';

/** What treasury does not know yet whom to credit: doubles and unknown references. */
export const POR_CLASIFICAR = '99';

export interface Account {
  readonly codigo: string;
  readonly nombre: string;
}

/** Leaves of the chart; their parents follow from their codes. */
export const accounts: readonly Account[] = [
  { codigo: '11050101', nombre: 'CAJA PRINCIPAL' },
  ...bancos.map(({ cuentaContable, nombre }) => ({ codigo: cuentaContable, nombre: `CUENTA DE AHORRO ${nombre}` })),
  { codigo: '13050701', nombre: 'PREDIAL URBANO VIGENCIA ACTUAL' },
  { codigo: '13050702', nombre: 'PREDIAL RURAL VIGENCIA ACTUAL' },
  { codigo: '13050703', nombre: 'PREDIAL URBANO VIGENCIAS ANTERIORES' },
  { codigo: '13050704', nombre: 'PREDIAL RURAL VIGENCIAS ANTERIORES' },
  { codigo: '13056201', nombre: 'SOBRETASA BOMBERIL VIGENCIA ACTUAL' },
  { codigo: '13056202', nombre: 'SOBRETASA BOMBERIL VIGENCIAS ANTERIORES' },
  ...cuentasDeIngresos.filter(({ codigo }) => codigo.startsWith('1')),
  { codigo: '17050101', nombre: 'RED CARRETERA EN CONSTRUCCION' },
  { codigo: '24010101', nombre: 'BIENES Y SERVICIOS' },
  { codigo: '24010201', nombre: 'PROYECTOS DE INVERSION' },
  { codigo: '24071901', nombre: 'RECAUDO DE LA SOBRETASA AMBIENTAL' },
  { codigo: '24072001', nombre: 'RECAUDOS POR CLASIFICAR' },
  { codigo: '24072201', nombre: 'ESTAMPILLAS' },
  { codigo: '24360301', nombre: 'RETENCION POR HONORARIOS' },
  { codigo: '24360801', nombre: 'RETENCION POR COMPRAS' },
  { codigo: '24362601', nombre: 'RETENCION POR CONTRATOS DE CONSTRUCCION' },
  { codigo: '24905401', nombre: 'HONORARIOS POR PAGAR' },
  { codigo: '31050601', nombre: 'CAPITAL FISCAL' },
  { codigo: '31100101', nombre: 'RESULTADO DEL EJERCICIO' },
  { codigo: '41050701', nombre: 'PREDIAL URBANO' },
  { codigo: '41050702', nombre: 'PREDIAL RURAL' },
  { codigo: '41056201', nombre: 'SOBRETASA BOMBERIL' },
  { codigo: '41100301', nombre: 'INTERESES DE MORA PREDIAL' },
  ...cuentasDeIngresos.filter(({ codigo }) => codigo.startsWith('4')),
  { codigo: '41951001', nombre: 'DESCUENTO PRONTO PAGO PREDIAL' },
  { codigo: '51111401', nombre: 'MATERIALES Y SUMINISTROS' },
  { codigo: '51111701', nombre: 'SERVICIOS PUBLICOS' },
  { codigo: '51117901', nombre: 'HONORARIOS' },
  { codigo: '55070601', nombre: 'ASIGNACION DE BIENES Y SERVICIOS' },
  { codigo: '58049001', nombre: 'COMISIONES BANCARIAS' },
  ...cuentasDePersonal,
];

/** Names of the parents that the chart needs. */
export const parentAccounts: Readonly<Record<string, string>> = {
  '1': 'ACTIVOS',
  '11': 'EFECTIVO Y EQUIVALENTES AL EFECTIVO',
  '1105': 'CAJA',
  '110501': 'CAJA PRINCIPAL',
  '1110': 'DEPOSITOS EN INSTITUCIONES FINANCIERAS',
  '111006': 'CUENTA DE AHORRO',
  '13': 'CUENTAS POR COBRAR',
  '1305': 'IMPUESTOS RETENCION EN LA FUENTE Y ANTICIPOS',
  '130507': 'IMPUESTO PREDIAL UNIFICADO',
  '130562': 'SOBRETASA BOMBERIL',
  '17': 'BIENES DE USO PUBLICO E HISTORICOS Y CULTURALES',
  '1705': 'BIENES DE USO PUBLICO EN CONSTRUCCION',
  '170501': 'RED CARRETERA',
  '2': 'PASIVOS',
  '24': 'CUENTAS POR PAGAR',
  '2401': 'ADQUISICION DE BIENES Y SERVICIOS NACIONALES',
  '240101': 'BIENES Y SERVICIOS',
  '240102': 'PROYECTOS DE INVERSION',
  '2407': 'RECURSOS A FAVOR DE TERCEROS',
  '240719': 'RECAUDO DE LA SOBRETASA AMBIENTAL',
  '240720': 'RECAUDOS POR CLASIFICAR',
  '240722': 'ESTAMPILLAS',
  '2436': 'RETENCION EN LA FUENTE E IMPUESTO DE TIMBRE',
  '243603': 'HONORARIOS',
  '243608': 'COMPRAS',
  '243626': 'CONTRATOS DE CONSTRUCCION',
  '2490': 'OTRAS CUENTAS POR PAGAR',
  '249054': 'HONORARIOS',
  '3': 'PATRIMONIO',
  '31': 'PATRIMONIO DE LAS ENTIDADES DE GOBIERNO',
  '3105': 'CAPITAL FISCAL',
  '310506': 'CAPITAL FISCAL',
  '3110': 'RESULTADO DEL EJERCICIO',
  '311001': 'UTILIDAD O EXCEDENTE DEL EJERCICIO',
  '4': 'INGRESOS',
  '41': 'INGRESOS FISCALES',
  '4105': 'IMPUESTOS',
  '410507': 'IMPUESTO PREDIAL UNIFICADO',
  '410562': 'SOBRETASA BOMBERIL',
  '4110': 'CONTRIBUCIONES TASAS E INGRESOS NO TRIBUTARIOS',
  '411003': 'INTERESES',
  '4195': 'DEVOLUCIONES Y DESCUENTOS (DB)',
  '419510': 'IMPUESTO PREDIAL UNIFICADO',
  '5': 'GASTOS',
  '51': 'DE ADMINISTRACION Y OPERACION',
  '5111': 'GENERALES',
  '511114': 'MATERIALES Y SUMINISTROS',
  '511117': 'SERVICIOS PUBLICOS',
  '511179': 'HONORARIOS',
  '55': 'GASTO PUBLICO SOCIAL',
  '5507': 'DESARROLLO COMUNITARIO Y BIENESTAR SOCIAL',
  '550706': 'ASIGNACION DE BIENES Y SERVICIOS',
  '58': 'OTROS GASTOS',
  '5804': 'FINANCIEROS',
  '580490': 'OTROS GASTOS FINANCIEROS',
  ...cuentasMayoresDeIngresos,
  ...cuentasMayoresDePersonal,
};

/** Discounts (4195) stand against income. */
export function naturaleza(codigo: string): 'D' | 'C' {
  return /^(?:1|5|4195)/.test(codigo) ? 'D' : 'C';
}

/** The nodes of the budget that the collection uses, parents first. */
export const rubros: readonly Account[] = [
  { codigo: '1', nombre: 'INGRESOS' },
  { codigo: '1.1', nombre: 'INGRESOS CORRIENTES' },
  { codigo: '1.1.01', nombre: 'INGRESOS TRIBUTARIOS' },
  { codigo: '1.1.01.01', nombre: 'IMPUESTOS DIRECTOS' },
  { codigo: '1.1.01.01.200', nombre: 'IMPUESTO PREDIAL UNIFICADO' },
  { codigo: '1.1.01.01.200.01', nombre: 'PREDIAL URBANO' },
  { codigo: '1.1.01.01.200.01.01', nombre: 'PREDIAL URBANO VIGENCIA ACTUAL' },
  { codigo: '1.1.01.01.200.01.02', nombre: 'PREDIAL URBANO VIGENCIAS ANTERIORES' },
  { codigo: '1.1.01.01.200.02', nombre: 'PREDIAL RURAL' },
  { codigo: '1.1.01.01.200.02.01', nombre: 'PREDIAL RURAL VIGENCIA ACTUAL' },
  { codigo: '1.1.01.01.200.02.02', nombre: 'PREDIAL RURAL VIGENCIAS ANTERIORES' },
  { codigo: '1.1.01.02', nombre: 'IMPUESTOS INDIRECTOS' },
  { codigo: '1.1.01.02.200', nombre: 'IMPUESTO DE INDUSTRIA Y COMERCIO' },
  { codigo: '1.1.01.02.200.01', nombre: 'INDUSTRIA Y COMERCIO ACTIVIDADES COMERCIALES' },
  { codigo: '1.1.01.02.212', nombre: 'SOBRETASA BOMBERIL' },
  { codigo: '1.1.02', nombre: 'INGRESOS NO TRIBUTARIOS' },
  { codigo: '1.1.02.01', nombre: 'CONTRIBUCIONES' },
  { codigo: '1.1.02.01.005', nombre: 'CONTRIBUCIONES DIVERSAS' },
  { codigo: '1.1.02.01.005.39', nombre: 'CONTRIBUCION DE VALORIZACION' },
  { codigo: '1.1.02.01.005.63', nombre: 'PARTICIPACION EN LA PLUSVALIA' },
  { codigo: '1.1.02.03', nombre: 'MULTAS SANCIONES E INTERESES DE MORA' },
  { codigo: '1.1.02.03.002', nombre: 'INTERESES DE MORA' },
];

/** One line of the posting matrix: where money of a concept goes. */
export interface Posting {
  readonly concepto: string;
  readonly clase: Clase;
  readonly zona: Zona | null;
  readonly cuentaDebito: string;
  readonly cuentaCredito: string;
  readonly rubro: string | null;
  readonly fuente: string | null;
  readonly beneficiario: string | null;
}

const CLASES: readonly Clase[] = ['actual', 'anterior'];
const ZONAS: readonly Zona[] = ['urbana', 'rural'];
/** The subcuenta of the banks: which auxiliary it is, the receipt says. */
const BANCOS = '111006';

/** The posting matrix, the same in every vigencia of the fiction. */
export const postings: readonly Posting[] = [
  ...CLASES.flatMap((clase) =>
    ZONAS.flatMap((zona) => (Object.keys(conceptos) as Concepto[]).map((concepto) => postingOf(concepto, clase, zona))),
  ),
  {
    concepto: POR_CLASIFICAR,
    clase: 'actual',
    zona: null,
    cuentaDebito: BANCOS,
    cuentaCredito: '24072001',
    rubro: null,
    fuente: null,
    beneficiario: null,
  },
  ...Object.values(otrosIngresos).map(
    ({ concepto, porCobrar, rubro, fuente }): Posting => ({
      ...{ concepto, clase: 'actual', zona: null, cuentaDebito: BANCOS, cuentaCredito: porCobrar, rubro, fuente },
      beneficiario: null,
    }),
  ),
];

function postingOf(concepto: Concepto, clase: Clase, zona: Zona): Posting {
  const isActual = clase === 'actual';
  const isUrbana = zona === 'urbana';
  const predial = `1305070${String((isActual ? 1 : 3) + (isUrbana ? 0 : 1))}`;
  const rubroPredial = `1.1.01.01.200.${isUrbana ? '01' : '02'}.${isActual ? '01' : '02'}`;
  const ways: Readonly<Record<Concepto, Pick<Posting, 'cuentaCredito' | 'rubro' | 'fuente'> & Partial<Posting>>> = {
    predial: { cuentaCredito: predial, rubro: rubroPredial, fuente: ICLD },
    // What is forgiven was receivable: it leaves the receivable against an account of its own.
    descuento: { cuentaDebito: '41951001', cuentaCredito: predial, rubro: rubroPredial, fuente: ICLD },
    interes: { cuentaCredito: '41100301', rubro: '1.1.02.03.002', fuente: ICLD },
    // A sobretasa for others is no income of the budget (Ley 99 de 1993, art. 44).
    ambiental: { cuentaCredito: '24071901', rubro: null, fuente: null, beneficiario: CORPORACION.numero },
    bomberil: { cuentaCredito: isActual ? '13056201' : '13056202', rubro: '1.1.01.02.212', fuente: BOMBERIL },
  };
  const { codigo } = conceptos[concepto];
  return { concepto: codigo, clase, zona, cuentaDebito: BANCOS, beneficiario: null, ...ways[concepto] };
}

const byKey = new Map(postings.map((posting) => [postingKey(posting.concepto, posting.clase, posting.zona), posting]));

/** Where money of a concept goes. */
export function postingFor(concepto: string, clase: Clase, zona: Zona | null): Posting {
  const posting = byKey.get(postingKey(concepto, clase, zona));
  if (!posting) throw new RangeError(`The posting matrix has no line for ${concepto}, ${clase}, ${zona ?? 'any zona'}.`);
  return posting;
}

function postingKey(concepto: string, clase: Clase, zona: Zona | null): string {
  return [concepto, clase, zona].join(' ');
}
