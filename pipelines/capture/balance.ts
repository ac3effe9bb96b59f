import { centavosDe, dineroDe } from '../../schemas/scalars/dinero.ts';

/** Rows (or records) and what they are worth, per money field or column. */
export interface TallyReport {
  readonly rows: number;
  readonly amounts: Readonly<Record<string, AmountReport>>;
}

export interface AmountReport {
  /** Pesos, exact text. */
  readonly total: string;
  /** Cells that hold something that is no amount. */
  readonly unreadable: number;
}

const SAFE_DIGITS = 15;

/** Adds up rows and amounts exactly; reads no amount itself. */
export class Tally {
  #rows = 0;
  readonly #totals: bigint[];
  readonly #unreadable: number[];
  readonly #names: readonly string[];

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#totals = names.map(() => 0n);
    this.#unreadable = names.map(() => 0);
  }

  get rows(): number {
    return this.#rows;
  }

  row(count = 1): void {
    this.#rows += count;
  }

  /** One amount of the field or column at `index`. */
  add(index: number, centavos: bigint | null | 'unreadable'): void {
    if (centavos === null) return;
    if (centavos === 'unreadable') this.#unreadable[index] = (this.#unreadable[index] ?? 0) + 1;
    else this.#totals[index] = (this.#totals[index] ?? 0n) + centavos;
  }

  /** All amounts of another tally, and its rows. */
  merge(other: Tally): void {
    this.#rows += other.#rows;
    other.#totals.forEach((total, index) => {
      this.add(index, total);
    });
    other.#unreadable.forEach((count, index) => {
      this.#unreadable[index] = (this.#unreadable[index] ?? 0) + count;
    });
  }

  report(): TallyReport {
    return {
      rows: this.#rows,
      amounts: Object.fromEntries(
        this.#names.map((name, index) => [
          name,
          { total: dineroDe(this.#totals[index] ?? 0n), unreadable: this.#unreadable[index] ?? 0 },
        ]),
      ),
    };
  }
}

/** Centavos of amounts kept as text in known state: one per money field, blank for null. */
export function packAmounts(amounts: readonly (string | null)[]): string {
  return amounts.map((amount) => (amount === null ? '' : amount.replace('.', ''))).join(',');
}

/** Adds packed amounts to a tally. */
export function addPacked(tally: Tally, packed: string): void {
  packed.split(',').forEach((digits, index) => {
    if (digits !== '') tally.add(index, digits.length <= SAFE_DIGITS ? BigInt(Number(digits)) : BigInt(digits));
  });
}

/** Adds the amounts of a canonical record to a tally. */
export function addAmounts(tally: Tally, amounts: readonly (string | null)[]): void {
  amounts.forEach((amount, index) => {
    tally.add(index, amount === null ? null : centavosDe(amount));
  });
}

/** An equation of the run: the left side must equal the sum of the right, in rows and in every amount. */
export interface Equation {
  readonly name: string;
  readonly left: TallyReport;
  readonly right: Readonly<Record<string, TallyReport>>;
}

/** What does not close, in words; empty when the equation holds. */
export function imbalances(equation: Equation): readonly string[] {
  const sides = Object.values(equation.right);
  const rows = sides.reduce((sum, side) => sum + side.rows, 0);
  const problems: string[] = [];
  if (rows !== equation.left.rows) {
    problems.push(`${equation.name}: ${String(equation.left.rows)} filas a un lado y ${String(rows)} al otro`);
  }
  for (const [name, left] of Object.entries(equation.left.amounts)) {
    const total = sides.reduce((sum, side) => sum + centavosDe(side.amounts[name]?.total ?? '0.00'), 0n);
    if (total !== centavosDe(left.total)) {
      problems.push(`${equation.name}: ${name} suma ${left.total} a un lado y ${dineroDe(total)} al otro`);
    }
    const unreadable = sides.reduce((sum, side) => sum + (side.amounts[name]?.unreadable ?? 0), 0);
    if (unreadable !== left.unreadable) {
      problems.push(
        `${equation.name}: ${name} tiene ${String(left.unreadable)} valores ilegibles a un lado y ${String(unreadable)} al otro`,
      );
    }
  }
  return problems;
}
