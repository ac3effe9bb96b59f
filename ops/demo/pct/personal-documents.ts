import { addDays, nextBusinessDay, yearOfDay } from '../town/calendar.ts';
import type { Hacienda } from '../town/hacienda.ts';
import { MUNICIPIO } from '../town/people.ts';
import { monthText } from '../town/personal.ts';
import type { Aporte, Parte, Personal } from '../town/personal.ts';
import type { Presupuesto } from '../town/presupuesto.ts';
import { Book, carry, from, writePayment } from './document-book.ts';
import type { Egresos, GastoDocuments } from './document-book.ts';
import type { Documento, Linea } from './documento.ts';
import { imputacionOf, staffLine } from './personal-chart.ts';
import { payeeOf } from './personal-egresos.ts';

/**
 * The chain of the payrolls: one certificate a vigencia; each month a commitment for what the employees earned, by section and
 * rubro, and one for each kind of contribution. What a planilla asks for beyond the payroll is added to its contribution.
 */
export function documentStaff({ presupuestos, personal }: Hacienda, egresos: Egresos, today: string): GastoDocuments {
  const book = new Book(egresos);
  for (const presupuesto of presupuestos) {
    const own = personal.filter(({ vigencia }) => vigencia === presupuesto.vigencia);
    if (own.length === 0) continue;
    const cdp = certify(book, presupuesto);
    const committed = own.flatMap((mes) => [payroll(book, cdp, mes), ...mes.aportes.map((aporte) => contribute(book, cdp, mes, aporte))]);
    release(book, cdp, committed.flat(), today);
  }
  return book;
}

function certify(book: Book, { vigencia, personal }: Presupuesto): Documento {
  const concepto = `NOMINAS Y APORTES DE ${String(vigencia)}`;
  return book.write('CDP', nextBusinessDay(`${String(vigencia)}-01-01`), { concepto, lines: personal.map(staffLine) });
}

function payroll(book: Book, cdp: Documento, mes: Personal): readonly Linea[] {
  const named = { tercero: MUNICIPIO, concepto: `NOMINA ${monthText(mes)}` };
  const lines = under(cdp, linesOf(mes.devengado));
  const rp = book.write('RP', mes.fecha, { ...named, lines });
  const obl = book.write('OBL', mes.fecha, { ...named, lines: from(rp, lines) });
  writePayment(book, obl, mes, lines);
  return lines;
}

function contribute(book: Book, cdp: Documento, mes: Personal, aporte: Aporte): readonly Linea[] {
  const named = { tercero: payeeOf(aporte), concepto: `APORTES ${aporte.cobro.toUpperCase()} ${monthText(mes)}` };
  const lines = under(cdp, linesOf(aporte.patronal));
  const rp = book.write('RP', mes.fecha, { ...named, lines });
  const obl = book.write('OBL', mes.fecha, { ...named, lines: from(rp, lines) });
  const added = under(cdp, alike(lines, linesOf(aporte.ajuste)));
  const more = { ...named, concepto: `AJUSTE A LA CENTENA ${named.concepto}` };
  book.write('ARP', mes.fecha, { ...more, modifica: rp, lines: added });
  book.write('AOB', mes.fecha, { ...more, modifica: obl, lines: from(rp, added) });
  const whole = lines.map((line, index) => ({ ...line, valor: line.valor + (added[index]?.valor ?? 0) }));
  if (book.egresos.has(aporte)) pay(book, obl, mes, aporte, whole);
  return whole;
}

/** December is paid in January: by then it is an account payable. */
function pay(book: Book, obl: Documento, { pago }: Personal, aporte: Aporte, lines: readonly Linea[]): void {
  const year = yearOfDay(pago);
  if (year === obl.vigencia) {
    writePayment(book, obl, aporte, lines);
    return;
  }
  const rp = carry(book, obl, lines, year, '3');
  const owed = book.write('OBL', rp.fecha, { tercero: payeeOf(aporte), concepto: rp.concepto, lines: from(rp, lines) });
  writePayment(book, owed, aporte, lines);
}

/** What the year's payrolls did not take dies with the certificate. */
function release(book: Book, cdp: Documento, committed: readonly Linea[], today: string): void {
  const day = addDays(`${String(cdp.vigencia + 1)}-01-01`, -1);
  if (day > today) return;
  const lines = cdp.lines.map(({ imputacion, valor }) => {
    const taken = committed.filter((line) => isLike(line, imputacion)).reduce((sum, line) => sum + line.valor, 0);
    return { imputacion, valor: taken - valor };
  });
  book.write('LCD', day, { concepto: `SALDO SIN COMPROMETER ${cdp.concepto}`, modifica: cdp, lines });
}

function linesOf(parts: readonly Parte[]): readonly Linea[] {
  return [...Map.groupBy(parts, ({ seccion, concepto }) => JSON.stringify(imputacionOf({ seccion, concepto }))).values()].flatMap(
    ([first, ...others]) =>
      first ? [{ imputacion: imputacionOf(first), valor: others.reduce((sum, { valor }) => sum + valor, first.valor) }] : [],
  );
}

/** The second lines in the order of the first, which are all of them. */
function alike(lines: readonly Linea[], others: readonly Linea[]): readonly Linea[] {
  return lines.map(({ imputacion }) => ({ imputacion, valor: others.find((other) => isLike(other, imputacion))?.valor ?? 0 }));
}

/** Each coming from the certificate's line of its section and rubro. */
function under(cdp: Documento, lines: readonly Linea[]): readonly Linea[] {
  return lines.map(({ imputacion, valor }) => {
    const place = cdp.lines.findIndex((line) => isLike(line, imputacion));
    return { imputacion, valor, antecedente: [cdp, place + 1] as const };
  });
}

function isLike({ imputacion }: Linea, { seccion, rubro }: Linea['imputacion']): boolean {
  return imputacion.seccion === seccion && imputacion.rubro === rubro;
}
