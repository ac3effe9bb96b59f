import type { SQLInputValue } from 'node:sqlite';
import type { Egreso } from '../pct/egreso.ts';
import { writeSqlite } from '../sqlite-file.ts';
import type { StandInTable } from '../sqlite-file.ts';
import type { Administradora } from '../town/employees.ts';
import { COOPERATIVA, secciones } from '../town/employees.ts';
import { conceptosNomina } from '../town/payroll-concepts.ts';
import type { LineaNomina, Liquidado, Nomina } from '../town/payroll.ts';
import { dineroText } from '../town/town.ts';

/** ICLD: payroll is paid out of the municipality's own income. */
const FUENTE = '1.2.1.0.00';

/** Writes the stand-in of Soporte Lógico: payroll and what it ordered to be paid, money as text. */
export function writeSoporteLogico(
  file: string,
  nominas: readonly Nomina[],
  egresos: readonly Egreso[],
): Readonly<Record<string, number>> {
  return writeSqlite(file, [liquidacion(nominas), giros(nominas, egresos)]);
}

function liquidacion(nominas: readonly Nomina[]): StandInTable {
  return {
    name: 'NOMINA_LIQUIDACION',
    columns: [
      'ANIO INTEGER',
      'MES INTEGER',
      'COD_NOMINA TEXT',
      'CEDULA TEXT',
      'COD_CONCEPTO TEXT',
      'CONSECUTIVO INTEGER',
      'NOM_CONCEPTO TEXT',
      'CLASE TEXT',
      'SECCION TEXT',
      'DEPENDENCIA TEXT',
      'CARGO TEXT',
      'RUBRO TEXT',
      'FUENTE TEXT',
      'CTA_GASTO TEXT',
      'CTA_PASIVO TEXT',
      'NIT_ENTIDAD TEXT',
      'COD_PILA TEXT',
      'CANTIDAD TEXT',
      'VALOR TEXT',
    ],
    key: ['ANIO', 'MES', 'COD_NOMINA', 'CEDULA', 'COD_CONCEPTO', 'CONSECUTIVO'],
    rows: nominas.flatMap((nomina) =>
      nomina.liquidados.flatMap((liquidado) => liquidado.lineas.map((linea) => lineRow(nomina, liquidado, linea))),
    ),
  };
}

function lineRow(
  { vigencia, mes, codigo }: Nomina,
  { empleado }: Liquidado,
  linea: LineaNomina,
): readonly SQLInputValue[] {
  const concepto = conceptosNomina[linea.concepto];
  const isBudgeted = concepto.rubro !== null;
  return [
    ...[vigencia, mes, codigo, empleado.cedula, concepto.codigo, linea.consecutivo, concepto.nombre, concepto.clase],
    ...[isBudgeted ? secciones[codigo] : null, empleado.dependencia, empleado.cargo],
    ...[concepto.rubro, isBudgeted ? FUENTE : null, concepto.cuentaGasto, concepto.cuentaPasivo],
    linea.concepto === 'libranza' ? `${COOPERATIVA.numero}-${String(COOPERATIVA.dv)}` : nitOf(linea.administradora),
    linea.administradora?.codigo ?? null,
    linea.cantidad === null ? null : linea.cantidad.toFixed(2),
    dineroText(linea.valor),
  ];
}

function nitOf(administradora: Administradora | null): string | null {
  return administradora && `${administradora.nit.numero}-${String(administradora.nit.dv)}`;
}

/** Payroll takes down the egreso by which treasury let the bank disperse the month. */
function giros(nominas: readonly Nomina[], egresos: readonly Egreso[]): StandInTable {
  const dispersed = egresos.flatMap(({ causa, vigencia, numero }) =>
    causa !== null && 'aportes' in causa ? [[monthOf(causa), [vigencia, numero]] as const] : [],
  );
  const egresoOf = new Map(dispersed);
  return {
    name: 'NOMINA_GIROS',
    columns: [
      'ANIO INTEGER',
      'MES INTEGER',
      'COD_NOMINA TEXT',
      'CEDULA TEXT',
      'CONSECUTIVO INTEGER',
      'FEC_GIRO TEXT',
      'COD_BANCO TEXT',
      'CTA_DESTINO TEXT',
      'VLR_NETO TEXT',
      'ESTADO TEXT',
      'CAUSAL TEXT',
      'ANIO_EGRESO INTEGER',
      'NUM_EGRESO TEXT',
    ],
    key: ['ANIO', 'MES', 'COD_NOMINA', 'CEDULA', 'CONSECUTIVO'],
    rows: nominas.flatMap((nomina) =>
      nomina.liquidados.flatMap(({ empleado, neto, giros: sent }) =>
        sent.map(({ fecha, rechazo }, index) => [
          ...[nomina.vigencia, nomina.mes, nomina.codigo, empleado.cedula, index + 1, fecha],
          ...[empleado.banco.codigo, empleado.cuenta, dineroText(neto), rechazo === null ? 'P' : 'R', rechazo],
          ...(egresoOf.get(monthOf(nomina)) ?? [null, null]),
        ]),
      ),
    ),
  };
}

function monthOf({ vigencia, mes }: Pick<Nomina, 'vigencia' | 'mes'>): string {
  return `${String(vigencia)} ${String(mes)}`;
}
