import type { SqlType } from '../types/sql-type.ts';
import type { Stored } from '../types/stored.ts';
import type { Transaction } from './transaction.ts';

export type Isolation = 'read uncommitted' | 'read committed' | 'repeatable read' | 'serializable' | 'snapshot';

/** An account and what it may do. */
export interface Account {
  readonly name: string;
  /** Database roles: `db_datareader`, `db_datawriter`, `db_owner` … */
  readonly roles: readonly string[];
  /** Server and database permissions beyond the roles': `VIEW DATABASE STATE` … */
  readonly permissions: readonly string[];
  /** Tables and views that may not be read, `dbo.NOMINA`. */
  readonly denied: readonly string[];
}

export interface Variable {
  readonly type: SqlType;
  readonly value: Stored;
}

/** What the server knows of one connection while it executes for it. */
export interface Session {
  readonly spid: number;
  readonly account: Account;
  readonly application: string;
  readonly host: string;
  /** Options by their name in SET, lower case: `lock_timeout`, `nocount` … */
  readonly options: Map<string, string>;
  database: string;
  isolation: Isolation;
  transaction: Transaction | null;
  transactionDepth: number;
  /** Of the batch that runs. */
  variables: Map<string, Variable>;
  rowCount: number;
  identity: bigint | null;
  lastError: number;
}

export function makeSession(spid: number, account: Account, database: string, application = '', host = ''): Session {
  return {
    spid,
    account,
    application,
    host,
    options: new Map(),
    database,
    isolation: 'read committed',
    transaction: null,
    transactionDepth: 0,
    variables: new Map(),
    rowCount: 0,
    identity: null,
    lastError: 0,
  };
}

const READERS = ['db_datareader', 'db_owner'];
const WRITERS = ['db_datawriter', 'db_owner'];
const DEFINERS = ['db_ddladmin', 'db_owner'];

/** Does the account have the permission on the object (`dbo.PAGOS`), or on the database where it is null? */
export function isPermitted(account: Account, permission: string, object: string | null): boolean {
  const wanted = permission.toUpperCase();
  if (object !== null && account.denied.some((each) => each.toLowerCase() === object.toLowerCase())) return false;
  if (account.permissions.some((each) => each.toUpperCase() === wanted)) return true;
  const roles = rolesFor(wanted);
  return roles.some((role) => account.roles.includes(role));
}

function rolesFor(permission: string): readonly string[] {
  switch (permission) {
    case 'SELECT':
      return READERS;
    case 'INSERT':
    case 'UPDATE':
    case 'DELETE':
      return WRITERS;
    case 'CREATE TABLE':
    case 'ALTER':
    case 'CREATE VIEW':
      return DEFINERS;
    case 'CONNECT':
      return ['public', ...READERS, ...WRITERS, ...DEFINERS];
    default:
      return ['db_owner'];
  }
}
