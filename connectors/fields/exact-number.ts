import type { Cell } from '../driver.ts';

/** The digits that money and other decimals have at most, in all. */
const MAX_DIGITS = 19;

/** How an exact column writes its numbers. */
export interface Marks {
  readonly decimal: '.' | ',';
  readonly thousands: '.' | ',' | ' ' | null;
  /** Decimals that a cell may have, zeros at the end apart. */
  readonly decimals: number;
}

/** Throws a TypeError when one mark would mean two things. */
export function marksOf(column: string, decimals: number, marks: Partial<Omit<Marks, 'decimals'>>): Marks {
  const { decimal = '.', thousands = null } = marks;
  if (thousands === decimal) throw new TypeError(`${column}: decimals and thousands have one mark, ${decimal}`);
  return { decimal, thousands, decimals };
}

/** A number as the marks write it, for messages. */
export function exampleOf({ decimal, thousands }: Marks): string {
  return `1${thousands ?? ''}234${decimal}50`;
}

/**
 * Reads a cell as text of exactly `scale` decimals, null where it is no number of these marks or out of range. A cell with
 * more decimals than `scale` counts a larger unit: its point moves.
 */
export function exactReader(marks: Marks, scale: number): (cell: Cell) => string | null {
  const pattern = patternOf(marks);
  return (cell) => {
    if (typeof cell === 'bigint' || (typeof cell === 'number' && Number.isSafeInteger(cell))) {
      return numberText(cell < 0, String(cell).replace('-', '') + '0'.repeat(marks.decimals), scale);
    }
    const [, minus, whole = '', decimals = ''] = typeof cell === 'string' ? (pattern.exec(cell.trim()) ?? []) : [];
    if (minus === undefined) return null;
    const fraction = decimals.replace(/0+$/, '');
    if (fraction.length > marks.decimals) return null;
    return numberText(minus === '-', whole.replace(/\D/g, '') + fraction.padEnd(marks.decimals, '0'), scale);
  };
}

/** The canonical text of digits of which the last `scale` are decimals. */
function numberText(negative: boolean, digits: string, scale: number): string | null {
  const significant = digits.replace(/^0+/, '').padStart(scale + 1, '0');
  if (significant.length > MAX_DIGITS) return null;
  const point = significant.length - scale;
  const value = scale === 0 ? significant : `${significant.slice(0, point)}.${significant.slice(point)}`;
  return negative && /[1-9]/.test(value) ? `-${value}` : value;
}

const GROUP_MARK = { '.': '\\.', ',': ',', ' ': '[ \\u00a0\\u202f]' } as const;

function patternOf({ decimal, thousands }: Marks): RegExp {
  const grouped = thousands === null ? '' : `|\\d{1,3}(?:${GROUP_MARK[thousands]}\\d{3})+`;
  const mark = decimal === '.' ? '\\.' : ',';
  return new RegExp(`^(-?)(\\d+${grouped}|(?=${mark}\\d))(?:${mark}(\\d+))?$`);
}
