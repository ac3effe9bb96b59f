import type { Cell, Column, ColumnType } from '../../connectors/driver.ts';
import { cellText } from './cell-text.ts';
import type { Catalogues } from './catalogues.ts';
import { Coder } from './codes.ts';
import { contentsOf, personal } from './content.ts';
import type { Content } from './content.ts';
import { LEAST_ROWS } from './keys.ts';
import { masked } from './mask.ts';

/** What the rows that were read say of one column. Nothing in it names a person. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  readonly declared: string;
  readonly nulls: number;
  /** Empty, or nothing but blanks. */
  readonly blanks: number;
  readonly distinct: number;
  /** Least and greatest of days and amounts, by value; null where they would say who, or where there is no order to show. */
  readonly range: { readonly from: string; readonly to: string } | null;
  /** What at least nine in ten of its values look like; nothing below thirty values. */
  readonly contents: readonly string[];
  /** The values themselves where there are few and none is anybody's; null otherwise. */
  readonly values: readonly string[] | null;
  /** The shape of some values: digits as 9, letters as A and a. */
  readonly samples: readonly string[];
}

/** From this share of the values on, a content is the column's. */
const MOST = 0.9;
const SAMPLES = 3;
/** A list of codes: few values, each of them often. */
const FEW_VALUES = 12;
const OFTEN = 5;
const CODE_WIDTH = 20;
/** So many digits in a row may be a document or a telephone. */
const MANY_DIGITS = /\d{6}/;
const TWO = 2;
/** Names of columns that hold what says who somebody is, when they were born, or how to reach them. */
const ABOUT_PEOPLE = [
  /nombre|apellido|raz[oó]n|c[eé]dula|document|identificaci|nit(?!ari)|nacim|name|birth|(?:^|[^a-z])cc(?:$|[^a-z])/i,
  /direcci|correo|e-?mail|tel[eé]?f|celular|address|phone|contact/i,
  /persona|tercero|titular|propietari|contribuyente|beneficiari|solicitante|denunciante|visitante|empleado|funcionari/i,
  /encuestador|responsable|usuario|user|login|elabor|revis[oó]/i,
];

/** Gathers one column, cell by cell. */
export class ColumnReader {
  readonly column: Column;
  readonly coder = new Coder();
  readonly #catalogues: Catalogues;
  #nulls = 0;
  #blanks = 0;
  #filled = 0;
  #characters = 0;

  constructor(column: Column, catalogues: Catalogues) {
    this.column = column;
    this.#catalogues = catalogues;
  }

  add(cell: Cell): void {
    const text = cellText(cell);
    this.coder.add(text);
    if (text === null) this.#nulls += 1;
    else if (text.trim() === '') this.#blanks += 1;
    else {
      this.#filled += 1;
      this.#characters += text.length;
    }
  }

  /** Characters of its values, on average. */
  get width(): number {
    return this.#filled === 0 ? 0 : this.#characters / this.#filled;
  }

  end(): ColumnProfile {
    const { name, type, declared } = this.column;
    const contents = this.#contents();
    const values = [...this.coder.values()];
    const isPersonal =
      ABOUT_PEOPLE.some((people) => people.test(name)) || contents.some((content) => personal.has(content as Content));
    return {
      name,
      type,
      declared,
      nulls: this.#nulls,
      blanks: this.#blanks,
      distinct: this.coder.distinct,
      range: isPersonal ? null : rangeOf(values, type, contents),
      contents,
      values: isPersonal ? null : listOf(values),
      samples: [...new Set(values.slice(0, 3 * SAMPLES).map(([text]) => masked(text)))].slice(0, SAMPLES),
    };
  }

  /** Counted over the distinct values, each as often as it came. */
  #contents(): readonly string[] {
    if (this.#filled < LEAST_ROWS) return [];
    const looks = new Map<Content, number>();
    for (const [text, count] of this.coder.values()) {
      for (const content of contentsOf(text, this.#catalogues)) {
        looks.set(content, (looks.get(content) ?? 0) + count);
      }
    }
    const found = [...looks].filter(([, count]) => count >= MOST * this.#filled).map(([content]) => content);
    return this.coder.distinct === TWO ? [...found, 'bandera de dos valores'] : found;
  }
}

const asPeopleSort = new Intl.Collator('es', { numeric: true }).compare;

type Counted = readonly (readonly [text: string, count: number])[];

function listOf(values: Counted): readonly string[] | null {
  const isList =
    values.length <= FEW_VALUES &&
    values.every(([text, count]) => count >= OFTEN && text.length <= CODE_WIDTH && !MANY_DIGITS.test(text));
  return isList && values.length > 0 ? values.map(([text]) => text).toSorted(asPeopleSort) : null;
}

/** Days and moments compare as texts, amounts by value; numbers without decimals may be documents, and are not shown. */
function rangeOf(values: Counted, type: ColumnType, contents: readonly string[]): ColumnProfile['range'] {
  const texts = values.map(([text]) => text);
  const order = orders.find(
    ({ types, content, shape, tells }) =>
      (types.includes(type) || (content !== null && contents.includes(content))) &&
      texts.every((text) => shape.test(text)) &&
      texts.some((text) => tells.test(text)),
  );
  return order && texts.length > 0 ? ends(texts, order.compare) : null;
}

/** No document has so few digits. */
const SMALL = /^-?\d{1,5}$/;

interface Order {
  readonly types: readonly ColumnType[];
  readonly content: Content | null;
  /** What each value looks like. */
  readonly shape: RegExp;
  /** What at least one looks like. */
  readonly tells: RegExp;
  readonly compare: (one: string, other: string) => number;
}

const DAY = /^\d{4}-\d{2}-\d{2}/;

const orders: readonly Order[] = [
  { types: ['date', 'timestamp'], content: 'fecha', shape: DAY, tells: DAY, compare: asTexts },
  { types: ['decimal', 'float'], content: 'dinero', shape: /^-?\d+(?:\.\d+)?$/, tells: /\./, compare: byValue },
  { types: ['integer', 'decimal', 'float', 'any'], content: null, shape: SMALL, tells: SMALL, compare: byValue },
];

function asTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function ends(texts: readonly string[], compare: (one: string, other: string) => number): ColumnProfile['range'] {
  let [from, to] = [texts[0] ?? '', texts[0] ?? ''];
  for (const text of texts) {
    if (compare(text, from) < 0) from = text;
    if (compare(text, to) > 0) to = text;
  }
  return { from, to };
}

/** Exact: decimals side by side as integers. */
function byValue(one: string, other: string): number {
  const scale = Math.max(decimals(one), decimals(other));
  const difference = scaled(one, scale) - scaled(other, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function decimals(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

function scaled(text: string, scale: number): bigint {
  return BigInt(text.replace('.', '')) * 10n ** BigInt(scale - decimals(text));
}
