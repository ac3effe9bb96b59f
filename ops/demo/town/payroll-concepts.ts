/** D devengado, R deducción, A aporte of the municipality, P provision: as payroll writes them. */
export type ClaseConcepto = 'D' | 'R' | 'A' | 'P';

export interface ConceptoNomina {
  readonly codigo: string;
  readonly nombre: string;
  readonly clase: ClaseConcepto;
  /** By what it is paid, and where it is booked; what is withheld is no expense. */
  readonly rubro: string | null;
  readonly cuentaGasto: string | null;
  readonly cuentaPasivo: string;
}

const PERSONAL = '2.1.1.01';

/** Rubros of the CCPET and accounts of the CGC that a real municipality uses for each concept. */
export const conceptosNomina = {
  sueldo: devengado('001', 'SUELDO BASICO', '01.001.01', '510101', '251101'),
  extras: devengado('002', 'HORAS EXTRAS Y RECARGOS', '01.001.02', '510103', '251101'),
  representacion: devengado('003', 'GASTOS DE REPRESENTACION', '01.001.03', '510105', '251101'),
  alimentacion: devengado('004', 'SUBSIDIO DE ALIMENTACION', '01.001.04', '510160', '251101'),
  transporte: devengado('005', 'AUXILIO DE TRANSPORTE', '01.001.05', '510123', '251101'),
  primaServicios: devengado('006', 'PRIMA DE SERVICIOS', '01.001.06', '510706', '251106'),
  bonificacion: devengado('007', 'BONIFICACION POR SERVICIOS PRESTADOS', '01.001.07', '510119', '251109'),
  primaNavidad: devengado('008', 'PRIMA DE NAVIDAD', '01.001.08.01', '510705', '251107'),
  primaVacaciones: devengado('009', 'PRIMA DE VACACIONES', '01.001.08.02', '510704', '251105'),
  vacaciones: devengado('020', 'VACACIONES', '03.001.01', '510701', '251104'),
  recreacion: devengado('021', 'BONIFICACION ESPECIAL DE RECREACION', '03.001.03', '510707', '251109'),
  honorarios: devengado('030', 'HONORARIOS DE CONCEJALES', '03.006', '511179', '249054'),
  pensionEmpleador: aporte('101', 'APORTE PENSION', '02.001', '510307', '251122'),
  pensionEmpleadorPublica: aporte('101', 'APORTE PENSION', '02.001', '510306', '251122'),
  saludEmpleador: aporte('102', 'APORTE SALUD', '02.002', '510303', '251123'),
  caja: aporte('104', 'APORTE CAJA DE COMPENSACION', '02.004', '510302', '251124'),
  riesgos: aporte('105', 'APORTE RIESGOS LABORALES', '02.005', '510305', '251111'),
  icbf: aporte('106', 'APORTE ICBF', '02.006', '510401', '249050'),
  sena: aporte('107', 'APORTE SENA', '02.007', '510402', '249050'),
  esap: aporte('108', 'APORTE ESAP', '02.008', '510403', '249034'),
  men: aporte('109', 'APORTE ESCUELAS INDUSTRIALES', '02.009', '510404', '249034'),
  pensionConcejal: aporte('121', 'PENSION DE CONCEJALES', '02.020.01', '510307', '251122'),
  riesgosConcejal: aporte('125', 'RIESGOS DE CONCEJALES', '02.020.05', '510305', '251111'),
  cesantias: provision('103', 'CESANTIAS', '02.003', '510702', '251102'),
  intereses: provision('110', 'INTERESES A LAS CESANTIAS', '02.003', '510703', '251103'),
  pensionEmpleado: deduccion('201', 'PENSION EMPLEADO', '242401'),
  saludEmpleado: deduccion('202', 'SALUD EMPLEADO', '242402'),
  solidaridad: deduccion('203', 'FONDO DE SOLIDARIDAD', '242401'),
  subsistencia: deduccion('204', 'FONDO DE SUBSISTENCIA', '242401'),
  retencion: deduccion('205', 'RETENCION EN LA FUENTE', '243615'),
  libranza: deduccion('206', 'LIBRANZA', '242407'),
  embargo: deduccion('207', 'EMBARGO JUDICIAL', '242411'),
  sindicato: deduccion('208', 'CUOTA SINDICAL', '242404'),
} as const satisfies Readonly<Record<string, ConceptoNomina>>;

export type NombreConcepto = keyof typeof conceptosNomina;

function devengado(codigo: string, nombre: string, rubro: string, gasto: string, pasivo: string): ConceptoNomina {
  return { codigo, nombre, clase: 'D', rubro: `${PERSONAL}.${rubro}`, cuentaGasto: gasto, cuentaPasivo: pasivo };
}

function aporte(codigo: string, nombre: string, rubro: string, gasto: string, pasivo: string): ConceptoNomina {
  return { ...devengado(codigo, nombre, rubro, gasto, pasivo), clase: 'A' };
}

function provision(codigo: string, nombre: string, rubro: string, gasto: string, pasivo: string): ConceptoNomina {
  return { ...devengado(codigo, nombre, rubro, gasto, pasivo), clase: 'P' };
}

function deduccion(codigo: string, nombre: string, pasivo: string): ConceptoNomina {
  return { codigo, nombre, clase: 'R', rubro: null, cuentaGasto: null, cuentaPasivo: pasivo };
}
