import type { Hacienda } from '../town/hacienda.ts';
import { MUNICIPIO } from '../town/people.ts';
import { monthText, sumParts } from '../town/personal.ts';
import type { Parte, Personal } from '../town/personal.ts';
import type { Comprobante, Movimiento } from './comprobante.ts';
import { AJUSTE, gastoOf, imputacionOf, ownerOf, pasivoOf } from './personal-chart.ts';

/** What each month's payrolls cost and who is owed it: one voucher for all sections, numbered by its month. */
export function accrualsOfStaff({ personal }: Hacienda): readonly Comprobante[] {
  return personal.map((mes) => {
    const { vigencia, mes: periodo, fecha } = mes;
    return {
      ...{ vigencia, tipo: 'NOM', numero: String(periodo).padStart(6, '0'), periodo, fecha, tercero: MUNICIPIO.numero },
      concepto: `NOMINA Y APORTES ${monthText(mes)}`,
      lines: linesOf(mes),
    };
  });
}

function linesOf({ devengado, provisionado, aportes }: Personal): readonly Movimiento[] {
  const borne = [...devengado, ...aportes.flatMap(({ patronal }) => patronal), ...provisionado];
  const rounded = aportes.flatMap(({ ajuste }) => ajuste);
  const lines = [
    ...debits(borne, ({ concepto }) => gastoOf(concepto)),
    ...debits(rounded, () => AJUSTE),
    ...credits([...borne, ...rounded]),
  ];
  return lines.filter(({ debito, credito }) => debito !== 0 || credito !== 0);
}

/** By account, rubro and fuente; of which section it is, the budget says. */
function debits(parts: readonly Parte[], cuentaOf: (parte: Parte) => string): readonly Movimiento[] {
  const sums = sumParts(parts, (parte) => {
    const { rubro, fuente } = imputacionOf(parte);
    return [cuentaOf(parte), rubro, fuente].join(' ');
  });
  return [...sums].map(([key, debito]) => {
    const [cuenta = '', rubro = '', fuente = ''] = key.split(' ');
    return { cuenta, debito, credito: 0, rubro, fuente };
  });
}

/** By account and by whom it is owed to. */
function credits(parts: readonly Parte[]): readonly Movimiento[] {
  const sums = sumParts(parts, (parte) => [pasivoOf(parte.concepto), ownerOf(parte)?.numero ?? ''].join(' '));
  return [...sums].map(([key, credito]) => {
    const [cuenta = '', tercero = ''] = key.split(' ');
    return { cuenta, debito: 0, credito, ...(tercero !== '' && { tercero }) };
  });
}
