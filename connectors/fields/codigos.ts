import type { CanonicalValue } from '../../schemas/entity.ts';
import type { ScalarName } from '../../schemas/scalars/scalar.ts';
import type { Cell } from '../driver.ts';
import type { Field } from '../field.ts';
import { TEXT_OR_INTEGER, oneColumn, refusal, textOf } from './cell.ts';

interface Code {
  readonly scalar: ScalarName;
  readonly expected: string;
  readonly injective: boolean;
  readonly options?: Readonly<Record<string, CanonicalValue>>;
  /** The canonical code that a trimmed text stands for; null where it stands for none. */
  readonly canonicalOf: (text: string, cell: Cell) => string | null;
}

function code(column: string, { scalar, expected, injective, options = {}, canonicalOf }: Code): Field<string> {
  return oneColumn(column, {
    reader: scalar,
    options,
    takes: TEXT_OR_INTEGER,
    injective,
    read: (cell) => {
      const text = textOf(cell);
      return (text === null ? null : canonicalOf(text, cell)) ?? refusal(column, cell, expected);
    },
  });
}

const RUBRO = /^\d+(?:\.\d+)*$/;

/** A budget code of the CCPET, as it is written: `1.10` is not `1.1`. */
export function rubro(column: string): Field<string> {
  return code(column, {
    scalar: 'rubro',
    expected: 'un rubro de segmentos de dígitos separados por puntos, como 1.1.01.01.200',
    injective: true,
    canonicalOf: (text) => (RUBRO.test(text) ? text : null),
  });
}

/** `1.3.05.07.001`: two segments of one digit, two of two, then the entity's own. Shorter ones have lost a zero. */
const DOTTED = /^\d(?:\.\d(?:\.\d{2}(?:\.\d{2}(?:\.\d+)*)?)?)?$/;
const CUENTA = /^\d(?:\d|\d{3}|\d{5,})?$/;

/** An account of the Catálogo General de Cuentas, dotted or not, as its digits. */
export function cuenta(column: string): Field<string> {
  return code(column, {
    scalar: 'cuenta',
    expected: 'una cuenta contable de 1, 2, 4, 6 o más dígitos, como 130507 o 1.3.05.07',
    injective: false,
    canonicalOf: (text) => {
      const digits = DOTTED.test(text) ? text.replaceAll('.', '') : text;
      return CUENTA.test(digits) ? digits : null;
    },
  });
}

/** DANE code of a municipality. An integer cell has lost the zero of `05091`, the only one that it can have lost. */
export function divipola(column: string): Field<string> {
  return code(column, {
    scalar: 'divipola',
    expected: 'un código DIVIPOLA de 5 dígitos, como 25758',
    injective: true,
    canonicalOf: (text, cell) => {
      const digits = typeof cell === 'string' ? text : text.padStart(text.length === 4 ? 5 : 0, '0');
      return /^\d{5}$/.test(digits) ? digits : null;
    },
  });
}

export interface NumeroPredialOptions {
  /** The municipality of cells that leave it out and have 25 digits. */
  readonly municipio?: string;
}

/** Número predial nacional, 30 digits, with or without blanks, dashes and dots. Never made out of an older code. */
export function numeroPredial(column: string, { municipio }: NumeroPredialOptions = {}): Field<string> {
  return code(column, {
    scalar: 'numero_predial',
    expected: `un número predial nacional de 30 dígitos${municipio === undefined ? '' : ', o de 25 sin el municipio'}`,
    injective: false,
    options: { municipio: municipio ?? null },
    canonicalOf: (text) => {
      const digits = withoutMarks(text);
      const whole = municipio !== undefined && digits.length === 25 ? municipio + digits : digits;
      return /^\d{30}$/.test(whole) ? whole : null;
    },
  });
}

/** The cadastral code before it, of 20 or 15 digits, with or without blanks, dashes and dots. Never cut out of a newer one. */
export function codigoPredial(column: string): Field<string> {
  return code(column, {
    scalar: 'codigo_predial',
    expected: 'un código predial de 20 o de 15 dígitos',
    injective: false,
    canonicalOf: (text) => {
      const digits = withoutMarks(text);
      return /^(?:\d{15}|\d{20})$/.test(digits) ? digits : null;
    },
  });
}

const MATRICULA = /^(\d{3}|\d{2}[A-Z])-?0*([1-9]\d{0,9})$/;

/** Matrícula inmobiliaria as `176-12345`, also out of `17612345`, `176 - 0012345` or `50n-987`. */
export function matricula(column: string): Field<string> {
  return code(column, {
    scalar: 'matricula',
    expected: 'una matrícula inmobiliaria círculo-número, como 176-12345',
    injective: false,
    canonicalOf: (text) => {
      const [, circle, number] = MATRICULA.exec(text.replace(/\s/g, '').toUpperCase()) ?? [];
      return circle === undefined || number === undefined ? null : `${circle}-${number}`;
    },
  });
}

function withoutMarks(text: string): string {
  return text.replace(/[\s.-]/g, '');
}
