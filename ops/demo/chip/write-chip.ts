import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dottedCuenta } from '../../../schemas/scalars/cuenta.ts';
import type { Accounts } from '../pct/accounting.ts';
import type { Movimiento } from '../pct/comprobante.ts';
import { naturaleza, parentAccounts, rubros } from '../pct/chart.ts';
import { ENTIDAD } from '../site-text.ts';
import { at, dineroText } from '../town/town.ts';
import type { Town } from '../town/town.ts';
import { workbook } from './workbook.ts';

const QUARTERS = [
  { name: 'I', first: 1, last: 3, from: '01-01', to: '31-03', received: '04-28' },
  { name: 'IV', first: 10, last: 12, from: '01-10', to: '31-12', received: '02-13' },
] as const;
type Quarter = (typeof QUARTERS)[number];

/** What the municipality filed for its last whole year: balances with the CGN, income execution (CUIPO B) with the CGR. */
export function writeChip(folder: string, { vigencias }: Town, kept: Accounts): void {
  mkdirSync(folder, { recursive: true });
  const vigencia = at(vigencias, -2);
  for (const quarter of QUARTERS) {
    const name = `${String(vigencia)}_${quarter.name}`;
    writeFileSync(join(folder, `cgn_saldos_${name}.xlsx`), workbook(saldosForm(kept, vigencia, quarter)));
    writeFileSync(join(folder, `cuipo_ejec_ing_${name}.xlsx`), workbook(executionForm(kept, vigencia, quarter)));
  }
}

type Sheet = readonly (readonly string[])[];

function heading(form: string, vigencia: number, { name, from, to, received }: Quarter): Sheet {
  const [year, receivedIn] = [String(vigencia), String(name === 'IV' ? vigencia + 1 : vigencia)];
  return [
    [],
    [],
    [`${ENTIDAD}-Villa Inventada`],
    ['GOBIERNO GENERAL'],
    [`${from}-${year} al ${to}-${year}`],
    [form],
    ['ENVÍO NÚMERO 1'],
    [`FECHA RECEPCIÓN ${receivedIn}-${received} 10:15:00`],
    [],
  ];
}

function saldosForm({ comprobantes }: Accounts, vigencia: number, quarter: Quarter): Sheet {
  const lines = (from: number, to: number): readonly Movimiento[] =>
    comprobantes
      .filter((voucher) => voucher.vigencia === vigencia && voucher.periodo >= from && voucher.periodo <= to)
      .flatMap((voucher) => voucher.lines);
  const [before, during] = [lines(0, quarter.first - 1), lines(quarter.first, quarter.last)];
  const rows = [...Object.entries(parentAccounts)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([codigo, nombre]) => {
    const sign = naturaleza(codigo) === 'D' ? 1 : -1;
    const [opening, moved] = [sumUnder(before, codigo), sumUnder(during, codigo)];
    const initial = (opening.debito - opening.credito) * sign;
    const final = initial + (moved.debito - moved.credito) * sign;
    const amounts = [initial, moved.debito, moved.credito, final, final, 0].map(amount);
    return [`${dottedCuenta(codigo)} `, nombre, ...amounts];
  });
  const titles = [
    'CODIGO',
    'NOMBRE',
    'SALDO INICIAL(Pesos)',
    'MOVIMIENTO DEBITO(Pesos)',
    'MOVIMIENTO CREDITO(Pesos)',
    'SALDO FINAL(Pesos)',
    'SALDO FINAL CORRIENTE(Pesos)',
    'SALDO FINAL NO CORRIENTE(Pesos)',
  ];
  return [...heading('CGN2015_001_SALDOS_Y_MOVIMIENTOS_CONVERGENCIA', vigencia, quarter), titles, ...rows];
}

function sumUnder(lines: readonly Movimiento[], codigo: string): Pick<Movimiento, 'debito' | 'credito'> {
  const under = lines.filter(({ cuenta }) => cuenta.startsWith(codigo));
  return {
    debito: under.reduce((sum, { debito }) => sum + debito, 0),
    credito: under.reduce((sum, { credito }) => sum + credito, 0),
  };
}

/** What was collected since January under a code of the catalogue and from a fuente. */
interface Collected {
  readonly codigo: string;
  readonly fuente: string;
  readonly actual: number;
  readonly anterior: number;
}

function executionForm({ recibos }: Accounts, vigencia: number, quarter: Quarter): Sheet {
  const until = `${String(vigencia)}-${quarter.to.slice(3)}-31`;
  const lines = recibos
    .filter((recibo) => recibo.vigencia === vigencia && recibo.fecha <= until)
    .flatMap((recibo) => recibo.lines);
  const collected: Collected[] = catalogue.flatMap(({ codigo }) => {
    const under = lines.filter(({ posting }) => posting.rubro !== null && inCatalogue(posting.rubro) === codigo);
    const total = (clase: string): number =>
      under.reduce((sum, { posting, valor }) => sum + (posting.clase === clase ? valor : 0), 0);
    const fuente = under[0]?.posting.fuente ?? null;
    return fuente === null ? [] : [{ codigo, fuente, actual: total('actual'), anterior: total('anterior') }];
  });
  const titles = [
    'CODIGO',
    'NOMBRE',
    'CPC',
    'DETALLE SECTORIAL',
    'FUENTES DE FINANCIACION',
    'TERCEROS',
    'POLITICA PUBLICA',
    'NUMERO Y FECHA DE LA NORMA',
    'TIPO DE NORMA',
    'RECAUDO VIGEN ACTUAL SIN FONDOS(Pesos)',
    'RECAUDO VIGEN ACTUAL CON FONDOS(Pesos)',
    'RECAUDO VIGEN ANTERIOR SIN FONDO(Pesos)',
    'RECAUDO VIGEN ANTERIOR CON FONDO(Pesos)',
    'TOTAL RECAUDO(Pesos)',
  ];
  const rows = catalogue.map(({ codigo, nombre }) => executionRow(codigo, nombre, collected));
  return [...heading('B_EJECUCION_DE_INGRESOS', vigencia, quarter), titles, ...rows];
}

/** A leaf names its fuente; what stands above it is the sum of its leaves. */
function executionRow(codigo: string, nombre: string, collected: readonly Collected[]): readonly string[] {
  const leaf = collected.find((line) => line.codigo === codigo);
  const under = collected.filter((line) => line.codigo === codigo || line.codigo.startsWith(`${codigo}.`));
  const actual = under.reduce((sum, line) => sum + line.actual, 0);
  const anterior = under.reduce((sum, line) => sum + line.anterior, 0);
  const classifiers = leaf ? ['NO APLICA', 'NO APLICA', leaf.fuente, 'NO APLICA', 'NO APLICA', 'NO APLICA', 'NO APLICA'] : BLANKS;
  return [codigo, nombre, ...classifiers, ...[0, actual, 0, anterior, actual + anterior].map(wholePesos)];
}

const BLANKS = Array.from({ length: 7 }, () => '\u00a0');

/** Segments of the national catalogue; what follows is the municipality's own. */
const CATALOGUE_SEGMENTS = 6;
const catalogue = rubros.filter(({ codigo }) => codigo.split('.').length <= CATALOGUE_SEGMENTS);

function inCatalogue(codigo: string): string {
  return codigo.split('.').slice(0, CATALOGUE_SEGMENTS).join('.');
}

/** The budget is filed in whole pesos. */
function wholePesos(pesos: number): string {
  return String(Math.round(pesos));
}

/** With a decimal comma, and the blank that CHIP leaves behind it. */
function amount(pesos: number): string {
  return `${dineroText(pesos).replace('.', ',')} `;
}
