import { COOPERATIVA, JUZGADO, PARAFISCALES, SINDICATO } from '../town/employees.ts';
import { conceptosNomina } from '../town/payroll-concepts.ts';
import type { NombreConcepto } from '../town/payroll-concepts.ts';
import { DIRECCION_DE_IMPUESTOS } from '../town/people.ts';
import type { Parte } from '../town/personal.ts';
import type { GastoDePersonal } from '../town/presupuesto.ts';
import type { Persona } from '../town/town.ts';
import type { Imputacion, Linea } from './documento.ts';
import { ICLD } from './fuentes.ts';
import { seccionesPct } from './secciones.ts';

/** What the planillas ask for beyond the payroll, by rounding to hundreds. */
export const AJUSTE = '58909001';

/** Where PCT books a concept of the payroll: the subcuenta that payroll names, by its only auxiliar. */
export function gastoOf(concepto: NombreConcepto): string {
  return `${String(conceptosNomina[concepto].cuentaGasto)}01`;
}

export function pasivoOf(concepto: NombreConcepto): string {
  return `${conceptosNomina[concepto].cuentaPasivo}01`;
}

export function rubroOf(concepto: NombreConcepto): string {
  const { rubro } = conceptosNomina[concepto];
  if (rubro === null) throw new RangeError(`${concepto} is no expense.`);
  return rubro;
}

const owners: Readonly<Partial<Record<NombreConcepto, Persona>>> = {
  ...PARAFISCALES,
  retencion: DIRECCION_DE_IMPUESTOS,
  libranza: COOPERATIVA,
  embargo: JUZGADO,
  sindicato: SINDICATO,
};

/** Whom money of a concept is owed to; null: the employees. */
export function ownerOf({ concepto, administradora }: Parte): Persona | null {
  return administradora?.nit ?? owners[concepto] ?? null;
}

export function imputacionOf({ seccion, concepto }: Pick<Parte, 'seccion' | 'concepto'>): Imputacion {
  return staffLine({ seccion, rubro: rubroOf(concepto), valor: 0 }).imputacion;
}

/** Staff is paid out of the municipality's own income. */
export function staffLine({ seccion, rubro, valor }: GastoDePersonal): Linea {
  const imputacion = { seccion: seccionesPct[seccion].codigo, rubro, fuente: ICLD, vigenciaGasto: '1', bpin: null, cpc: null } as const;
  return { imputacion, valor };
}

const of = (nombres: Readonly<Record<string, string>>): readonly { readonly codigo: string; readonly nombre: string }[] =>
  Object.entries(nombres).map(([codigo, nombre]) => ({ codigo, nombre }));

/** Subcuentas of the CGC that the payroll uses. */
const subcuentas: Readonly<Record<string, string>> = {
  '242401': 'APORTES A FONDOS PENSIONALES',
  '242402': 'APORTES A SEGURIDAD SOCIAL EN SALUD',
  '242404': 'SINDICATOS',
  '242407': 'LIBRANZAS',
  '242411': 'EMBARGOS JUDICIALES',
  '243615': 'RENTAS DE TRABAJO',
  '249034': 'APORTES A ESCUELAS INDUSTRIALES INSTITUTOS TECNICOS Y ESAP',
  '249050': 'APORTES AL ICBF Y SENA',
  '251101': 'NOMINA POR PAGAR',
  '251102': 'CESANTIAS',
  '251103': 'INTERESES SOBRE CESANTIAS',
  '251104': 'VACACIONES',
  '251105': 'PRIMA DE VACACIONES',
  '251106': 'PRIMA DE SERVICIOS',
  '251107': 'PRIMA DE NAVIDAD',
  '251109': 'BONIFICACIONES',
  '251111': 'APORTES A RIESGOS LABORALES',
  '251122': 'APORTES A FONDOS PENSIONALES EMPLEADOR',
  '251123': 'APORTES A SEGURIDAD SOCIAL EN SALUD EMPLEADOR',
  '251124': 'APORTES A CAJAS DE COMPENSACION FAMILIAR',
  '510101': 'SUELDOS',
  '510103': 'HORAS EXTRAS Y FESTIVOS',
  '510105': 'GASTOS DE REPRESENTACION',
  '510119': 'BONIFICACIONES',
  '510123': 'AUXILIO DE TRANSPORTE',
  '510160': 'SUBSIDIO DE ALIMENTACION',
  '510302': 'APORTES A CAJAS DE COMPENSACION FAMILIAR',
  '510303': 'COTIZACIONES A SEGURIDAD SOCIAL EN SALUD',
  '510305': 'COTIZACIONES A RIESGOS LABORALES',
  '510306': 'COTIZACIONES A ENTIDADES ADMINISTRADORAS DEL REGIMEN DE PRIMA MEDIA',
  '510307': 'COTIZACIONES A ENTIDADES ADMINISTRADORAS DEL REGIMEN DE AHORRO INDIVIDUAL',
  '510401': 'APORTES AL ICBF',
  '510402': 'APORTES AL SENA',
  '510403': 'APORTES A LA ESAP',
  '510404': 'APORTES A ESCUELAS INDUSTRIALES E INSTITUTOS TECNICOS',
  '510701': 'VACACIONES',
  '510702': 'CESANTIAS',
  '510703': 'INTERESES A LAS CESANTIAS',
  '510704': 'PRIMA DE VACACIONES',
  '510705': 'PRIMA DE NAVIDAD',
  '510706': 'PRIMA DE SERVICIOS',
  '510707': 'BONIFICACION ESPECIAL DE RECREACION',
  '589090': 'OTROS GASTOS DIVERSOS',
};

/** Their only auxiliares. */
export const cuentasDePersonal = of(subcuentas).map(({ codigo, nombre }) => ({
  codigo: `${codigo}01`,
  nombre: `${codigo}01` === AJUSTE ? 'AJUSTE A LA CENTENA DE LAS PLANILLAS' : nombre,
}));

export const cuentasMayoresDePersonal: Readonly<Record<string, string>> = {
  ...subcuentas,
  '2424': 'DESCUENTOS DE NOMINA',
  '25': 'BENEFICIOS A LOS EMPLEADOS',
  '2511': 'BENEFICIOS A LOS EMPLEADOS A CORTO PLAZO',
  '5101': 'SUELDOS Y SALARIOS',
  '5103': 'CONTRIBUCIONES EFECTIVAS',
  '5104': 'APORTES SOBRE LA NOMINA',
  '5107': 'PRESTACIONES SOCIALES',
  '5890': 'GASTOS DIVERSOS',
};

/** The nodes of the CCPET that the payroll uses, parents first. */
export const rubrosDePersonal = of({
  '2.1.1': 'GASTOS DE PERSONAL',
  '2.1.1.01': 'PLANTA DE PERSONAL PERMANENTE',
  '2.1.1.01.01': 'FACTORES CONSTITUTIVOS DE SALARIO',
  '2.1.1.01.01.001': 'FACTORES SALARIALES COMUNES',
  '2.1.1.01.01.001.01': 'SUELDO BASICO',
  '2.1.1.01.01.001.02': 'HORAS EXTRAS DOMINICALES FESTIVOS Y RECARGOS',
  '2.1.1.01.01.001.03': 'GASTOS DE REPRESENTACION',
  '2.1.1.01.01.001.04': 'SUBSIDIO DE ALIMENTACION',
  '2.1.1.01.01.001.05': 'AUXILIO DE TRANSPORTE',
  '2.1.1.01.01.001.06': 'PRIMA DE SERVICIO',
  '2.1.1.01.01.001.07': 'BONIFICACION POR SERVICIOS PRESTADOS',
  '2.1.1.01.01.001.08': 'PRESTACIONES SOCIALES',
  '2.1.1.01.01.001.08.01': 'PRIMA DE NAVIDAD',
  '2.1.1.01.01.001.08.02': 'PRIMA DE VACACIONES',
  '2.1.1.01.02': 'CONTRIBUCIONES INHERENTES A LA NOMINA',
  '2.1.1.01.02.001': 'APORTES A LA SEGURIDAD SOCIAL EN PENSIONES',
  '2.1.1.01.02.002': 'APORTES A LA SEGURIDAD SOCIAL EN SALUD',
  '2.1.1.01.02.003': 'APORTES DE CESANTIAS',
  '2.1.1.01.02.004': 'APORTES A CAJAS DE COMPENSACION FAMILIAR',
  '2.1.1.01.02.005': 'APORTES GENERALES AL SISTEMA DE RIESGOS LABORALES',
  '2.1.1.01.02.006': 'APORTES AL ICBF',
  '2.1.1.01.02.007': 'APORTES AL SENA',
  '2.1.1.01.02.008': 'APORTES A LA ESAP',
  '2.1.1.01.02.009': 'APORTES A ESCUELAS INDUSTRIALES E INSTITUTOS TECNICOS',
  '2.1.1.01.02.020': 'CONTRIBUCIONES INHERENTES A LA NOMINA DE DIPUTADOS O CONCEJALES',
  '2.1.1.01.02.020.01': 'APORTES A LA SEGURIDAD SOCIAL EN PENSIONES',
  '2.1.1.01.02.020.05': 'APORTES GENERALES AL SISTEMA DE RIESGOS LABORALES',
  '2.1.1.01.03': 'REMUNERACIONES NO CONSTITUTIVAS DE FACTOR SALARIAL',
  '2.1.1.01.03.001': 'PRESTACIONES SOCIALES',
  '2.1.1.01.03.001.01': 'VACACIONES',
  '2.1.1.01.03.001.03': 'BONIFICACION ESPECIAL DE RECREACION',
  '2.1.1.01.03.006': 'HONORARIOS CONCEJALES',
}).map((rubro) => ({ ...rubro, clase: 'G' as const }));
