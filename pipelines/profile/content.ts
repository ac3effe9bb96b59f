import { nitCheckDigit } from '../../schemas/scalars/documento.ts';
import { isFecha } from '../../schemas/scalars/fecha.ts';
import type { Catalogues } from './catalogues.ts';

/** What a text looks like. */
export type Content =
  | 'NIT con su dígito de verificación'
  | 'número predial de 30 dígitos'
  | 'cuenta del CGC'
  | 'rubro del CCPET'
  | 'fecha'
  | 'dinero'
  | 'correo electrónico'
  | 'identificador único (UUID)';

/** Contents that may name a person: whatever the column is called, its values are masked. */
export const personal: ReadonlySet<Content> = new Set(['NIT con su dígito de verificación', 'correo electrónico']);

/** Everything that the text looks like; nothing for most. */
export function contentsOf(text: string, catalogues: Catalogues): readonly Content[] {
  const trimmed = text.trim();
  return looks.filter(([, test]) => test(trimmed, catalogues)).map(([content]) => content);
}

const looks: readonly (readonly [Content, (text: string, catalogues: Catalogues) => boolean])[] = [
  ['NIT con su dígito de verificación', isNit],
  ['número predial de 30 dígitos', (text) => /^\d{30}$/.test(text.replace(/[\s-]/g, ''))],
  ['cuenta del CGC', isCuenta],
  ['rubro del CCPET', isRubro],
  ['fecha', isDay],
  ['dinero', (text) => MONEY.test(text)],
  ['correo electrónico', (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)],
  ['identificador único (UUID)', (text) => /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(text)],
];

/** Decimals, or thousands apart: `1.234.567,89`, `1,234,567.89`, `-42.50`. A bare integer may be anything. */
const MONEY = /^-?\$?\s?(?:\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d+[.,]\d{1,4})$/;

/** A company's or public body's: nine digits from 800000000 on and the check digit. */
const NIT = /^([89]\d{2})\.?(\d{3})\.?(\d{3})-?(\d)$/;

function isNit(text: string): boolean {
  const [, first, second, third, digit] = NIT.exec(text) ?? [];
  return digit !== undefined && nitCheckDigit(`${first ?? ''}${second ?? ''}${third ?? ''}`) === digit;
}

/** Of the catalogue, or an entity's own extension of one of its six digits. */
function isCuenta(text: string, { cgc }: Catalogues): boolean {
  const digits = text.replaceAll('.', '');
  if (!/^\d{4,12}$/.test(digits)) return false;
  return cgc.has(digits) || (digits.length > 6 && digits.length % 2 === 0 && cgc.has(digits.slice(0, 6)));
}

const LEAST_SEGMENTS = 3;

/** Of the catalogue, or an extension of one of its codes of four segments or more. */
function isRubro(text: string, { ccpet }: Catalogues): boolean {
  if (!/^[12](?:\.\d+)+$/.test(text)) return false;
  const segments = text.split('.');
  if (segments.length < LEAST_SEGMENTS) return false;
  if (ccpet.has(text)) return true;
  return segments.some((_, place) => place > LEAST_SEGMENTS && ccpet.has(segments.slice(0, place).join('.')));
}

const DAYS: readonly (readonly [RegExp, (parts: readonly string[]) => string])[] = [
  [
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?$/,
    ([year, month, day]) => `${year ?? ''}-${month ?? ''}-${day ?? ''}`,
  ],
  [/^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/, ([day, month, year]) => `${year ?? ''}-${padded(month)}-${padded(day)}`],
  [/^((?:19|20)\d{2})(\d{2})(\d{2})$/, ([year, month, day]) => `${year ?? ''}-${month ?? ''}-${day ?? ''}`],
];

function isDay(text: string): boolean {
  return DAYS.some(([pattern, dayOf]) => {
    const match = pattern.exec(text);
    return match !== null && isFecha(dayOf(match.slice(1)));
  });
}

function padded(part: string | undefined): string {
  return (part ?? '').padStart(2, '0');
}
