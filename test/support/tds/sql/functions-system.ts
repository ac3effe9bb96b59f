import { sqlType, typeText, type SqlType } from '../types/sql-type.ts';
import type { Stored } from '../types/stored.ts';
import { quoteText } from './quote.ts';
import type { SqlFunction } from './sql-function.ts';
import { bind, int, requireText, type Translation, type Typed } from './typed.ts';

const SYSNAME = sqlType('nvarchar', { length: 128 });
const BINARY8 = sqlType('binary', { length: 8 });

/** A value that is known when the statement is translated. */
const fact = (type: SqlType, value: (translation: Translation) => Stored, min = 0, max = min): SqlFunction => ({
  min,
  max,
  make: (translation) => ({ sql: bind(translation, value(translation)), type, nullable: true }),
});
const fixedInt = (value: (translation: Translation) => number): SqlFunction =>
  fact(sqlType('int'), (translation) => BigInt(value(translation)));

function rowversionBytes(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

export function versionText({ version: [major, minor, build] }: Translation['store']['facts']): string {
  return `${major}.${minor}.${build}.0`;
}

const YEARS: Readonly<Record<number, string>> = {
  10: '2008 R2',
  11: '2012',
  12: '2014',
  13: '2016',
  14: '2017',
  15: '2019',
  16: '2022',
};

function versionLine(translation: Translation): string {
  const { facts } = translation.store;
  const year = YEARS[facts.version[0]] ?? '';
  return `Microsoft SQL Server ${year} (TDS test server) - ${versionText(facts)} (X64)\n\t${facts.edition}`;
}

/** A member of a CASE on a name that may be an expression. */
function choose(name: Typed, members: Readonly<Record<string, string>>): string {
  const whens = Object.entries(members).map(([member, sql]) => `WHEN '${member.toLowerCase()}' THEN ${sql}`);
  return `CASE ms_lower(${requireText(name).sql}) ${whens.join(' ')} END`;
}

const lookup = (
  type: SqlType,
  max: number,
  sql: (operands: readonly Typed[], at: Translation) => string,
): SqlFunction => ({
  min: 0,
  max,
  make: (translation, operands) => ({ sql: sql(operands, translation), type, nullable: true }),
});

function variantOf(type: SqlType, text: string | null): string {
  return text === null ? 'NULL' : quoteText(`${typeText(type)}|${text}`);
}

const member = (isMember: (translation: Translation) => readonly string[]): SqlFunction => ({
  min: 1,
  max: 2,
  make: (translation, [name]) => {
    const roles = isMember(translation).map((role) => [role, '1'] as const);
    const known = Object.fromEntries([...KNOWN_ROLES.map((role) => [role, '0'] as const), ...roles]);
    return int(choose(name, known), true);
  },
});

const KNOWN_ROLES = [
  ...['public', 'db_owner', 'db_accessadmin', 'db_securityadmin', 'db_ddladmin', 'db_backupoperator'],
  ...['db_datareader', 'db_datawriter', 'db_denydatareader', 'db_denydatawriter', 'sysadmin', 'serveradmin'],
];

export const systemFunctions: Readonly<Record<string, SqlFunction>> = {
  '@@version': fact(sqlType('nvarchar', { length: 300 }), versionLine),
  '@@servername': fact(SYSNAME, ({ store }) => store.facts.name),
  '@@spid': fact(sqlType('smallint'), ({ session }) => BigInt(session.spid)),
  '@@trancount': fixedInt(({ session }) => session.transactionDepth),
  '@@rowcount': fixedInt(({ session }) => session.rowCount),
  '@@error': fixedInt(({ session }) => session.lastError),
  '@@identity': fact(sqlType('numeric', { precision: 38 }), ({ session }) => identityOf(session.identity)),
  '@@dbts': fact(BINARY8, ({ store }) => rowversionBytes(store.transactions.lastRowversion)),
  '@@lock_timeout': fixedInt(({ session }) => Number(session.options.get('lock_timeout') ?? -1)),
  '@@textsize': fixedInt(({ session }) => Number(session.options.get('textsize') ?? 2_147_483_647)),
  '@@language': fact(SYSNAME, () => 'us_english'),
  '@@max_precision': fact(sqlType('tinyint'), () => 38n),
  '@@microsoftversion': fixedInt(({ store }) => (store.facts.version[0] << 24) | store.facts.version[2]),
  scope_identity: fact(sqlType('numeric', { precision: 38 }), ({ session }) => identityOf(session.identity)),
  min_active_rowversion: fact(BINARY8, ({ store }) => rowversionBytes(store.transactions.minActiveRowversion)),
  xact_state: fact(sqlType('smallint'), ({ session: { transaction } }) =>
    transaction === null ? 0n : transaction.doomed ? -1n : 1n,
  ),
  db_name: fact(SYSNAME, ({ session }) => session.database, 0, 1),
  db_id: fact(sqlType('smallint'), () => 5n, 0, 1),
  suser_sname: fact(SYSNAME, ({ session }) => session.account.name, 0, 1),
  suser_name: fact(SYSNAME, ({ session }) => session.account.name, 0, 1),
  original_login: fact(SYSNAME, ({ session }) => session.account.name),
  user_name: fact(SYSNAME, ({ session }) => session.account.name, 0, 1),
  app_name: fact(SYSNAME, ({ session }) => session.application),
  host_name: fact(SYSNAME, ({ session }) => session.host),
  has_dbaccess: lookup(sqlType('int'), 1, ([name], { store }) =>
    name === undefined ? 'NULL' : choose(name, { [store.facts.database]: '1', master: '1' }),
  ),
  is_member: member(({ session }) => [...session.account.roles, 'public']),
  is_rolemember: member(({ session }) => [...session.account.roles, 'public']),
  is_srvrolemember: member(({ session }) => ['public', ...session.account.roles.filter((role) => role === 'sysadmin')]),
  has_perms_by_name: {
    min: 3,
    max: 5,
    make: (translation, [securable, kind, permission]) =>
      int(`ms_permission(${translation.session.spid}, ${securable.sql}, ${kind.sql}, ${permission.sql})`, true),
  },
  serverproperty: lookup(sqlType('sql_variant'), 1, ([name], { store }) =>
    name === undefined ? 'NULL' : choose(name, serverProperties(store.facts)),
  ),
  databasepropertyex: lookup(sqlType('sql_variant'), 2, ([, name]) =>
    name === undefined
      ? 'NULL'
      : choose(name, {
          collation: variantOf(SYSNAME, 'Modern_Spanish_CI_AS'),
          updateability: variantOf(SYSNAME, 'READ_WRITE'),
          status: variantOf(SYSNAME, 'ONLINE'),
        }),
  ),
  schema_name: lookup(SYSNAME, 1, ([id]) =>
    id === undefined ? "'dbo'" : `(SELECT name FROM "sys.schemas" WHERE schema_id = ${id.sql})`,
  ),
  schema_id: lookup(sqlType('int'), 1, ([name]) =>
    name === undefined ? '1' : `(SELECT schema_id FROM "sys.schemas" WHERE ms_key(name) = ms_key(${name.sql}))`,
  ),
  object_id: lookup(sqlType('int'), 2, ([name]) => (name === undefined ? 'NULL' : `ms_object_id(${name.sql})`)),
  object_name: lookup(SYSNAME, 2, ([id]) => objectFact('name', id)),
  object_schema_name: lookup(
    SYSNAME,
    2,
    ([id]) => `(SELECT name FROM "sys.schemas" WHERE schema_id = ${objectFact('schema_id', id)})`,
  ),
  type_name: lookup(SYSNAME, 1, ([id]) =>
    id === undefined ? 'NULL' : `(SELECT name FROM "sys.types" WHERE user_type_id = ${id.sql})`,
  ),
  col_name: lookup(SYSNAME, 2, ([object, column]) =>
    object === undefined || column === undefined
      ? 'NULL'
      : `(SELECT name FROM "sys.columns" WHERE object_id = ${object.sql} AND column_id = ${column.sql})`,
  ),
};

const objectFact = (column: string, id: Typed | undefined): string =>
  id === undefined ? 'NULL' : `(SELECT ${column} FROM "sys.objects" WHERE object_id = ${id.sql})`;

function identityOf(value: bigint | null): Stored {
  return value === null ? null : `p${String(String(value).length).padStart(2, '0')}${value}`;
}

function serverProperties(facts: Translation['store']['facts']): Readonly<Record<string, string>> {
  const text = (value: string | null): string => variantOf(SYSNAME, value);
  const number = (value: number): string => variantOf(sqlType('int'), String(value));
  return {
    productversion: text(versionText(facts)),
    productlevel: text('RTM'),
    // Before SQL Server 2012 (11.0) the server does not know the property and answers NULL.
    productmajorversion: facts.version[0] < 11 ? 'NULL' : text(String(facts.version[0])),
    edition: text(facts.edition),
    engineedition: number(facts.edition.startsWith('Express') ? 4 : 2),
    collation: text('Modern_Spanish_CI_AS'),
    machinename: text(facts.name.split('\\')[0] ?? facts.name),
    servername: text(facts.name),
    instancename: text(facts.instance),
    isintegratedsecurityonly: number(0),
    isclustered: number(0),
  };
}
