import { SqlError } from './sql-error.ts';

/** Class and text of errors that faults give, as sys.messages of a real server has them. */
const errors: Readonly<Record<number, readonly [severity: number, message: string]>> = {
  701: [17, "There is insufficient system memory in resource pool 'default' to run this query."],
  1205: [
    13,
    'Transaction (Process ID 51) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.',
  ],
  1222: [16, 'Lock request time out period exceeded.'],
  3960: [16, 'Snapshot isolation transaction aborted due to update conflict.'],
  4060: [11, 'Cannot open database "HASSQL" requested by the login. The login failed.'],
  17_142: [14, 'SQL Server service has been paused. No new connections will be allowed.'],
  18_456: [14, "Login failed for user 'lector'."],
  18_486: [14, "Login failed for user 'lector' because the account is currently locked out."],
  18_487: [14, "Login failed for user 'lector'.  Reason: The password of the account has expired."],
};

export function knownError(number: number, message?: string): SqlError {
  const [severity, text] = errors[number] ?? [16, `Error ${number}.`];
  return new SqlError(number, severity, 1, message ?? text);
}
