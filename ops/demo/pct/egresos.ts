import { addDays, yearOfDay } from '../town/calendar.ts';
import type { Contrato } from '../town/contratos.ts';
import type { Desembolso } from '../town/desembolsos.ts';
import type { Hacienda } from '../town/hacienda.ts';
import { CORPORACION } from '../town/people.ts';
import { bancos } from '../town/town.ts';
import type { Banco, Town } from '../town/town.ts';
import type { Egreso, Unnumbered } from './egreso.ts';
import { deducciones, destinaciones } from './gasto-chart.ts';
import { payStaff } from './personal-egresos.ts';
import type { Recibo } from './treasury.ts';

const [MAIN_BANK] = bancos as [Banco];

/** All payments in the order of their days, numbered anew each vigencia. */
export function payOut(hacienda: Hacienda, recibos: readonly Recibo[], town: Town): readonly Egreso[] {
  const contracted = hacienda.certificados.flatMap(({ destino, contratos }) =>
    contratos.flatMap((contrato) =>
      contrato.entregas.flatMap(({ pagos }) => pagos.map((pago) => contractPayment(contrato, destino.codigo, pago))),
    ),
  );
  const transfers = town.vigencias.flatMap((vigencia) => transfersOf(recibos, vigencia, town.today));
  const last = new Map<number, number>();
  return [...contracted, ...transfers, ...payStaff(hacienda, town.today)]
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
    debitos: [{ cuenta: destinaciones[destino].cuentaPorPagar, valor: bruto }],
    cobrado,
    anulado,
    causa: pago,
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
    debitos: [{ cuenta: AMBIENTAL, valor }],
    cobrado: fecha,
    anulado: null,
    causa: null,
  };
}
