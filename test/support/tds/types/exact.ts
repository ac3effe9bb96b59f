/**
 * Exact numbers as text whose byte order is their numeric order, so that SQLite compares, groups and indexes them:
 * a sign, the count of integer digits in two digits, the integer digits, a point and the decimals without trailing
 * zeros; of a negative number each digit is 9 minus itself, and `~` ends it. 1234.5 is `p041234.5`, -1234.5 is `n958765.4~`.
 */
export type ExactText = string;

/** How many digits stand before the point and after it. */
export function digitsOf(stored: ExactText): { readonly whole: number; readonly fraction: number } {
  const negative = stored.startsWith('n');
  const written = Number(stored.slice(1, 3));
  const whole = negative ? 99 - written : written;
  const fraction = stored.length - 3 - whole - (negative ? 1 : 0) - 1;
  return { whole, fraction: Math.max(0, fraction) };
}

/** A number as `units / 10 ** scale`. */
export interface Scaled {
  readonly units: bigint;
  readonly scale: number;
}

const complement = (digits: string): string => digits.replace(/\d/g, (digit) => String(9 - Number(digit)));

/** Takes plain decimal text: `-1234.50`. */
export function encodeExact(plain: string): ExactText {
  const match = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(plain);
  if (match === null) throw new RangeError(`not a plain decimal: ${plain}`);
  const [, sign, whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return 'p00';
  const magnitude = `${String(whole.length).padStart(2, '0')}${whole}${fraction === '' ? '' : `.${fraction}`}`;
  return sign === '-' ? `n${complement(magnitude)}~` : `p${magnitude}`;
}

/** Plain decimal text with as many decimals as needed. */
export function decodeExact(stored: ExactText): string {
  const negative = stored.startsWith('n');
  const magnitude = negative ? complement(stored.slice(1, -1)) : stored.slice(1);
  const text = magnitude.slice(2);
  const whole = text.startsWith('.') || text === '' ? `0${text}` : text;
  return negative ? `-${whole}` : whole;
}

export function toScaled(plain: string): Scaled {
  const [whole = '0', fraction = ''] = plain.split('.');
  return { units: BigInt(`${whole}${fraction}`), scale: fraction.length };
}

/** Half away from zero, as SQL Server rounds exact numbers; `truncate` as it does for money to an integer's cast never. */
export function rescale(number: Scaled, scale: number): bigint {
  if (scale >= number.scale) return number.units * 10n ** BigInt(scale - number.scale);
  const divisor = 10n ** BigInt(number.scale - scale);
  const half = number.units < 0n ? -divisor / 2n : divisor / 2n;
  return (number.units + half) / divisor;
}

/** Cuts the decimals off, as SQL Server turns a decimal into an integer. */
export function truncate(plain: string): bigint {
  return BigInt(plain.split('.')[0] ?? '0');
}

/** Plain text with exactly `scale` decimals. */
export function scaledText(units: bigint, scale: number): string {
  const negative = units < 0n;
  const digits = String(negative ? -units : units).padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return negative ? `-${text}` : text;
}

export function roundText(plain: string, scale: number): string {
  const point = plain.indexOf('.');
  const fraction = point < 0 ? 0 : plain.length - point - 1;
  // Nothing to round: only zeros are missing.
  if (fraction <= scale) return (point < 0 && scale > 0 ? `${plain}.` : plain) + '0'.repeat(scale - fraction);
  return scaledText(rescale(toScaled(plain), scale), scale);
}

/** Spells a double out without exponent, from its shortest digits. */
export function plainOfDouble(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
