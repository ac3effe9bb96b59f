import { fieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { Sensitivity } from '../../schemas/scalars/scalar.ts';
import { StatementError } from '../database/database.ts';
import type { DatabaseCapabilities, Transaction } from '../database/database.ts';
import { quoted } from './tables.ts';

/** Whom a query can be run as: `bi` sees the views of `bi`; `hacienda` also the tables that the finance office may see. */
export const queryRoles = ['bi', 'hacienda'] as const;
export type QueryRole = (typeof queryRoles)[number];

/** The group that holds the grants; people's own logins may be made members of it. */
export const groupOf = (role: QueryRole): string => `libro_${role}`;
/** The login that is a member of that group and of nothing else. */
export const loginOf = (role: QueryRole): string => `libro_consulta_${role}`;

const groups = queryRoles.map(groupOf).join(', ');
const visibleToBi: ReadonlySet<Sensitivity> = new Set(['abierto', 'interno']);
const visibleToHacienda: ReadonlySet<Sensitivity> = new Set([...visibleToBi, 'reservado:hacienda']);

/** May the role be shown a field of that sensitivity? */
export function canSee(role: QueryRole, sensitivity: Sensitivity): boolean {
  return (role === 'bi' ? visibleToBi : visibleToHacienda).has(sensitivity);
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
  const visible = entities.filter(isVisibleToHacienda).map(({ name }) => name);
  if (await grantsAreDue(transaction, visible, signal)) await transaction.execute(grantsOf(visible), signal);
}

function isVisibleToHacienda(entity: CanonicalEntity): boolean {
  return fieldsOf(entity).every(({ sensitivity }) => visibleToHacienda.has(sensitivity));
}

const areMade = queryRoles
  .map(
    (role) => `exists (select from pg_auth_members
      where member = to_regrole('${loginOf(role)}') and roleid = to_regrole('${groupOf(role)}'))`,
  )
  .join(' and ');

/** One row: are the roles complete, is one of them there, and who is asking. */
export const rolesQuery = `
  select ${areMade} as complete, current_user::text as owner,
         exists (select from pg_roles where rolname in (${queryRoles.map((role) => `'${groupOf(role)}', '${loginOf(role)}'`).join(', ')})) as some`;

export interface RolesRow {
  readonly complete: boolean;
  readonly some: boolean;
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
  visible: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  const sees = (role: QueryRole): string => `has_table_privilege('${groupOf(role)}', relation.oid, 'select')`;
  const rows = await transaction.query(
    `select 1
       from pg_class as relation join pg_namespace as space on space.oid = relation.relnamespace
      where relation.relkind in ('r', 'v', 'm', 'p')
        and space.nspname in ('bi', 'libro', 'historia', 'corridas', 'log')
        and (${sees('bi')} <> (space.nspname = 'bi')
          or ${sees('hacienda')} <> (space.nspname = 'bi'
               or space.nspname in ('libro', 'historia') and relation.relname = any($1::text[])))
     union all
     select 1 where not has_schema_privilege('${groupOf('bi')}', 'bi', 'usage')
       or not has_schema_privilege('${groupOf('hacienda')}', 'libro', 'usage')
       or has_database_privilege('${groupOf('bi')}', current_database(), 'temporary')`,
    [visible],
    signal,
  );
  return rows.length > 0;
}

function grantsOf(visible: readonly string[]): string {
  const tables = visible.flatMap((name) => [`libro.${quoted(name)}`, `historia.${quoted(name)}`]);
  return `
    revoke all on schema bi, libro, historia, corridas, log from public, ${groups};
    revoke all on all tables in schema bi, libro, historia, corridas, log from public, ${groups};
    grant usage on schema bi to ${groups};
    grant select on all tables in schema bi to ${groups};
    grant usage on schema libro, historia to ${groupOf('hacienda')};
    ${tables.length === 0 ? '' : `grant select on ${tables.join(', ')} to ${groupOf('hacienda')};`}
    ${databaseGrants}`;
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
