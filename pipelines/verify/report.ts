import type { TallyReport } from '../capture/balance.ts';
import type { RunReport } from '../capture/report.ts';
import type { RunTask } from '../capture/run-task.ts';
import type { LedgerSums } from './ledger-sums.ts';
import { isNothing, net } from './scope-sums.ts';
import type { ScopeTallies } from './scope-sums.ts';

/** What source and ledger have, and what is left over; zero in rows, pesos and unreadable amounts when all is right. */
export interface VerifySides {
  /** Records that the source forms today. */
  readonly source: TallyReport;
  /** Of them, those in quarantine. */
  readonly quarantined: TallyReport;
  /** Records alive in the ledger. */
  readonly ledger: TallyReport;
  /** Of them, those whose row is rejected now: the last good state. */
  readonly stale: TallyReport;
  /** Of them, those that the source no longer has and a next reading, or a suspended one, would delete. */
  readonly leaving: TallyReport;
  /** Records that a whole reading would publish now, as they would be and as the ledger has them. */
  readonly pending: { readonly after: TallyReport; readonly before: TallyReport };
  readonly difference: TallyReport;
}

/** One scope of the stream: a vigencia, a file, the whole table. */
export interface VerifiedScope extends VerifySides {
  readonly scope: string;
}

/** A stream held against its source; here the source has also the rows that form no record. */
export interface VerifyReport extends VerifySides {
  readonly origin: string;
  readonly entity: string;
  /** Rows of the source that a declared rule leaves out. */
  readonly excluded: TallyReport;
  /** Records alive in scopes that cannot be read: files gone from the folder, earlier cuts, places that are read no more. */
  readonly apart: TallyReport;
  readonly scopes: readonly VerifiedScope[];
  readonly ok: boolean;
  readonly error: RunReport['error'];
}

const NOTHING = net([]);

/** What a reading and the ledger say, side by side; `run` is null where nothing could be read. */
export function reportOf(
  { source, stream }: RunTask,
  run: RunReport | null,
  tallies: ScopeTallies,
  ledger: LedgerSums,
  error: RunReport['error'],
): VerifyReport {
  const scopes = scopesOf(run?.vanished ?? {}, tallies, ledger);
  const sides = { ...sumOf(scopes), ...readBy(run, scopes) };
  const difference = differenceOf(sides);
  return {
    origin: `${source}/${stream.id}`,
    entity: stream.entity.name,
    ...sides,
    apart: ledger.apart,
    difference,
    scopes,
    ok: error === null && [difference, ...scopes.map((scope) => scope.difference)].every(isNothing),
    error,
  };
}

function scopesOf(leaving: RunReport['vanished'], tallies: ScopeTallies, ledger: LedgerSums): readonly VerifiedScope[] {
  const names = new Set([...tallies.scopes(), ...ledger.byScope.keys(), ...Object.keys(leaving)]);
  return [...names].sort().map((scope) => {
    const { after, before, ...sums } = tallies.sums(scope);
    const sides = {
      ...sums,
      pending: { after, before },
      ledger: ledger.byScope.get(scope) ?? NOTHING,
      leaving: leaving[scope] ?? NOTHING,
    };
    return { scope, ...sides, difference: differenceOf(sides) };
  });
}

function sumOf(scopes: readonly VerifiedScope[]): Pick<VerifySides, 'ledger' | 'stale' | 'leaving' | 'pending'> {
  const all = (side: (scope: VerifiedScope) => TallyReport): TallyReport => net(scopes.map(side));
  return {
    ledger: all(({ ledger }) => ledger),
    stale: all(({ stale }) => stale),
    leaving: all(({ leaving }) => leaving),
    pending: { after: all(({ pending }) => pending.after), before: all(({ pending }) => pending.before) },
  };
}

/** Pesos as they were counted at the driver's edge; rows as the records that they form, for one row may form several. */
function readBy(
  run: RunReport | null,
  scopes: readonly VerifiedScope[],
): Pick<VerifyReport, 'source' | 'excluded' | 'quarantined'> {
  const [rows] = run?.equations ?? [];
  const excluded = rows?.right['excluidas'] ?? NOTHING;
  const unshaped = rows?.right['rechazadas al formar'] ?? NOTHING;
  const formed = net(scopes.map(({ source }) => source));
  return {
    source: { rows: net([formed, excluded, unshaped]).rows, amounts: rows?.left.amounts ?? {} },
    excluded,
    quarantined: net([...scopes.map(({ quarantined }) => quarantined), unshaped]),
  };
}

type Sides = Omit<VerifySides, 'difference'> & { readonly excluded?: TallyReport };

function differenceOf({ source, excluded, quarantined, ledger, stale, leaving, pending }: Sides): TallyReport {
  const left = net([source], [excluded ?? net([]), quarantined, pending.after]);
  return net([left], [net([ledger], [stale, leaving, pending.before])]);
}
