import { IntegrationError } from '../../schemas/errors.ts';
import { StatementError } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import type { Login } from '../database/postgres.ts';
import { demandNoMore, freshPassword, keptPassword, rolesForbidden } from './logins.ts';
import { groupOf, loginOf, rolesQuery } from './roles.ts';
import type { QueryRole, RolesRow } from './roles.ts';

/** Reads as somebody who sees no more than the role's grants. Whoever opens disposes. */
export interface Reader extends AsyncDisposable {
  readonly readText: Database['readText'];
}

/**
 * Opens the ledger as a role. Where the server enforces roles that is a connection of its own, made by `connect`, whose
 * login is a member of the role's group and of nothing else; embedded it is the one connection, standing in for the role.
 * FORBIDDEN, with what the server's administrator has to run, where the login cannot be made or may do more.
 */
export async function openReader(
  database: Database,
  role: QueryRole,
  connect: (credentials: Login) => Promise<Database>,
  signal: AbortSignal,
): Promise<Reader> {
  if (!database.capabilities.roles) {
    return {
      readText: (text, use, until) => database.readText(text, use, until, loginOf(role)),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
  const [roles] = await database.query<RolesRow>(rolesQuery, [], signal);
  const { complete, present, owner } = roles ?? { complete: false, present: null, owner: '' };
  if (!complete) throw rolesForbidden(owner, present, undefined);
  const connection = await logIn(database, role, connect, signal).catch((error: unknown) => {
    throw error instanceof StatementError && error.sqlstate === '42501' ? rolesForbidden(owner, present, error) : error;
  });
  try {
    await demandNoMore(connection, loginOf(role), groupOf(role), signal);
  } catch (error) {
    await connection[Symbol.asyncDispose]();
    throw error;
  }
  return connection;
}

/** Another database of the cluster has the same logins and may change the password at any moment. */
const ATTEMPTS = 5;

async function logIn(
  database: Database,
  role: QueryRole,
  connect: (credentials: Login) => Promise<Database>,
  signal: AbortSignal,
): Promise<Database> {
  const user = loginOf(role);
  let refused: string | null = null;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const password: string = await database.transaction(async (transaction) => {
        const kept = await keptPassword(transaction, user, signal);
        return kept !== null && kept !== refused ? kept : freshPassword(transaction, user, kept, signal);
      }, signal);
      refused = password;
      return await connect({ user, password });
    } catch (error) {
      if (attempt === ATTEMPTS || !isOvertaken(error)) throw error;
    }
  }
}

/** The password was changed by somebody else since, or is being changed now (PostgreSQL: "tuple concurrently updated"). */
function isOvertaken(error: unknown): boolean {
  if (error instanceof StatementError) return error.sqlstate === 'XX000';
  return error instanceof IntegrationError && sqlstateOf(error.cause) === '28P01';
}

function sqlstateOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : null;
}
