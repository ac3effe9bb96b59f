import { moneyFieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity, CanonicalRecord } from '../../schemas/entity.ts';
import { centavosDe, dineroDe } from '../../schemas/scalars/dinero.ts';
import { Tally, addAmounts, addPacked } from '../capture/balance.ts';
import type { TallyReport } from '../capture/balance.ts';
import { post } from '../capture/books.ts';
import type { Outcome } from '../capture/candidate.ts';
import type { KnownEntry } from '../capture/known-state.ts';

type Side = 'source' | 'quarantined' | 'stale' | 'after' | 'before';

/** Of one scope: the records that the source forms, those rejected, and what a reading would publish in place of what. */
export type ScopeSums = Readonly<Record<Side, TallyReport>>;

/** Adds up by scope what became of each row that a reading judged. */
export class ScopeTallies {
  readonly #money: readonly string[];
  /** Scopes by the number that known state keeps of them. */
  readonly #known: ReadonlyMap<number, string>;
  readonly #byScope = new Map<string, Readonly<Record<Side, Tally>>>();
  readonly #stale = new Set<number>();

  constructor(entity: CanonicalEntity, known: ReadonlyMap<number, string>) {
    this.#money = moneyFieldsOf(entity);
    this.#known = known;
  }

  take(outcome: Outcome): void {
    const { amounts, scope } = outcome.candidate;
    const here = this.#of(scope.text);
    post(here.source, amounts);
    if (outcome.kind === 'rejected') {
      post(here.quarantined, amounts);
      this.#keepStale(outcome.known);
    } else if (outcome.kind === 'published') {
      this.#publish(here.after, outcome.record);
      this.#last('before', outcome.known);
    }
  }

  scopes(): readonly string[] {
    return [...this.#byScope.keys()];
  }

  sums(scope: string): ScopeSums {
    const { source, quarantined, stale, after, before } = this.#of(scope);
    return {
      source: source.report(),
      quarantined: quarantined.report(),
      stale: stale.report(),
      after: after.report(),
      before: before.report(),
    };
  }

  #publish(tally: Tally, record: CanonicalRecord): void {
    tally.row();
    addAmounts(
      tally,
      this.#money.map((name) => (record[name] ?? null) as string | null),
    );
  }

  /** Once, however many rows have the key. */
  #keepStale(known: KnownEntry | null): void {
    if (!known || this.#stale.has(known.number)) return;
    this.#stale.add(known.number);
    this.#last('stale', known);
  }

  /** The state last published, in the scope that it was read in. */
  #last(side: 'stale' | 'before', known: KnownEntry | null): void {
    if (typeof known?.digest !== 'string') return;
    const tally = this.#of(this.#known.get(known.scope) ?? '')[side];
    tally.row();
    addPacked(tally, known.amounts);
  }

  #of(scope: string): Readonly<Record<Side, Tally>> {
    const known = this.#byScope.get(scope);
    if (known) return known;
    const tally = (): Tally => new Tally(this.#money);
    const made = { source: tally(), quarantined: tally(), stale: tally(), after: tally(), before: tally() };
    this.#byScope.set(scope, made);
    return made;
  }
}

const NOTHING: TallyReport = { rows: 0, amounts: {} };
const NO_AMOUNT = { total: '0.00', unreadable: 0 } as const;

/** Rows, pesos and unreadable amounts of the first less those of the others. */
export function net(plus: readonly TallyReport[], minus: readonly TallyReport[] = []): TallyReport {
  const added = plus.reduce((sum, next) => joined(sum, next, 1), NOTHING);
  return minus.reduce((sum, next) => joined(sum, next, -1), added);
}

function joined(one: TallyReport, other: TallyReport, sign: 1 | -1): TallyReport {
  const names = new Set([...Object.keys(one.amounts), ...Object.keys(other.amounts)]);
  const amounts = [...names].map((name) => {
    const [a, b] = [one.amounts[name] ?? NO_AMOUNT, other.amounts[name] ?? NO_AMOUNT];
    const total = dineroDe(centavosDe(a.total) + BigInt(sign) * centavosDe(b.total));
    return [name, { total, unreadable: a.unreadable + sign * b.unreadable }] as const;
  });
  return { rows: one.rows + sign * other.rows, amounts: Object.fromEntries(amounts) };
}

export function isNothing({ rows, amounts }: TallyReport): boolean {
  return rows === 0 && Object.values(amounts).every(({ total, unreadable }) => total === '0.00' && unreadable === 0);
}
