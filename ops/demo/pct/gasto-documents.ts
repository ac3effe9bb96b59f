import type { Certificado, Contrato, Entrega } from '../town/contratos.ts';
import { addDays, nextBusinessDay, yearOfDay } from '../town/calendar.ts';
import type { Desembolso } from '../town/desembolsos.ts';
import { Book, carry, from, namedAs, writePayment } from './document-book.ts';
import type { Egresos, GastoDocuments } from './document-book.ts';
import type { Documento, Linea } from './documento.ts';
import { destinaciones } from './gasto-chart.ts';

/** Writes down the spending, step by step; what is left of a year goes on in the next one by new numbers. */
export function documentSpending(certificados: readonly Certificado[], egresos: Egresos, today: string): GastoDocuments {
  const book = new Book(egresos);
  for (const certificado of certificados) {
    const cdp = book.write('CDP', certificado.fecha, {
      concepto: certificado.destino.objetos.join(', '),
      lines: split(certificado, certificado.valor),
    });
    for (const contrato of certificado.contratos) commit(book, certificado, contrato, cdp);
    release(book, certificado, cdp, today);
  }
  return book;
}

/** What a contract's later steps stand on; it moves into the next vigencia with what is left. */
interface Standing {
  cdp: Documento;
  rp: Documento;
  saldo: number;
}

function commit(book: Book, certificado: Certificado, contrato: Contrato, cdp: Documento): void {
  const { numero, contratista: tercero, objeto: concepto, inicio } = contrato;
  const named = { tercero, contrato: numero, concepto };
  const lines = (valor: number, from: Documento): readonly Linea[] => split(certificado, valor, from);
  const rp = book.write('RP', contrato.firma, { ...named, inicio, lines: lines(contrato.valor, cdp) });
  const standing: Standing = { cdp, rp, saldo: contrato.valor };
  const { adicion, terminado } = contrato;
  if (adicion) {
    book.write('ACD', adicion.fecha, { concepto: `ADICION ${numero}`, modifica: cdp, lines: split(certificado, adicion.valor) });
    book.write('ARP', adicion.fecha, { ...named, modifica: rp, lines: lines(adicion.valor, cdp) });
    standing.saldo += adicion.valor;
  }
  for (const entrega of contrato.entregas) oblige(book, certificado, contrato, standing, entrega);
  if (terminado !== null) {
    book.write('LRP', terminado, { ...named, modifica: rp, lines: lines(-standing.saldo, cdp) });
    book.write('LCD', terminado, { concepto: `LIBERACION ${numero}`, modifica: cdp, lines: split(certificado, -standing.saldo) });
  }
}

function oblige(book: Book, certificado: Certificado, contrato: Contrato, standing: Standing, entrega: Entrega): void {
  const { contratista: tercero, numero: contratoNumero, objeto: concepto } = contrato;
  const named = { tercero, contrato: contratoNumero, concepto };
  const { fecha, valor, exceso } = entrega;
  if (yearOfDay(fecha) > standing.rp.vigencia) {
    standing.rp = carry(book, standing.rp, split(certificado, standing.saldo), yearOfDay(fecha), '2');
  }
  let obl = book.write('OBL', fecha, { ...named, lines: from(standing.rp, split(certificado, valor + exceso)) });
  if (exceso > 0) {
    const lines = from(standing.rp, split(certificado, -exceso));
    book.write('ROB', nextBusinessDay(fecha), { ...named, modifica: obl, lines });
  }
  standing.saldo -= valor;
  let unpaid = valor;
  for (const pago of entrega.pagos) {
    if (yearOfDay(pago.fecha) > obl.vigencia) {
      const year = yearOfDay(pago.fecha);
      const rp = carry(book, obl, split(certificado, unpaid), year, '3');
      obl = book.write('OBL', rp.fecha, { ...named, lines: from(rp, split(certificado, unpaid)) });
    }
    pay(book, certificado, obl, pago);
    if (pago.anulado === null) unpaid -= pago.bruto;
  }
}

function pay(book: Book, certificado: Certificado, obl: Documento, pago: Desembolso): void {
  const written = writePayment(book, obl, pago, split(certificado, pago.bruto));
  if (pago.anulado === null) return;
  const { soporte } = written;
  const lines = from(obl, split(certificado, -pago.bruto));
  book.write('RPA', pago.anulado, { ...namedAs(obl), ...(soporte && { soporte }), modifica: written, lines });
}

/** What no contract took: given back when the last one is signed, or when the certificate dies with its year. */
function release(book: Book, certificado: Certificado, cdp: Documento, today: string): void {
  const { vigencia, contratos, destino, valor } = certificado;
  const rest = contratos.reduce((sum, contrato) => sum - contrato.valor, valor);
  const isWhole = contratos.length === destino.objetos.length;
  const dies = addDays(`${String(vigencia + 1)}-01-01`, -1);
  const day = isWhole ? contratos.reduce((last, { firma }) => (firma > last ? firma : last), cdp.fecha) : dies;
  if (rest === 0 || day > today) return;
  const lines = split(certificado, -rest);
  book.write('LCD', day, { concepto: `SALDO SIN COMPROMETER ${cdp.concepto}`, modifica: cdp, lines });
}

function split({ destino }: Certificado, valor: number, earlier?: Documento): readonly Linea[] {
  const lines = destinaciones[destino.codigo].partes.map(({ imputacion, percent }) => ({
    imputacion,
    valor: (valor * percent) / 100,
  }));
  return earlier ? from(earlier, lines) : lines;
}
