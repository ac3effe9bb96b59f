import { IntegrationError } from '../../schemas/errors.ts';
import { StatementError } from '../database/database.ts';
import type { Database, Transaction } from '../database/database.ts';
import type { Login } from '../database/postgres.ts';
import { groupOf, loginOf, queryRoles, rolesQuery } from './roles.ts';
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
  const { complete, some, owner } = roles ?? { complete: false, some: false, owner: '' };
  if (!complete) throw notAllowed(owner, some, undefined);
  const connection = await logIn(database, role, connect, signal).catch((error: unknown) => {
    throw error instanceof StatementError && error.sqlstate === '42501' ? notAllowed(owner, some, error) : error;
  });
  try {
    await demandNoMore(connection, role, signal);
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
  let refused: string | null = null;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const password: string = await database.transaction(
        (transaction) => passwordOf(transaction, role, refused, signal),
        signal,
      );
      refused = password;
      return await connect({ user: loginOf(role), password });
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

/** The password that is kept; a new one where none is, or where the kept one is the one that was refused. */
async function passwordOf(
  transaction: Transaction,
  role: QueryRole,
  refused: string | null,
  signal: AbortSignal,
): Promise<string> {
  const login = loginOf(role);
  const kept = (): Promise<readonly { readonly clave: string }[]> =>
    transaction.query('select clave from corridas.acceso where rol = $1 for update', [login], signal);
  const [known] = await kept();
  if (known && known.clave !== refused) return known.clave;
  await transaction.query(
    `insert into corridas.acceso (rol, clave)
     values ($1, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''))
     on conflict (rol) do update set clave = excluded.clave, creada_en = clock_timestamp()
       where acceso.clave is not distinct from $2`,
    [login, refused],
    signal,
  );
  await setPassword(transaction, login, signal);
  const [fresh] = await kept();
  if (!fresh) throw new TypeError(`no password was kept for ${login}`);
  return fresh.clave;
}

/** Inside the server, so that the password stands in no statement that its log may keep. */
async function setPassword(transaction: Transaction, login: string, signal: AbortSignal): Promise<void> {
  await transaction.execute(
    `do $$ begin
       execute (select format('alter role %I password %L', rol, clave) from corridas.acceso where rol = '${login}');
     end $$`,
    signal,
  );
}

/** A login that somebody gave more than it is for would turn every query into that much. */
async function demandNoMore(connection: Database, role: QueryRole, signal: AbortSignal): Promise<void> {
  const [more] = await connection.query<{ roles: string; attributes: boolean }>(
    `select coalesce((select string_agg(rolname, ', ' order by rolname) from pg_roles
                       where pg_has_role(current_user, oid, 'member') and rolname not in ($1, $2)), '') as roles,
            rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as attributes
       from pg_roles where rolname = current_user`,
    [loginOf(role), groupOf(role)],
    signal,
  );
  if (more?.roles === '' && !more.attributes) return;
  const login = loginOf(role);
  const how = more?.attributes === false ? `es miembro de ${more.roles}` : 'tiene atributos de administrador';
  throw new IntegrationError(
    'FORBIDDEN',
    `No se consulta como ${login}: ese usuario de PostgreSQL ${how}, y sólo debe ser miembro de ${groupOf(role)}. ` +
      `Pida al administrador del servidor que le quite lo demás, o que lo borre (DROP ROLE ${login}): se hace de nuevo solo.`,
  );
}

function notAllowed(owner: string, some: boolean, cause: unknown): IntegrationError {
  const user = `"${owner}"`;
  const all = queryRoles.flatMap((role) => [groupOf(role), loginOf(role)]).join(', ');
  const lines = [`ALTER ROLE ${user} CREATEROLE;`];
  if (some) lines.push(`GRANT ${all} TO ${user} WITH ADMIN OPTION;`);
  return new IntegrationError(
    'FORBIDDEN',
    `Para consultar hacen falta los roles ${all}, y el usuario ${user} del libro no puede manejarlos. ` +
      `Pida al administrador de PostgreSQL que ejecute una vez:\n  ${lines.join('\n  ')}\nNo cambia nada más; lo demás de libro funciona sin esto.`,
    { cause },
  );
}
