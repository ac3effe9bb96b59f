import type { Documento, Linea } from './documento.ts';
import { incomeOf } from './modificaciones.ts';
import type { Modificacion } from './modificaciones.ts';
import type { Movimiento } from './comprobante.ts';
import type { Accounts } from './accounting.ts';
import { BOMBERIL, ICLD } from './fuentes.ts';
import { SUPERAVIT } from './gasto-chart.ts';
import { otrosIngresos } from './ingresos-chart.ts';
import type { Recibo, ReciboLine } from './treasury.ts';

/** What is receivable of each accrual's account, by its rubro. */
const RECOGNISED: Readonly<Record<string, readonly [rubro: string, fuente: string]>> = {
  '13050701': ['1.1.01.01.200.01.01', ICLD],
  '13050702': ['1.1.01.01.200.02.01', ICLD],
  '13056201': ['1.1.01.02.212', BOMBERIL],
  ...Object.fromEntries(
    Object.values(otrosIngresos).map(({ porCobrar, rubro, fuente }) => [porCobrar, [rubro, fuente] as const]),
  ),
};

/** The income of the budget: what each year recognised when it billed, what its receipts brought, and what was left of other years. */
export function documentIncome(
  { comprobantes, recibos }: Accounts,
  modificaciones: readonly Modificacion[],
): readonly Documento[] {
  const recognised = comprobantes
    .filter(({ tipo }) => tipo === 'CAU')
    .map(({ vigencia, fecha, concepto, lines }): Documento => ({
      vigencia,
      tipo: 'REC',
      fecha,
      concepto,
      lines: lines.flatMap(recognisedLine),
    }));
  // What is not predial is recognised by its own documents, and each time it falls due.
  const byYear = new Map(recognised.toReversed().map((documento) => [documento.vigencia, documento]));
  const collected = recibos.flatMap((recibo) => {
    const lines = collectedLines(recibo, byYear.get(recibo.vigencia));
    return lines.length === 0 ? [] : [collectedBy(recibo, lines)];
  });
  return [...recognised, ...collected, ...modificaciones.flatMap(leftOver)];
}

function recognisedLine({ cuenta, debito }: Movimiento): readonly Linea[] {
  const [rubro, fuente] = RECOGNISED[cuenta] ?? [];
  return rubro === undefined || fuente === undefined || debito === 0
    ? []
    : [{ imputacion: incomeOf(rubro, fuente), valor: debito }];
}

function collectedBy({ vigencia, tipo, numero, fecha, fechaRecaudo, concepto }: Recibo, lines: readonly Linea[]): Documento {
  return {
    vigencia,
    tipo: 'RCD',
    fecha,
    concepto: `${concepto} DEL ${fechaRecaudo}`,
    lines,
    soporte: [vigencia, tipo, numero],
  };
}

/** By rubro, fuente and vigencia that is paid, discounts taken off; what is no income of the budget is left out. */
function collectedLines({ lines }: Recibo, recognised: Documento | undefined): readonly Linea[] {
  const own = lines.filter(({ posting }) => posting.rubro !== null);
  const key = ({ posting, vigenciaPagada }: ReciboLine): string =>
    [posting.rubro, posting.fuente, vigenciaPagada].join(' ');
  return [...Map.groupBy(own, key).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const imputacion = incomeOf(first.posting.rubro ?? '', first.posting.fuente ?? '');
    const place = recognised?.lines.findIndex((line) => line.imputacion.rubro === imputacion.rubro) ?? -1;
    return [
      {
        imputacion,
        valor: group.reduce((sum, { valor }) => sum + valor, 0),
        vigenciaRecaudada: first.vigenciaPagada,
        ...(recognised && place >= 0 && { antecedente: [recognised, place + 1] as const }),
      },
    ];
  });
}

/** What was left of other years is there already: it comes in with the act that adds it. */
function leftOver({ vigencia, fecha, acto, lines }: Modificacion): readonly Documento[] {
  const own = lines.filter(({ imputacion }) => imputacion.rubro === SUPERAVIT);
  if (own.length === 0) return [];
  const written = own.map(({ imputacion, valor }) => ({ imputacion, valor }));
  return [{ vigencia, tipo: 'RCD', fecha, concepto: `RECURSOS DEL BALANCE ${acto}`, lines: written }];
}
