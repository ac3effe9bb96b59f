import { IntegrationError } from '../../schemas/errors.ts';
import { StatementError } from '../database/database.ts';
import type { Database, Transaction } from '../database/database.ts';
import type { Login } from '../database/postgres.ts';
import { demandNoMore, freshPassword, keptPassword, rolesForbidden } from './logins.ts';
import { groupOf, rolesQuery } from './roles.ts';
import type { RolesRow } from './roles.ts';

/** Whom BI tools log in as: the role that can see the views of `bi` and nothing else. */
export const BI_LOGIN = groupOf('bi');

export interface BiAccess {
  /** Null when another database of the same server gave the login its password: only that one knows it. */
  readonly password: string | null;
  /** It was given by this call: the earlier one, if there was one, no longer works. */
  readonly fresh: boolean;
}

/** Lets the BI tools in, and makes the password when there is none yet or a new one is asked for. */
export async function openBiAccess(database: Database, renew: boolean, signal: AbortSignal): Promise<BiAccess> {
  return manage(database, signal, async (transaction) => {
    const [role] = await transaction.query<{ open: boolean }>(
      'select rolcanlogin as open from pg_roles where rolname = $1',
      [BI_LOGIN],
      signal,
    );
    const kept = await keptPassword(transaction, BI_LOGIN, signal);
    if (role?.open === true && !renew) return { password: kept, fresh: false };
    await transaction.execute(comforts, signal);
    return { password: await freshPassword(transaction, BI_LOGIN, kept, signal), fresh: true };
  });
}

/** Lets no BI tool in any more; who is in stays until it leaves. */
export async function closeBiAccess(database: Database, signal: AbortSignal): Promise<void> {
  await manage(database, signal, async (transaction) => {
    await transaction.execute(`alter role ${BI_LOGIN} nologin password null`, signal);
    await transaction.query('delete from corridas.acceso where rol = $1', [BI_LOGIN], signal);
  });
}

/** Logs in as the BI tools do. FORBIDDEN when the login may do more than it is for, or its password is another by now. */
export async function tryBiAccess(
  password: string,
  connect: (login: Login) => Promise<Database>,
  signal: AbortSignal,
): Promise<void> {
  await using connection = await connect({ user: BI_LOGIN, password }).catch((error: unknown) => {
    throw isRefusedPassword(error) ? changedElsewhere(error) : error;
  });
  await demandNoMore(connection, BI_LOGIN, BI_LOGIN, signal);
}

/** They protect nobody, since a session may set them otherwise: they spare tools that leave a transaction open, and writing `bi.`. */
const comforts = `
  alter role ${BI_LOGIN} set default_transaction_read_only = on;
  alter role ${BI_LOGIN} set idle_in_transaction_session_timeout = '10min';
  alter role ${BI_LOGIN} set search_path = bi;`;

async function manage<Result>(
  database: Database,
  signal: AbortSignal,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  if (!database.capabilities.roles) {
    throw new IntegrationError(
      'FORBIDDEN',
      `Nadie más puede conectarse a la ${database.place}. Para herramientas de BI el libro debe estar en un PostgreSQL: ` +
        "ledger: { managed: './libro-pg' } en esta misma máquina, o { url: secret('LIBRO_URL') }.",
    );
  }
  const [roles] = await database.query<RolesRow>(rolesQuery, [], signal);
  const { complete, present, owner } = roles ?? { complete: false, present: null, owner: '' };
  if (!complete) throw rolesForbidden(owner, present, undefined);
  try {
    return await database.transaction(work, signal);
  } catch (error) {
    throw error instanceof StatementError && error.sqlstate === '42501' ? rolesForbidden(owner, present, error) : error;
  }
}

function isRefusedPassword(error: unknown): boolean {
  const cause = error instanceof IntegrationError ? error.cause : null;
  return cause instanceof Error && 'code' in cause && cause.code === '28P01';
}

function changedElsewhere(cause: unknown): IntegrationError {
  return new IntegrationError(
    'FORBIDDEN',
    `El servidor no admite a ${BI_LOGIN} con la clave que guarda el libro: alguien la cambió por otro lado. ` +
      'Si no es a propósito, ponga una nueva: libro bi-access --new-password.',
    { cause },
  );
}
