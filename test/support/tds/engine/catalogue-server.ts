import { COLLATION_NAME } from '../types/characters.ts';
import type { CatalogueRow } from './catalogue-row.ts';
import type { Session } from './session.ts';
import type { Store } from './store.ts';

export function databaseRows({ facts }: Store): readonly CatalogueRow[] {
  const base = {
    create_date: '2020-01-01',
    // 2008 R2 is 10.50 and level 100; from 2012 on the level is ten times the major version.
    compatibility_level: facts.version[0] * 10,
    collation_name: COLLATION_NAME,
    is_read_only: false,
    state: 0,
    state_desc: 'ONLINE',
    recovery_model_desc: 'SIMPLE',
  };
  const snapshot = (on: boolean): CatalogueRow => ({
    snapshot_isolation_state: on ? 1 : 0,
    snapshot_isolation_state_desc: on ? 'ON' : 'OFF',
  });
  return [
    { ...base, name: 'master', database_id: 1, ...snapshot(true), is_read_committed_snapshot_on: false },
    {
      ...base,
      name: facts.database,
      database_id: 5,
      ...snapshot(facts.snapshotAllowed),
      is_read_committed_snapshot_on: facts.readCommittedSnapshot,
    },
  ];
}

const ISOLATION_NUMBERS = ['', 'read uncommitted', 'read committed', 'repeatable read', 'serializable', 'snapshot'];

export function sessionRow(session: Session): CatalogueRow {
  return {
    session_id: session.spid,
    login_time: '2020-01-01',
    host_name: session.host,
    program_name: session.application,
    login_name: session.account.name,
    status: 'running',
    transaction_isolation_level: ISOLATION_NUMBERS.indexOf(session.isolation),
    lock_timeout: Number(session.options.get('lock_timeout') ?? -1),
    deadlock_priority: deadlockPriority(session.options.get('deadlock_priority')),
    is_user_process: true,
    database_id: 5,
    open_transaction_count: session.transactionDepth,
  };
}

function deadlockPriority(written: string | undefined): number {
  const named: Readonly<Record<string, number>> = { low: -5, normal: 0, high: 5 };
  return named[written ?? 'normal'] ?? Number(written);
}
