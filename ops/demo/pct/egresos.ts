import { addDays, yearOfDay } from '../town/calendar.ts';
import type { Contrato } from '../town/contratos.ts';
import type { Desembolso } from '../town/desembolsos.ts';
import type { Hacienda } from '../town/hacienda.ts';
import { CORPORACION } from '../town/people.ts';
import { bancos } from '../town/town.ts';
import type { Banco, Persona, Town } from '../town/town.ts';
import { deducciones, destinaciones } from './gasto-chart.ts';
import type { Recibo } from './treasury.ts';

/** A payment voucher of treasury. */
export interface Egreso {
  readonly vigencia: number;
  /** 1 pays an obligation of the budget, 2 what is held for others. */
  readonly tipo: '1' | '2';
  readonly numero: string;
  readonly fecha: string;
  readonly tercero: Persona;
  readonly concepto: string;
  readonly banco: Banco;
  readonly medio: 'cheque' | 'transferencia';
  /** The number of the cheque or of the transfer, which the bank's statement bears too. */
  readonly documento: string;
  readonly bruto: number;
  readonly deducciones: readonly DeduccionPosted[];
  readonly neto: number;
  /** The account that it pays. */
  readonly cuenta: string;
  /** The day on which the bank paid. */
  readonly cobrado: string | null;
  readonly anulado: string | null;
  /** The payment as it happened; null for what is held for others. */
  readonly desembolso: Desembolso | null;
}

export interface DeduccionPosted {
  readonly codigo: string;
  readonly base: number;
  readonly tarifa: number;
  readonly valor: number;
  readonly cuenta: string;
  readonly beneficiario: string;
}

type Unnumbered = Omit<Egreso, 'numero' | 'documento'>;

const [MAIN_BANK] = bancos as [Banco];

/** All payments in the order of their days, numbered anew each vigencia. */
export function payOut({ certificados }: Hacienda, recibos: readonly Recibo[], town: Town): readonly Egreso[] {
  const contracted = certificados.flatMap(({ destino, contratos }) =>
    contratos.flatMap((contrato) =>
      contrato.entregas.flatMap(({ pagos }) => pagos.map((pago) => contractPayment(contrato, destino.codigo, pago))),
    ),
  );
  const transfers = town.vigencias.flatMap((vigencia) => transfersOf(recibos, vigencia, town.today));
  const last = new Map<number, number>();
  return [...contracted, ...transfers]
    .toSorted((a, b) => (a.fecha < b.fecha ? -1 : a.fecha > b.fecha ? 1 : 0))
    .map((egreso) => {
      const number = (last.get(egreso.vigencia) ?? 0) + 1;
      last.set(egreso.vigencia, number);
      const numero = String(number).padStart(6, '0');
      return { ...egreso, numero, documento: documentOf(egreso, numero) };
    });
}

function documentOf({ medio, vigencia, banco }: Unnumbered, numero: string): string {
  return medio === 'cheque' ? `${banco.codigo}${String(vigencia).slice(2)}${numero}` : `9${String(vigencia)}${numero}`;
}

function contractPayment(
  { contratista, numero, objeto }: Contrato,
  destino: keyof typeof destinaciones,
  pago: Desembolso,
): Unnumbered {
  const { fecha, banco, medio, bruto, neto, cobrado, anulado } = pago;
  return {
    vigencia: yearOfDay(fecha),
    tipo: '1',
    fecha,
    tercero: contratista,
    concepto: `PAGO ${numero} ${objeto}`,
    banco,
    medio,
    bruto,
    deducciones: pago.deducciones.map(({ ley, base, valor }) => ({
      ...deducciones[ley.concepto],
      tarifa: ley.tarifa,
      base,
      valor,
    })),
    neto,
    cuenta: destinaciones[destino].cuentaPorPagar,
    cobrado,
    anulado,
    desembolso: pago,
  };
}

/** Where the sobretasa ambiental waits for its owner. */
const AMBIENTAL = '24071901';

/** What was collected of it goes to its owner ten days after each quarter. */
function transfersOf(recibos: readonly Recibo[], vigencia: number, today: string): readonly Unnumbered[] {
  return ['03-31', '06-30', '09-30']
    .map((end, quarter) => {
      const [from, to] = [`${String(vigencia)}-${String(quarter * 3 + 1).padStart(2, '0')}`, `${String(vigencia)}-${end}`];
      const collected = recibos
        .filter((recibo) => recibo.fecha >= from && recibo.fecha <= to)
        .flatMap(({ lines }) => lines)
        .reduce((sum, { posting, valor }) => sum + (posting.cuentaCredito === AMBIENTAL ? valor : 0), 0);
      const fecha = addDays(to, 10);
      return transfer(vigencia, fecha, `TRANSFERENCIA SOBRETASA AMBIENTAL TRIMESTRE ${String(quarter + 1)}`, collected);
    })
    .filter(({ fecha, bruto }) => fecha <= today && bruto > 0);
}

function transfer(vigencia: number, fecha: string, concepto: string, valor: number): Unnumbered {
  return {
    vigencia,
    tipo: '2',
    fecha,
    tercero: CORPORACION,
    concepto,
    banco: MAIN_BANK,
    medio: 'transferencia',
    bruto: valor,
    deducciones: [],
    neto: valor,
    cuenta: AMBIENTAL,
    cobrado: fecha,
    anulado: null,
    desembolso: null,
  };
}
