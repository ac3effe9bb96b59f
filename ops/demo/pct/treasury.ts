import { totalOfLines } from '../books.ts';
import type { BankFile, BankLine, Books, Registro, RegistroConcepto } from '../books.ts';
import { conceptosOf } from '../books.ts';
import { nextBusinessDay, yearOfDay } from '../town/calendar.ts';
import { POR_CLASIFICAR, postingFor } from './chart.ts';
import type { Posting } from './chart.ts';
import { conceptos } from '../town/town.ts';
import type { OtroIngreso } from '../town/otros-ingresos.ts';
import type { Banco, Zona } from '../town/town.ts';
import { otrosIngresos } from './ingresos-chart.ts';

/** A receipt of treasury: a bank's day, or a payment at the till. */
export interface Recibo {
  readonly vigencia: number;
  /** 1 predial, 2 industria y comercio, 3 contributions. */
  readonly tipo: '1' | '2' | '3';
  readonly numero: string;
  /** The day of posting: the business day after the bank's. */
  readonly fecha: string;
  readonly fechaRecaudo: string;
  readonly banco: Banco | null;
  /** What the payer's own paper is numbered: a factura, a declaration, a receipt of another system. */
  readonly factura: string | null;
  readonly concepto: string;
  readonly valor: number;
  readonly lines: readonly ReciboLine[];
}

export interface ReciboLine {
  readonly posting: Posting;
  /** Null: nobody knows what was paid. */
  readonly vigenciaPagada: number | null;
  readonly zona: Zona | null;
  readonly valor: number;
}

type Unnumbered = Omit<Recibo, 'numero'>;

const PREDIAL = { tipo: '1', concepto: 'RECAUDO PREDIAL' } as const;

/** A receipt's voucher bears its number; of another kind than predial, its kind before it. */
export function voucherNumber({ tipo, numero }: Pick<Recibo, 'tipo' | 'numero'>): string {
  return tipo === PREDIAL.tipo ? numero : `${tipo}${numero.slice(1)}`;
}

/** What treasury received: of predial it goes by the bank's money, whatever Hassql made of it. Numbers restart with each kind. */
export function receive({ files, registros }: Books, ingresos: readonly OtroIngreso[]): readonly Recibo[] {
  const received: readonly Unnumbered[] = [
    ...files.filter(({ superseded }) => !superseded).map(fromBank),
    ...registros.filter(({ origen }) => origen === 'M').map(fromTill),
    ...ingresos.flatMap(fromPayer),
  ].toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const last = new Map<string, number>();
  return received.map((recibo) => {
    const series = `${String(recibo.vigencia)} ${recibo.tipo}`;
    const number = (last.get(series) ?? 0) + 1;
    last.set(series, number);
    return { ...recibo, numero: String(number).padStart(6, '0') };
  });
}

function placeOf({ fecha, banco, tipo, factura }: Unnumbered): string {
  return [fecha, banco?.codigo ?? '', ...(tipo === PREDIAL.tipo ? [] : [tipo, factura])].join(' ');
}

function fromBank({ banco, fecha, lines }: BankFile): Unnumbered {
  const posted = nextBusinessDay(fecha);
  return {
    ...PREDIAL,
    vigencia: yearOfDay(posted),
    fecha: posted,
    fechaRecaudo: fecha,
    banco,
    factura: null,
    valor: totalOfLines(lines),
    lines: gather(lines.flatMap((line) => partsOf(line, yearOfDay(posted)))),
  };
}

function fromTill({ fecha, factura, valor, conceptos: parts, predio }: Registro): Unnumbered {
  const vigencia = yearOfDay(fecha);
  const lines = parts.map((part) => lineOf(part, predio.zona, vigencia));
  return { ...PREDIAL, vigencia, fecha, fechaRecaudo: fecha, banco: null, factura, valor, lines: gather(lines) };
}

/** One receipt for each payment. */
function fromPayer({ clase, exigible, valor, pago }: OtroIngreso): readonly Unnumbered[] {
  if (pago === null) return [];
  const { tipo, concepto, nombre } = otrosIngresos[clase];
  const posted = nextBusinessDay(pago.fecha);
  const line = { posting: postingFor(concepto, 'actual', null), vigenciaPagada: yearOfDay(exigible), zona: null, valor };
  const named = { tipo, concepto: `RECAUDO ${nombre}`, factura: pago.recibo };
  return [{ ...named, vigencia: yearOfDay(posted), fecha: posted, fechaRecaudo: pago.fecha, banco: pago.banco, valor, lines: [line] }];
}

/** What was billed of it; what is more, or unknown, is to be classified. */
function partsOf({ pago, valor }: BankLine, vigencia: number): readonly ReciboLine[] {
  const known = pago ? conceptosOf(pago).map((part) => lineOf(part, pago.factura.predio.zona, vigencia)) : [];
  const rest = valor - known.reduce((sum, line) => sum + line.valor, 0);
  if (rest === 0) return known;
  return [...known, { posting: postingFor(POR_CLASIFICAR, 'actual', null), vigenciaPagada: null, zona: null, valor: rest }];
}

function lineOf({ concepto, vigencia, valor }: RegistroConcepto, zona: Zona, current: number): ReciboLine {
  const clase = vigencia === current ? 'actual' : 'anterior';
  return { posting: postingFor(conceptos[concepto].codigo, clase, zona), vigenciaPagada: vigencia, zona, valor };
}

/** One line for each concept, vigencia and zona, in their order. */
function gather(lines: readonly ReciboLine[]): readonly ReciboLine[] {
  const key = ({ posting, vigenciaPagada, zona }: ReciboLine): string =>
    [String(vigenciaPagada ?? 9999), posting.concepto, zona ?? ''].join(' ');
  return [...Map.groupBy(lines, key)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [first, ...others]]) =>
      first ? [{ ...first, valor: others.reduce((sum, { valor }) => sum + valor, first.valor) }] : [],
    );
}
