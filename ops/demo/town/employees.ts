import { companyOf } from './people.ts';
import type { Random } from './random.ts';
import { at, bancos } from './town.ts';
import type { Banco, Persona } from './town.ts';

/** Sections of the budget: each has a payroll of its own. */
export const secciones = {
  ADM: 'ADMINISTRACION CENTRAL',
  CON: 'CONCEJO',
  PER: 'PERSONERIA',
} as const;
export type Seccion = keyof typeof secciones;

/** An administrator of social security: its code in PILA and its NIT. Plainly invented, codes too. */
export interface Administradora {
  readonly codigo: string;
  readonly nit: Persona;
}

/** Somebody of the payroll. */
export interface Empleado {
  readonly cedula: string;
  readonly apellidos: readonly [first: string, second: string];
  readonly nombres: readonly [first: string, second: string];
  readonly seccion: Seccion;
  readonly dependencia: string;
  /** Level, code and grade. */
  readonly cargo: string;
  /** Monthly salary of the first vigencia; a councillor's fees. */
  readonly sueldo: number;
  readonly afp: Administradora;
  /** Whether it is the public regime of pensions (prima media) or an individual saving. */
  readonly primaMedia: boolean;
  readonly eps: Administradora;
  /** Risk class, 1 to 5. */
  readonly riesgo: number;
  readonly banco: Banco;
  readonly cuenta: string;
  /** The month in which vacations are taken: nobody of a section goes alone. */
  readonly vacaciones: number;
  /** First day on the payroll. */
  readonly ingreso: string;
  readonly libranza: number;
  readonly embargo: number;
  readonly sindicato: boolean;
}

/** No cédula was ever given out from here on; the people of `people.ts` stay below. */
const FIRST_CEDULA = 9_950_000_000;
const EMPLEADOS = 24;
const CONCEJALES = 4;
const PERSONERIA = 2;

export const afps: readonly Administradora[] = [
  administradora('239901', 999_900_011, 'FONDO PUBLICO DE PENSIONES INVENTADO'),
  administradora('239902', 999_900_012, 'FONDO DE PENSIONES INVENTADO'),
];
export const epss: readonly Administradora[] = [
  administradora('EPS901', 999_900_021, 'EPS INVENTADA UNO'),
  administradora('EPS902', 999_900_022, 'EPS INVENTADA DOS'),
  administradora('EPS903', 999_900_023, 'EPS INVENTADA TRES'),
];
export const ARL = administradora('14-99', 999_900_031, 'ARL INVENTADA');
export const CCF = administradora('CCF99', 999_900_041, 'CAJA DE COMPENSACION INVENTADA');

/** Whom the loans on the payroll are paid to, and what else is withheld from it. */
export const COOPERATIVA = companyOf(999_900_051, 'COOPERATIVA INVENTADA', 'CL 1 1 1');
export const JUZGADO = companyOf(999_900_052, 'JUZGADO INVENTADO', 'CL 1 1 1');
export const SINDICATO = companyOf(999_900_053, 'SINDICATO INVENTADO', 'CL 1 1 1');
/** Who takes the planilla's money for several administrators. */
export const OPERADOR = companyOf(999_900_061, 'OPERADOR DE PLANILLA INVENTADO', 'CL 1 1 1');
/** Whom the contributions on the payroll are for that have no administrator to choose. */
export const PARAFISCALES = {
  icbf: companyOf(999_900_071, 'INSTITUTO DE BIENESTAR INVENTADO', 'CL 1 1 1'),
  sena: companyOf(999_900_072, 'SERVICIO DE APRENDIZAJE INVENTADO', 'CL 1 1 1'),
  esap: companyOf(999_900_073, 'ESCUELA DE ADMINISTRACION INVENTADA', 'CL 1 1 1'),
  men: companyOf(999_900_074, 'MINISTERIO DE EDUCACION INVENTADO', 'CL 1 1 1'),
} as const;

const puestos: readonly (readonly [cargo: string, dependencia: string, sueldo: number, riesgo: number])[] = [
  ['ASESOR 105-02', 'DESPACHO', 5_400_000, 1],
  ['PROFESIONAL UNIVERSITARIO 219-03', 'SECRETARIA DE HACIENDA', 4_100_000, 1],
  ['TECNICO ADMINISTRATIVO 367-02', 'SECRETARIA DE PLANEACION', 2_700_000, 1],
  ['AUXILIAR ADMINISTRATIVO 407-01', 'SECRETARIA DE GOBIERNO', 1_950_000, 1],
  ['SECRETARIO DE DESPACHO 020-01', 'SECRETARIA DE HACIENDA', 6_800_000, 1],
  ['CONDUCTOR 480-01', 'SECRETARIA DE INFRAESTRUCTURA', 1_800_000, 3],
  ['COMISARIO DE FAMILIA 202-02', 'COMISARIA DE FAMILIA', 4_600_000, 2],
];

/** People of the payroll: the mayor first, then the administration, the councillors and the personería. */
export function inventEmployees(random: Random, vigencias: readonly number[]): readonly Empleado[] {
  return Array.from({ length: EMPLEADOS }, (_, index) => inventEmployee(random, index, vigencias));
}

function inventEmployee(random: Random, index: number, vigencias: readonly number[]): Empleado {
  const ordinal = String(index + 1).padStart(4, '0');
  const primaMedia = random.chance(50);
  const joinsLate = index % 13 === 12;
  const first = at(vigencias, 0);
  return {
    cedula: String(FIRST_CEDULA + 17 * (index + 1)),
    apellidos: ['INVENTADO', `ÑANDÚ${ordinal}`],
    nombres: ['PERSONA', `NÓMINA${ordinal}`],
    ...postOf(index),
    afp: at(afps, primaMedia ? 0 : 1),
    primaMedia,
    eps: random.pick(epss),
    banco: random.pick(bancos),
    cuenta: `9997${String(random.between(1_000_000, 9_999_999))}`,
    vacaciones: 1 + 2 * (index < EMPLEADOS - PERSONERIA ? index % 6 : 3),
    ingreso: joinsLate ? `${String(first + 1)}-04-01` : `${String(first - 5)}-01-01`,
    libranza: index % 6 === 5 ? 1000 * random.between(120, 480) + index : 0,
    embargo: index % 11 === 4 ? 1000 * random.between(150, 300) + index : 0,
    sindicato: index % 3 === 1,
  };
}

function postOf(index: number): Pick<Empleado, 'seccion' | 'dependencia' | 'cargo' | 'sueldo' | 'riesgo'> {
  if (index === 0)
    return { seccion: 'ADM', dependencia: 'DESPACHO', cargo: 'ALCALDE 005-01', sueldo: 9_300_000, riesgo: 1 };
  const fromEnd = EMPLEADOS - index;
  if (fromEnd <= PERSONERIA) {
    const cargo = fromEnd === PERSONERIA ? 'PERSONERO 015-01' : 'SECRETARIO 440-02';
    return {
      seccion: 'PER',
      dependencia: 'PERSONERIA',
      cargo,
      sueldo: fromEnd === PERSONERIA ? 8_100_000 : 2_950_000,
      riesgo: 1,
    };
  }
  if (fromEnd <= PERSONERIA + CONCEJALES) {
    return { seccion: 'CON', dependencia: 'CONCEJO', cargo: 'CONCEJAL', sueldo: 2_431_700, riesgo: 1 };
  }
  const [cargo, dependencia, sueldo, riesgo] = at(puestos, index % puestos.length);
  // No two alike: a salary names its employee, as it does in a small town hall.
  return { seccion: 'ADM', dependencia, cargo, sueldo: sueldo + 137 * index, riesgo };
}

function administradora(codigo: string, nit: number, nombre: string): Administradora {
  return { codigo, nit: companyOf(nit, nombre, 'CL 1 1 1') };
}

/** `PERSONA NÓMINA0001 INVENTADO ÑANDÚ0001`. */
export function nameOf({ apellidos, nombres }: Empleado): string {
  return [...nombres, ...apellidos].join(' ');
}
