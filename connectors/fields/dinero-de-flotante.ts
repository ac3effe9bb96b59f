import { CENTAVOS_LIMIT, dineroDe } from '../../schemas/scalars/dinero.ts';
import type { Cell } from '../driver.ts';
import type { Field, Reading } from '../field.ts';
import { oneColumn, refusal } from './cell.ts';
import { dinero } from './dinero.ts';
import type { DineroOptions } from './dinero.ts';
import { tallyDouble } from './dinero-tally.ts';

const RESIDUO_DE_FLOTANTE = 'RESIDUO_DE_FLOTANTE';
const EXPECTED = 'un número finito de pesos, con 17 cifras enteras a lo sumo';

/** Below it a double tells each centavo from the next with digits to spare. */
const FAST_LIMIT = 2 ** 49;
const DOUBLE = /^([+-]?)(\d*)(?:\.(\d*))?(?:E([+-]?\d{1,3}))?$/i;

/**
 * An amount out of a binary float, or out of text that holds the digits of one: the shortest digits that name it, rounded
 * half away from zero once, at `scale` decimals. What was rounded away is observed as RESIDUO_DE_FLOTANTE. With `text`, text
 * cells are no floats but amounts as `dinero` reads them: a sheet of which a program wrote some cells as text.
 */
export function dineroDeFlotante(
  column: string,
  scale: 0 | 1 | 2,
  { text }: { readonly text?: DineroOptions } = {},
): Field<string> {
  const printed = text === undefined ? null : dinero(column, text);
  const readText = printed?.compile(new Map([[column, 0]]));
  const factor = 10 ** scale;
  const centavosPerUnit = 100 / factor;
  return oneColumn(column, {
    reader: 'dinero',
    options: { float: true, scale, ...(printed && { text: printed.options }) },
    takes: ['float', 'integer', 'text', 'any'],
    injective: false,
    tally: (cell) => (typeof cell === 'string' && printed?.tally ? printed.tally(cell) : tallyDouble(cell, scale)),
    read: (cell, reading) => {
      if (typeof cell === 'number') {
        const units = Math.round(cell * factor);
        const centavos = units * centavosPerUnit;
        if (units / factor === cell && Math.abs(centavos) < FAST_LIMIT) return textOfCentavos(centavos);
      }
      if (readText && typeof cell === 'string') return readText([cell], reading);
      return readDigits(cell, scale, reading) ?? refusal(column, cell, EXPECTED);
    },
  });
}

function textOfCentavos(centavos: number): string {
  const absolute = Math.abs(centavos);
  const pesos = Math.floor(absolute / 100);
  const cents = absolute - pesos * 100;
  return `${centavos < 0 ? '-' : ''}${String(pesos)}.${cents < 10 ? '0' : ''}${String(cents)}`;
}

function readDigits(cell: Cell, scale: number, reading: Reading): string | null {
  if (typeof cell === 'boolean' || cell instanceof Uint8Array) return null;
  const [, sign, whole, decimals = '', exponent = '0'] = DOUBLE.exec(String(cell).trim()) ?? [];
  if (whole === undefined || whole + decimals === '') return null;
  return rounded(sign === '-', movePoint(whole, decimals, Number(exponent)), scale, reading);
}

function rounded(negative: boolean, [before, after]: Digits, scale: number, reading: Reading): string | null {
  const residue = after.slice(scale);
  const units = BigInt(before + after.slice(0, scale).padEnd(scale, '0')) + (residue >= '5' ? 1n : 0n);
  const centavos = units * 10n ** BigInt(2 - scale);
  if (centavos >= CENTAVOS_LIMIT) return null;
  if (/[1-9]/.test(residue)) reading.observe(RESIDUO_DE_FLOTANTE);
  return dineroDe(negative ? -centavos : centavos);
}

/** Digits on either side of the decimal point. */
type Digits = readonly [before: string, after: string];

function movePoint(whole: string, decimals: string, exponent: number): Digits {
  const digits = whole + decimals;
  const point = whole.length + exponent;
  if (point <= 0) return ['0', '0'.repeat(-point) + digits];
  return [digits.slice(0, point).padEnd(point, '0'), digits.slice(point)];
}
