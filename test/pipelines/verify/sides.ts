import type { TallyReport } from '../../../pipelines/capture/balance.ts';
import type { VerifyReport, VerifySides } from '../../../pipelines/verify/report.ts';

/** Rows and pesos of every side that is not empty. */
export function sidesOf(report: VerifyReport): Readonly<Record<string, string>> {
  const { excluded, apart } = report;
  return filled({ ...sides(report), excluded, apart });
}

/** The same of each scope. */
export function scopesOf({ scopes }: VerifyReport): Readonly<Record<string, unknown>> {
  return Object.fromEntries(scopes.map((scope) => [scope.scope, filled(sides(scope))]));
}

function sides({ source, quarantined, ledger, stale, leaving, pending, difference }: VerifySides) {
  return { source, quarantined, ledger, stale, leaving, ...pending, difference };
}

function filled(tallies: Readonly<Record<string, TallyReport>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(tallies)
      .filter(([, { rows, amounts }]) => rows !== 0 || (amounts['valor']?.total ?? '0.00') !== '0.00')
      .map(([name, { rows, amounts }]) => [name, `${String(rows)}: ${amounts['valor']?.total ?? ''}`]),
  );
}
