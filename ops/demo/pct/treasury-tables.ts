import type { SQLInputValue } from 'node:sqlite';
import type { Extracto } from '../banco/statements.ts';
import type { StandInTable } from '../sqlite-file.ts';
import { bancos, dineroText } from '../town/town.ts';
import type { Town } from '../town/town.ts';
import type { Accounts } from './accounting.ts';
import type { Budget } from './budget.ts';
import { BOMBERIL, ICLD } from './fuentes.ts';
import type { Egreso } from './egreso.ts';
import { reconcileAccounts } from './reconciled.ts';

type Row = readonly SQLInputValue[];

/** Girado is what the last statement shows: of a month that is not over, treasury does not know yet. */
export function egresosTable({ egresos }: Accounts, { obligaciones, numeros }: Budget, reconciled: string): StandInTable {
  return {
    name: 'EGRESOS',
    columns: [
      'VIGENCIA INTEGER',
      ...['TIPO', 'NUMERO', 'FECHA', 'FEC_PAGO', 'TIPO_DOC', 'TERCERO'].map(text),
      'ANO_OBL INTEGER',
      ...['TIPO_OBL', 'NUMERO_OBL', 'COD_BANCO', 'CTA_BANCARIA', 'MEDIO', 'NUM_DOCUMENTO', 'CONCEPTO'].map(text),
      ...['BRUTO', 'DEDUCCIONES', 'NETO', 'TIPO_CPTE', 'NUMERO_CPTE', 'ESTADO'].map(text),
    ],
    key: ['VIGENCIA', 'TIPO', 'NUMERO'],
    rows: egresos.map((egreso): Row => {
      const { vigencia, tipo, numero, fecha, cobrado, tercero, banco, medio, documento, concepto, bruto, neto } = egreso;
      const paid = cobrado !== null && cobrado <= reconciled ? cobrado : null;
      const obligacion = obligaciones.get(egreso);
      return [
        ...[vigencia, tipo, numero, fecha, paid, tercero.tipo, tercero.numero],
        ...(obligacion
          ? [obligacion.vigencia, obligacion.tipo, numeros.get(obligacion) ?? null]
          : [null, null, null]),
        ...[banco.codigo, banco.cuenta, medio === 'cheque' ? 'C' : 'T', documento, concepto],
        ...[bruto, bruto - neto, neto].map(dineroText),
        ...['EGR', numero, stateOf(egreso, paid)],
      ];
    }),
  };
}

function stateOf({ anulado }: Egreso, paid: string | null): string {
  if (anulado !== null) return 'N';
  return paid === null ? 'S' : 'G';
}

export function deduccionesTable({ egresos }: Accounts): StandInTable {
  return {
    name: 'EGRESOS_DEDUCCIONES',
    columns: [
      'VIGENCIA INTEGER',
      ...['TIPO', 'NUMERO'].map(text),
      'CONSECUTIVO INTEGER',
      ...['CONCEPTO', 'BASE', 'TARIFA', 'VALOR', 'CUENTA', 'NIT_BENEFICIARIO'].map(text),
    ],
    key: ['VIGENCIA', 'TIPO', 'NUMERO', 'CONSECUTIVO'],
    rows: egresos.flatMap(({ vigencia, tipo, numero, deducciones }) =>
      deducciones.map(({ codigo, base, tarifa, valor, cuenta, beneficiario }, index): Row => [
        ...[vigencia, tipo, numero, index + 1, codigo],
        ...[dineroText(base), tarifa?.toFixed(4) ?? null, dineroText(valor), cuenta, beneficiario],
      ]),
    ),
  };
}

export function cuentasBancariasTable({ vigencias }: Town): StandInTable {
  const opened = `${String(Math.min(...vigencias) - 5)}-01-15`;
  return {
    name: 'CUENTAS_BANCARIAS',
    columns: ['COD_BANCO', 'NUMERO', 'CLASE', 'NOMBRE', 'FUENTE', 'CUENTA', 'FEC_APERTURA', 'FEC_CIERRE', 'ACTIVA'].map(text),
    key: ['COD_BANCO', 'NUMERO'],
    rows: bancos.map(({ codigo, cuenta, nombre, cuentaContable }, index): Row => [
      ...[codigo, cuenta, 'A', `${nombre} RECAUDO`, index === 0 ? ICLD : BOMBERIL, cuentaContable, opened, null, 'S'],
    ]),
  };
}

export function conciliacionesTable(kept: Accounts, extractos: readonly Extracto[]): StandInTable {
  return {
    name: 'CONCILIACIONES',
    columns: [
      'VIGENCIA INTEGER',
      ...['COD_BANCO', 'CTA_BANCARIA', 'FEC_CORTE', 'SALDO_EXTRACTO', 'SALDO_TESORERIA', 'SALDO_CONTABILIDAD'].map(text),
    ],
    key: ['COD_BANCO', 'CTA_BANCARIA', 'FEC_CORTE'],
    rows: reconcileAccounts(kept, extractos).map(({ banco, corte, extracto, tesoreria, contabilidad }): Row => [
      ...[Number(corte.slice(0, 4)), banco.codigo, banco.cuenta, corte],
      ...[extracto, tesoreria, contabilidad].map(dineroText),
    ]),
  };
}

function text(column: string): string {
  return `${column} TEXT`;
}
