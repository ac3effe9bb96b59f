import { textScalar } from './scalar.ts';

/** A budget code of the CCPET or an entity's extension of it: dotted segments, kept as written. `1.10` is not `1.1`. */
export const rubro = textScalar(
  'rubro',
  /^\d+(?:\.\d+)*$/,
  'un rubro de segmentos de dígitos separados por puntos, como 1.1.01.02',
);

/** How many segments the code has: its level in the catalogue. */
export function rubroLevel(codigo: string): number {
  return codigo.split('.').length;
}

/** True for the code itself and for all that hang from it: `1.1.01` holds `1.1.01.02`, not `1.1.010`. */
export function isWithinRubro(codigo: string, ancestor: string): boolean {
  return codigo === ancestor || codigo.startsWith(`${ancestor}.`);
}

/** The order of the catalogue: segment by segment, a parent before its children, `1.9` before `1.10`; 0 only for equal texts. */
export function compareRubros(left: string, right: string): number {
  const others = right.split('.');
  for (const [place, segment] of left.split('.').entries()) {
    const other = others[place];
    if (other === undefined) return 1;
    const order = compareSegments(segment, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** By value without making a number of it; `1` before `01`. */
function compareSegments(left: string, right: string): number {
  const [value, other] = [withoutZeros(left), withoutZeros(right)];
  if (value.length !== other.length) return value.length - other.length;
  if (value !== other) return value < other ? -1 : 1;
  return left.length - right.length;
}

function withoutZeros(segment: string): string {
  return segment.replace(/^0+/, '');
}
