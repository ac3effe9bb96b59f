import type { Accounts } from './pct/accounting.ts';
import type { PlantedDefect } from './planted-defect.ts';
import { at, conceptos, dineroText } from './town/town.ts';
import type { Town } from './town/town.ts';

/**
 * The difference that the accounting makes of itself: a discount leaves the receivable as if it had been collected, while the
 * budget executes what came in.
 */
export function discountsInCartera({ vigencias }: Town, { recibos }: Accounts): PlantedDefect {
  const vigencia = at(vigencias, -2);
  const lines = recibos.filter((recibo) => recibo.vigencia === vigencia).flatMap((recibo) => recibo.lines);
  const sumOf = (codigo: string): number =>
    lines.reduce((sum, { posting, valor }) => sum + (posting.concepto === codigo ? valor : 0), 0);
  const [gross, discounts] = [sumOf(conceptos.predial.codigo), sumOf(conceptos.descuento.codigo)];
  return {
    code: 'DESCUENTO_EN_CARTERA',
    title: 'Los descuentos por pronto pago salen de la cartera de predial como si se hubieran recaudado.',
    where: 'chip, saldos de la CGN contra CUIPO B',
    key: `cuenta 130507, vigencia ${String(vigencia)}`,
    amount: dineroText(-discounts),
    expected: [
      {
        kind: 'partida',
        conciliacion: 'saldos-ejecucion',
        codigo: 'AMOUNT_OTHER',
        record: null,
        izquierda: dineroText(gross),
        derecha: dineroText(gross + discounts),
      },
    ],
  };
}
