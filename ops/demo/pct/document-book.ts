import { nextBusinessDay, yearOfDay } from '../town/calendar.ts';
import { at } from '../town/town.ts';
import type { Documento, Imputacion, Linea, TipoDocumento } from './documento.ts';
import type { Causa, Egreso } from './egreso.ts';

/** The chain that PCT wrote: certificates, commitments, obligations and payments. */
export interface GastoDocuments {
  readonly documentos: readonly Documento[];
  /** The obligation that each payment pays. */
  readonly obligaciones: ReadonlyMap<Causa, Documento>;
}

/** The voucher of each payment. */
export type Egresos = ReadonlyMap<Causa, Egreso>;

export class Book implements GastoDocuments {
  readonly documentos: Documento[] = [];
  readonly obligaciones = new Map<Causa, Documento>();
  readonly egresos: Egresos;

  constructor(egresos: Egresos) {
    this.egresos = egresos;
  }

  write(tipo: TipoDocumento, fecha: string, rest: Omit<Documento, 'tipo' | 'fecha' | 'vigencia'>): Documento {
    const documento = { vigencia: yearOfDay(fecha), tipo, fecha, ...rest };
    this.documentos.push(documento);
    return documento;
  }
}

/** Whose a document is, as the one before says it. */
export function namedAs({ tercero, contrato, concepto }: Documento): Pick<Documento, 'tercero' | 'contrato' | 'concepto'> {
  return { ...(tercero && { tercero }), ...(contrato !== undefined && { contrato }), concepto };
}

/** The payment of an obligation; its voucher is there. */
export function writePayment(book: Book, obl: Documento, causa: Causa, lines: readonly Linea[]): Documento {
  const egreso = book.egresos.get(causa);
  if (!egreso) throw new RangeError('A payment without its voucher.');
  const { vigencia, tipo, numero, fecha } = egreso;
  book.obligaciones.set(causa, obl);
  return book.write('PAG', fecha, { ...namedAs(obl), soporte: [vigencia, tipo, numero], lines: from(obl, lines) });
}

/** Reserves (2) and accounts payable (3) of the new year: a certificate and a commitment that come from what was left. */
export function carry(book: Book, left: Documento, lines: readonly Linea[], year: number, kind: '2' | '3'): Documento {
  const fecha = nextBusinessDay(`${String(year)}-01-01`);
  const concepto = `${kind === '2' ? 'RESERVA' : 'CUENTA POR PAGAR'} ${left.concepto}`;
  const moved = lines.map(({ imputacion, valor }) => ({ imputacion: { ...imputacion, vigenciaGasto: kind }, valor }));
  const cdp = book.write('CDP', fecha, { concepto, lines: from(left, moved) });
  return book.write('RP', fecha, { ...namedAs(left), concepto, lines: from(cdp, moved) });
}

/** The same lines, each coming from its like in an earlier document; what the earlier one is classified by, they are. */
export function from(earlier: Documento, lines: readonly Linea[]): readonly Linea[] {
  return lines.map(({ valor, imputacion }, index) => ({
    imputacion: carried(imputacion, at(earlier.lines, index).imputacion),
    valor,
    antecedente: [earlier, index + 1] as const,
  }));
}

function carried(own: Imputacion, earlier: Imputacion): Imputacion {
  return own.vigenciaGasto === '1' && earlier.vigenciaGasto !== null
    ? { ...own, vigenciaGasto: earlier.vigenciaGasto }
    : own;
}
