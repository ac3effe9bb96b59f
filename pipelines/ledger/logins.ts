import { IntegrationError } from '../../schemas/errors.ts';
import type { Database, Transaction } from '../database/database.ts';
import { groupOf, loginOf } from './roles.ts';

/** The password that the ledger keeps for a login, locked until the transaction ends; null when it keeps none. */
export async function keptPassword(
  transaction: Transaction,
  login: string,
  signal: AbortSignal,
): Promise<string | null> {
  const [kept] = await transaction.query<{ clave: string }>(
    'select clave from corridas.acceso where rol = $1 for update',
    [login],
    signal,
  );
  return kept?.clave ?? null;
}

/**
 * Gives the login a password that is not `refused`, which stands for the one that is kept: whoever comes second finds the
 * first one's and keeps it.
 */
export async function freshPassword(
  transaction: Transaction,
  login: string,
  refused: string | null,
  signal: AbortSignal,
): Promise<string> {
  await transaction.query(
    `insert into corridas.acceso (rol, clave)
     values ($1, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''))
     on conflict (rol) do update set clave = excluded.clave, creada_en = clock_timestamp()
       where acceso.clave is not distinct from $2`,
    [login, refused],
    signal,
  );
  // Inside the server, so that the password stands in no statement that its log may keep.
  await transaction.execute(
    `do $$ begin
       execute (select format('alter role %I login password %L', rol, clave) from corridas.acceso where rol = '${login}');
     end $$`,
    signal,
  );
  const password = await keptPassword(transaction, login, signal);
  if (password === null) throw new TypeError(`no password was kept for ${login}`);
  return password;
}

/** A login that somebody gave more than it is for would turn every query into that much. FORBIDDEN says what it has. */
export async function demandNoMore(
  connection: Database,
  login: string,
  group: string,
  signal: AbortSignal,
): Promise<void> {
  const [more] = await connection.query<{ roles: string; attributes: boolean }>(
    `select coalesce((select string_agg(rolname, ', ' order by rolname) from pg_roles
                       where pg_has_role(current_user, oid, 'member') and rolname not in ($1, $2)), '') as roles,
            rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as attributes
       from pg_roles where rolname = current_user`,
    [login, group],
    signal,
  );
  if (more?.roles === '' && !more.attributes) return;
  const how = more?.attributes === false ? `es miembro de ${more.roles}` : 'tiene atributos de administrador';
  const allowed = login === group ? 'no debe ser miembro de ninguno' : `sólo debe ser miembro de ${group}`;
  throw new IntegrationError(
    'FORBIDDEN',
    `No se entra como ${login}: ese usuario de PostgreSQL ${how}, y ${allowed}. ` +
      `Pida al administrador del servidor que le quite lo demás, o que lo borre (DROP ROLE ${login}): se hace de nuevo solo.`,
  );
}

/** What the server's administrator has to run once, where the ledger's owner may not make the roles. */
export function rolesForbidden(owner: string, present: string | null, cause: unknown): IntegrationError {
  const user = `"${owner}"`;
  const lines = [`ALTER ROLE ${user} CREATEROLE;`];
  if (present !== null) lines.push(`GRANT ${present} TO ${user} WITH ADMIN OPTION;`);
  return new IntegrationError(
    'FORBIDDEN',
    `Para consultar hacen falta los roles ${groupOf('bi')}, ${loginOf('bi')} y los de cada oficina, y el usuario ${user} del libro no puede manejarlos. ` +
      `Pida al administrador de PostgreSQL que ejecute una vez:\n  ${lines.join('\n  ')}\nNo cambia nada más; lo demás de libro funciona sin esto.`,
    { cause },
  );
}
