import { addDays } from '../town/calendar.ts';
import { bancos } from '../town/town.ts';
import type { Banco, Town } from '../town/town.ts';
import { OPENING_CASH } from '../pct/accounting.ts';
import type { Accounts } from '../pct/accounting.ts';
import type { Recibo } from '../pct/treasury.ts';
import { MUNICIPIO } from '../town/people.ts';

/** One month of one account, as its bank writes it. */
export interface Extracto {
  readonly banco: Banco;
  /** The first and the last day. */
  readonly desde: string;
  readonly corte: string;
  readonly anterior: number;
  readonly lines: readonly ExtractoLine[];
  readonly final: number;
}

export interface ExtractoLine {
  readonly fecha: string;
  readonly codigo: string;
  readonly descripcion: string;
  readonly oficina: string;
  readonly referencia: string;
  readonly documento: string;
  readonly valor: number;
}

/** The statements of every month that is over. */
export function stateAccounts({ vigencias, today }: Town, kept: Accounts): readonly Extracto[] {
  const months = vigencias
    .flatMap((vigencia) => Array.from({ length: 12 }, (_, index) => monthOf(vigencia, index)))
    .filter(({ corte }) => corte <= today);
  return bancos.flatMap((banco, place) => {
    const lines = linesOf(banco, kept);
    let anterior = place === 0 ? OPENING_CASH : 0;
    return months.map(({ desde, corte }) => {
      const own = lines.filter(({ fecha }) => fecha >= desde && fecha <= corte);
      const final = own.reduce((sum, { valor }) => sum + valor, anterior);
      const extracto = { banco, desde, corte, anterior, lines: own, final };
      anterior = final;
      return extracto;
    });
  });
}

function monthOf(vigencia: number, index: number): Pick<Extracto, 'desde' | 'corte'> {
  const first = (year: number, month: number): string => `${String(year)}-${String(month).padStart(2, '0')}-01`;
  const next = index === 11 ? first(vigencia + 1, 1) : first(vigencia, index + 2);
  return { desde: first(vigencia, index + 1), corte: addDays(next, -1) };
}

/** Collection as it is credited, payments as they are taken, what the bank keeps for itself; a cheque that was annulled never comes. */
function linesOf(banco: Banco, { recibos, egresos, comisiones }: Accounts): readonly ExtractoLine[] {
  const credits = recibos
    .filter((recibo) => recibo.banco === banco)
    .map((recibo): ExtractoLine => ({ ...depositOf(recibo), fecha: recibo.fecha, documento: '', valor: recibo.valor }));
  const payments = egresos.flatMap((egreso): readonly ExtractoLine[] => {
    const { cobrado, medio, documento, neto, tercero } = egreso;
    if (egreso.banco !== banco || cobrado === null) return [];
    const isCheque = medio === 'cheque';
    const transfer = tercero === MUNICIPIO ? 'DISPERSION DE NOMINA' : 'TRANSFERENCIA A TERCEROS';
    return [
      {
        fecha: cobrado,
        codigo: isCheque ? '2203' : '2301',
        descripcion: isCheque ? 'PAGO CHEQUE' : transfer,
        oficina: isCheque ? 'OFICINA PRINCIPAL' : 'VIRTUAL',
        referencia: isCheque ? '' : tercero.numero,
        documento,
        valor: -neto,
      },
    ];
  });
  const charges = comisiones
    .filter((comision) => comision.banco === banco)
    .map(({ fecha, valor }): ExtractoLine => ({
      fecha,
      codigo: '3901',
      descripcion: 'COMISION MENSUAL',
      oficina: '',
      referencia: '',
      documento: '',
      valor: -valor,
    }));
  return [...credits, ...payments, ...charges].toSorted((a, b) => (a.fecha < b.fecha ? -1 : a.fecha > b.fecha ? 1 : 0));
}

/** A day of the agreed collection, or what one payer brought. */
function depositOf({ tipo, factura, fechaRecaudo }: Recibo): Pick<ExtractoLine, 'codigo' | 'descripcion' | 'oficina' | 'referencia'> {
  return tipo === '1'
    ? { codigo: '1101', descripcion: 'ABONO RECAUDO CONVENIO', oficina: 'CONVENIOS', referencia: `REC ${fechaRecaudo.replaceAll('-', '')}` }
    : { codigo: '1102', descripcion: 'CONSIGNACION', oficina: 'OFICINA PRINCIPAL', referencia: factura ?? '' };
}
