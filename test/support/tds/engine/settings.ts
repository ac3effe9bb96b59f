import { SqlError } from '../sql-error.ts';
import type { Isolation, Session } from './session.ts';

const ISOLATIONS: readonly Isolation[] = [
  'read uncommitted',
  'read committed',
  'repeatable read',
  'serializable',
  'snapshot',
];

/** The SET options that a server knows; what they mean for results is modelled for few of them. */
const OPTIONS = new Set([
  ...['nocount', 'lock_timeout', 'deadlock_priority', 'textsize', 'rowcount', 'xact_abort', 'implicit_transactions'],
  ...['ansi_nulls', 'ansi_padding', 'ansi_warnings', 'ansi_null_dflt_on', 'ansi_null_dflt_off', 'ansi_defaults'],
  ...[
    'arithabort',
    'arithignore',
    'concat_null_yields_null',
    'quoted_identifier',
    'numeric_roundabort',
    'cursor_close_on_commit',
  ],
  ...[
    'dateformat',
    'datefirst',
    'language',
    'fmtonly',
    'noexec',
    'parseonly',
    'statistics',
    'showplan_all',
    'context_info',
  ],
  ...['query_governor_cost_limit', 'identity_insert', 'forceplan', 'no_browsetable', 'noreset'],
]);

/** SET: the value is kept for the session, and asked for by what depends on it. */
export function setOption(session: Session, option: string, value: string): void {
  if (option === 'transaction isolation level') {
    session.isolation = isolationNamed(value);
    return;
  }
  for (const name of option.split(',')) {
    if (!OPTIONS.has(name)) throw new SqlError(195, 15, 5, `'${name}' is not a recognized SET option.`);
    session.options.set(name, value);
  }
}

function isolationNamed(value: string): Isolation {
  const found = ISOLATIONS.find((isolation) => isolation === value);
  if (found === undefined) throw new SqlError(102, 15, 1, `Incorrect syntax near '${value}'.`);
  return found;
}

/** By the number that a transaction manager request carries (MS-TDS 2.2.6.9); 0 leaves it as it is. */
export function isolationNumbered(number: number, now: Isolation): Isolation {
  return number === 0 ? now : (ISOLATIONS[number - 1] ?? now);
}

export const isOn = (session: Session, option: string): boolean => session.options.get(option) === 'on';
