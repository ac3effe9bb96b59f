import { centavosDe, dineroDe } from '../../schemas/scalars/dinero.ts';
import type { BancoPredial } from '../../pipelines/reconcile/banco-predial.ts';
import { differenceNames } from '../../pipelines/reconcile/difference.ts';
import type { Comparison, DifferenceCode, Partida } from '../../pipelines/reconcile/difference.ts';
import type { SaldosEjecucion } from '../../pipelines/reconcile/saldos-ejecucion.ts';
import { counted, pesos, textTable, thousands } from './terminal.ts';

/** How much of a reconciliation is written out. */
export interface Detail {
  /** Also the items that explain themselves, one by one. */
  readonly explained: boolean;
  /** Of the terminal; Infinity where none is watching. */
  readonly width: number;
}

export function bancoPredialText(result: BancoPredial, detail: Detail): string {
  const head = `Banco contra predial, del ${result.desde} al ${result.hasta}`;
  return [head, ...result.comparisons.map((comparison) => comparisonText(comparison, detail))].join('\n\n');
}

export function saldosEjecucionText(result: SaldosEjecucion, detail: Detail): string {
  const head =
    `Saldos contables contra ejecución de ingresos, vigencia ${String(result.vigencia)}, corte ${result.corte}\n` +
    `Saldos iniciales: ${result.opening}`;
  return [
    head,
    taxTable(result, detail),
    ...result.comparisons.map((comparison) => comparisonText(comparison, detail)),
  ].join('\n\n');
}

function taxTable({ lines }: SaldosEjecucion, { width }: Detail): string {
  const columns = [
    { title: 'impuesto' },
    { title: 'saldo inicial', right: true },
    { title: '+ ingresos', right: true },
    { title: '− saldo final', right: true },
    { title: '= contabilidad', right: true },
    { title: 'ejecución', right: true },
    { title: 'diferencia', right: true },
  ];
  const rows = lines.map((line) => [
    line.impuesto,
    pesos(line.saldoInicial),
    pesos(line.ingresos),
    pesos(line.saldoFinal),
    pesos(line.segunContabilidad),
    pesos(line.segunPresupuesto),
    line.diferencia === '0.00' ? 'cuadra' : pesos(line.diferencia),
  ]);
  return textTable(columns, rows, width);
}

function comparisonText(comparison: Comparison, { explained, width }: Detail): string {
  const { title, items } = comparison;
  const open = items.filter(({ status }) => status === 'abierta');
  const rest = items.length - open.length;
  const shown = explained ? items : open;
  return [
    title,
    totalsTable(comparison, width),
    ...(items.length > 0 ? [codesTable(comparison, width)] : []),
    ...shown.map((item) => itemText(item, comparison)),
    ...(rest > 0 && !explained ? [hiddenText(rest)] : []),
  ].join('\n\n');
}

function hiddenText(rest: number): string {
  return rest === 1
    ? 'Una partida explicada no se muestra; véala con --todas'
    : `${thousands(rest)} partidas explicadas no se muestran; véalas con --todas`;
}

function totalsTable({ left, right, matched, items }: Comparison, width: number): string {
  const columns = [{ title: '' }, { title: left.title, right: true }, { title: right.title, right: true }];
  const rows = [
    ['total', amountOf(left.amount, left.count), amountOf(right.amount, right.count)],
    ['coincide', amountOf(matched.amount, matched.count), pesos(matched.amount)],
    ['partidas', pesos(sum(items, 'leftAmount')), pesos(sum(items, 'rightAmount'))],
  ];
  return textTable(columns, rows, width);
}

function amountOf(amount: string, count: number): string {
  return `${thousands(count)} · ${pesos(amount)}`;
}

function codesTable({ left, right, items }: Comparison, width: number): string {
  const columns = [
    { title: 'diferencia' },
    { title: 'qué es' },
    { title: 'partidas', right: true },
    { title: left.title, right: true },
    { title: right.title, right: true },
  ];
  const groups = [...Map.groupBy(items, ({ code }) => code)];
  const rows = groups.map(([code, group]) => [
    code,
    nameOf(code, left.title, right.title),
    thousands(group.length),
    pesos(sum(group, 'leftAmount')),
    pesos(sum(group, 'rightAmount')),
  ]);
  return textTable(columns, rows, width);
}

function nameOf(code: DifferenceCode, left: string, right: string): string {
  if (code === 'ONLY_LEFT') return `solo en ${left}`;
  return code === 'ONLY_RIGHT' ? `solo en ${right}` : differenceNames[code];
}

function itemText(item: Partida, { left, right }: Comparison): string {
  const { code, date, ageDays, owner, leftAmount, rightAmount, explanation, action } = item;
  const age = ageDays === null ? '' : `, hace ${thousands(ageDays)} ${ageDays === 1 ? 'día' : 'días'}`;
  const records = [...item.left, ...item.right].slice(0, RECORDS_SHOWN);
  const others = item.left.length + item.right.length - records.length;
  return [
    `${code}  ${date ?? ''}${age}  ${owner}  ${left.title} ${pesos(leftAmount)} | ${right.title} ${pesos(rightAmount)}`,
    `    ${explanation}`,
    `    → ${action}`,
    ...records.map(({ origen, clave }) => `    · ${origen} ${clave}`),
    ...(others > 0 ? [`    · y ${counted(others, 'registro')} más (con --json, todos)`] : []),
  ].join('\n');
}

const RECORDS_SHOWN = 4;

function sum(items: readonly Partida[], side: 'leftAmount' | 'rightAmount'): string {
  return dineroDe(items.reduce((all, item) => all + centavosDe(item[side]), 0n));
}
