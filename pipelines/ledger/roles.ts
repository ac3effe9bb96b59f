import { sensitivityOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import { reservedRoles } from '../../schemas/scalars/scalar.ts';
import type { Role, Sensitivity } from '../../schemas/scalars/scalar.ts';
import { StatementError } from '../database/database.ts';
import type { DatabaseCapabilities, Transaction } from '../database/database.ts';
import { quoted } from './tables.ts';

/**
 * Whom a query can be run as. `bi` sees the views of `bi`; `hacienda` also every table but those that are reserved for
 * another office; each other office the tables that are reserved for it, and nothing else.
 */
export const queryRoles = ['bi', ...reservedRoles] as const;
export type QueryRole = (typeof queryRoles)[number];

/** The group that holds the grants; people's own logins may be made members of it. */
export const groupOf = (role: QueryRole): string => `libro_${role}`;
/** The login that is a member of that group and of nothing else. */
export const loginOf = (role: QueryRole): string => `libro_consulta_${role}`;

/** Every group and login. */
export const allRoles = queryRoles.flatMap((role) => [groupOf(role), loginOf(role)]);
const groups = queryRoles.map(groupOf).join(', ');
/** The roles that see the views. */
const viewers: readonly QueryRole[] = ['bi', 'hacienda'];

/** May the role be shown a field of that sensitivity, in a table or message that it may see? */
export function canSee(role: QueryRole, sensitivity: Sensitivity): boolean {
  return sensitivity === 'abierto' || sensitivity === 'interno' || sensitivity === `reservado:${role}`;
}

/** The entities whose tables the role may read. */
export function tablesSeenBy(role: Role, entities: readonly CanonicalEntity[]): readonly string[] {
  const seen = entities.filter((entity) => {
    const sensitivity = sensitivityOf(entity);
    return sensitivity === `reservado:${role}` || (role === 'hacienda' && !sensitivity.startsWith('reservado'));
  });
  return seen.map(({ name }) => name);
}

/**
 * Makes the roles of the cluster that are missing and gives them in this database what is due to them, no more. Where the
 * owner may not make roles nothing is granted to anybody, and `openReader` says what the server's administrator has to do.
 */
export async function migrateRoles(
  transaction: Transaction,
  capabilities: DatabaseCapabilities,
  entities: readonly CanonicalEntity[],
  signal: AbortSignal,
): Promise<void> {
  if (!(await rolesMade(transaction, signal))) return;
  if (!capabilities.roles) await transaction.execute(revokeEscapes, signal);
  const grants = reservedRoles.flatMap((role) => tablesSeenBy(role, entities).map((table) => ({ role, table })));
  if (await grantsAreDue(transaction, grants, signal)) await transaction.execute(grantsOf(grants), signal);
}

interface TableGrant {
  readonly role: Role;
  readonly table: string;
}

const areMade = queryRoles
  .map(
    (role) => `exists (select from pg_auth_members
      where member = to_regrole('${loginOf(role)}') and roleid = to_regrole('${groupOf(role)}'))`,
  )
  .join(' and ');

/** One row: are the roles complete, which of them are there, and who is asking. */
export const rolesQuery = `
  select ${areMade} as complete, current_user::text as owner,
         (select string_agg(rolname, ', ' order by rolname collate "C") from pg_roles
           where rolname in (${allRoles.map((role) => `'${role}'`).join(', ')})) as present`;

export interface RolesRow {
  readonly complete: boolean;
  readonly present: string | null;
  readonly owner: string;
}

const makeRoles = `do $$ begin ${queryRoles
  .map(
    (role) => `
  if to_regrole('${groupOf(role)}') is null then create role ${groupOf(role)} nologin; end if;
  if to_regrole('${loginOf(role)}') is null then create role ${loginOf(role)} login; end if;
  grant ${groupOf(role)} to ${loginOf(role)};`,
  )
  .join('')}
end $$`;

/** Roles belong to the cluster, so the migration of another database may be making them in this very moment. */
const ATTEMPTS = 5;
const MADE_BY_ANOTHER: readonly string[] = ['23505', '42710', 'XX000'];
const NOT_ALLOWED = '42501';

async function rolesMade(transaction: Transaction, signal: AbortSignal): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    const [found] = await transaction.query<RolesRow>(rolesQuery, [], signal);
    if (found?.complete === true) return true;
    await transaction.execute('savepoint roles', signal);
    try {
      await transaction.execute(makeRoles, signal);
      await transaction.execute('release savepoint roles', signal);
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      await transaction.execute('rollback to savepoint roles; release savepoint roles', signal);
      if (error.sqlstate === NOT_ALLOWED) return false;
      if (!MADE_BY_ANOTHER.includes(error.sqlstate) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Granting what is granted writes the catalogue all the same: it is done only where something differs. */
async function grantsAreDue(
  transaction: Transaction,
  grants: readonly TableGrant[],
  signal: AbortSignal,
): Promise<boolean> {
  const rows = await transaction.query(
    `select 1
       from pg_class as relation join pg_namespace as space on space.oid = relation.relnamespace
            cross join unnest($1::text[]) as role (name)
      where relation.relkind in ('r', 'v', 'm', 'p')
        and space.nspname in ('bi', 'libro', 'historia', 'corridas', 'log')
        and has_table_privilege('libro_' || role.name, relation.oid, 'select') <>
            (space.nspname = 'bi' and role.name = any($2::text[])
             or space.nspname in ('libro', 'historia') and role.name || '.' || relation.relname = any($3::text[]))
     union all
     select 1 from unnest($1::text[]) as role (name)
      where not has_schema_privilege('libro_' || role.name, case when role.name = any($2) then 'bi' else 'libro' end, 'usage')
         or has_database_privilege('libro_' || role.name, current_database(), 'temporary')`,
    [queryRoles, viewers, grants.map(({ role, table }) => `${role}.${table}`)],
    signal,
  );
  return rows.length > 0;
}

function grantsOf(grants: readonly TableGrant[]): string {
  const bi = viewers.map(groupOf).join(', ');
  return `
    revoke all on schema bi, libro, historia, corridas, log from public, ${groups};
    revoke all on all tables in schema bi, libro, historia, corridas, log from public, ${groups};
    grant usage on schema bi to ${bi};
    grant select on all tables in schema bi to ${bi};
    grant usage on schema libro, historia to ${reservedRoles.map(groupOf).join(', ')};
    ${reservedRoles.map((role) => tableGrants(role, grants)).join('')}
    ${databaseGrants}`;
}

function tableGrants(role: Role, grants: readonly TableGrant[]): string {
  const tables = grants
    .filter((grant) => grant.role === role)
    .flatMap(({ table }) => [`libro.${quoted(table)}`, `historia.${quoted(table)}`]);
  return tables.length === 0 ? '' : `grant select on ${tables.join(', ')} to ${groupOf(role)};`;
}

/** The loader needs temporary tables, and may be somebody who had them only as everybody else did. */
const databaseGrants = `
  do $$ begin
    if (select pg_has_role(datdba, 'usage') from pg_database where datname = current_database()) then
      execute format('grant temporary on database %I to %I', current_database(), current_user);
      execute format('revoke temporary on database %I from public, ${groups}', current_database());
      execute format('grant connect on database %I to ${groups}', current_database());
    end if;
    if (select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = 'public') then
      revoke create on schema public from public;
    end if;
  end $$;`;

/**
 * Embedded, the session is the owner's and a query only stands in for a role: without `set_config` it cannot step out. The
 * others reach files, large objects or other text of SQL, or make the one thread wait.
 */
const ESCAPES = [
  'set_config$',
  'pg_sleep',
  '(query|cursor|table|schema|database)_to_xml',
  'ts_stat$',
  'lo_|loread$|lowrite$',
  'pg_(read|ls|stat_file|file|create|drop|copy|advance|logical|replication|switch|backup|promote|wal|log|export)',
  'pg_(try_)?advisory',
  'pg_(terminate|cancel|reload|rotate|notify)',
];

const revokeEscapes = `
  do $$ declare escape regprocedure; begin
    for escape in
      select oid::regprocedure from pg_proc
       where pronamespace = 'pg_catalog'::regnamespace and proname ~ '^(${ESCAPES.join('|')})'
         and has_function_privilege('${groupOf('bi')}', oid, 'execute')
    loop
      execute format('revoke execute on function %s from public', escape);
    end loop;
  end $$;`;
