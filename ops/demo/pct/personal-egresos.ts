import { yearOfDay } from '../town/calendar.ts';
import { OPERADOR } from '../town/employees.ts';
import type { Hacienda } from '../town/hacienda.ts';
import { conceptosNomina } from '../town/payroll-concepts.ts';
import { MUNICIPIO } from '../town/people.ts';
import { monthText, sumParts } from '../town/personal.ts';
import type { Aporte, Parte, Personal } from '../town/personal.ts';
import { at, bancos } from '../town/town.ts';
import type { Banco, Persona } from '../town/town.ts';
import type { Debito, DeduccionPosted, Unnumbered } from './egreso.ts';
import { ownerOf, pasivoOf } from './personal-chart.ts';

const [MAIN_BANK] = bancos as [Banco];

/**
 * What leaves for the staff. The payrolls of a month leave at once, for the bank to disperse: no payment is one employee's. A
 * transfer that is rejected stays with the bank until it is sent again.
 */
export function payStaff({ personal }: Hacienda, today: string): readonly Unnumbered[] {
  return personal.flatMap((mes) => [dispersion(mes), ...(mes.pago <= today ? settled(mes) : [])]);
}

function dispersion(mes: Personal): Unnumbered {
  const bruto = total(mes.devengado);
  const withheld = [...mes.aportes.flatMap(({ retenido }) => retenido), ...mes.retenido];
  return {
    ...common(mes.fecha, `NOMINA ${monthText(mes)}`, MUNICIPIO),
    tipo: '1',
    bruto,
    deducciones: deductionsOf(withheld, bruto),
    neto: mes.neto,
    debitos: debitsOf(mes.devengado),
    causa: mes,
  };
}

/** In the month after: what the municipality bears of each kind of contribution, and all that it holds for others. */
function settled(mes: Personal): readonly Unnumbered[] {
  const { pago, aportes, retenido } = mes;
  const borne = aportes.map((aporte) => {
    const name = `APORTES ${aporte.cobro.toUpperCase()} ${monthText(mes)}`;
    return { ...plain(pago, name, payeeOf(aporte), [...aporte.patronal, ...aporte.ajuste]), tipo: '1' as const, causa: aporte };
  });
  const social = aportes.map((aporte) => {
    const name = `DESCUENTOS ${aporte.cobro.toUpperCase()} ${monthText(mes)}`;
    return plain(pago, name, payeeOf(aporte), aporte.retenido);
  });
  const kinds = [...Map.groupBy(retenido, ({ concepto }) => concepto)].filter(([concepto]) => concepto !== 'retencion');
  const others = kinds.map(([concepto, parts]) => {
    const name = `${conceptosNomina[concepto].nombre} ${monthText(mes)}`;
    return plain(pago, name, ownerOf(at(parts, 0)) ?? MUNICIPIO, parts);
  });
  return [...borne, ...social, ...others].filter(({ bruto }) => bruto > 0);
}

/** Who takes the money: the only administrator there is, or the planilla's operator for all of them. */
export function payeeOf({ patronal }: Aporte): Persona {
  const [one, ...others] = new Set(patronal.map(ownerOf));
  return one && others.length === 0 ? one : OPERADOR;
}

function plain(fecha: string, concepto: string, tercero: Persona, parts: readonly Parte[]): Unnumbered {
  const valor = total(parts);
  const rest = { tipo: '2', bruto: valor, deducciones: [], neto: valor, debitos: debitsOf(parts), causa: null } as const;
  return { ...common(fecha, concepto, tercero), ...rest };
}

function common(fecha: string, concepto: string, tercero: Persona) {
  const paid = { banco: MAIN_BANK, medio: 'transferencia', cobrado: fecha, anulado: null } as const;
  return { vigencia: yearOfDay(fecha), fecha, tercero, concepto, ...paid };
}

/** By account, and by whom it is owed to. */
function debitsOf(parts: readonly Parte[]): readonly Debito[] {
  return byOwner(parts).map(({ parte, valor }) => {
    const owner = ownerOf(parte);
    return { cuenta: pasivoOf(parte.concepto), valor, ...(owner && { tercero: owner.numero }) };
  });
}

function deductionsOf(parts: readonly Parte[], base: number): readonly DeduccionPosted[] {
  return byOwner(parts).map(({ parte, valor }) => ({
    codigo: conceptosNomina[parte.concepto].codigo,
    cuenta: pasivoOf(parte.concepto),
    beneficiario: (ownerOf(parte) ?? MUNICIPIO).numero,
    base,
    tarifa: null,
    valor,
  }));
}

function byOwner(parts: readonly Parte[]): readonly { readonly parte: Parte; readonly valor: number }[] {
  const key = (parte: Parte): string => `${pasivoOf(parte.concepto)} ${ownerOf(parte)?.numero ?? ''}`;
  const firsts = new Map(parts.toReversed().map((parte) => [key(parte), parte]));
  return [...sumParts(parts, key)].flatMap(([name, valor]) => {
    const parte = firsts.get(name);
    return parte ? [{ parte, valor }] : [];
  });
}

function total(parts: readonly Parte[]): number {
  return parts.reduce((sum, { valor }) => sum + valor, 0);
}
