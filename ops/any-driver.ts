import { extname, resolve } from 'node:path';
import { access } from '../connectors/drivers/access/index.ts';
import { sqlite } from '../connectors/drivers/sqlite/index.ts';
import type { DialectName } from '../connectors/drivers/odbc/dialects.ts';
import type { Driver } from '../connectors/driver.ts';
import { IntegrationError } from '../schemas/errors.ts';
import { odbcDriver } from './config/odbc.ts';
import { Secret } from './config/secret.ts';
import { sqlServerDriver } from './config/sqlserver.ts';
import { loneFile } from './lone-file.ts';

/** A database or a file that no configuration names, as a command is told of it. */
export interface AnySource {
  readonly driver?: string;
  readonly file?: string;
  readonly connection?: string;
  readonly password?: string;
}

/** A driver by its name on the command line; `file` is whole, `connection` as it was given. */
type Make = (source: {
  readonly file: string;
  readonly connection: string;
  /** With the password in it, under the name of `secret`, where there is one. */
  readonly environment: NodeJS.ProcessEnv;
}) => Driver;

/** Where a password may come without standing in other people's lists of processes. */
const PASSWORD = 'LIBRO_CLAVE';
const secret = new Secret(PASSWORD);

interface Way {
  readonly needs: 'file' | 'connection';
  /** Ends of a file's name that say which it is. */
  readonly extensions: readonly string[];
  readonly make: Make;
}

const ways: Readonly<Record<string, Way>> = {
  access: {
    needs: 'file',
    extensions: ['.mdb', '.accdb'],
    make: ({ file, environment: { [PASSWORD]: password } }) =>
      access({ file, ...(password === undefined ? {} : { password: () => password }) }),
  },
  sqlite: {
    needs: 'file',
    extensions: ['.db', '.sqlite', '.sqlite3'],
    make: ({ file }) => sqlite({ file }),
  },
  file: {
    needs: 'file',
    extensions: ['.csv', '.txt', '.tsv', '.xls', '.xlsx'],
    make: ({ file }) => loneFile(file),
  },
  odbc: {
    needs: 'connection',
    extensions: [],
    make: ({ connection, environment }) => {
      const [, dialect = '', rest = ''] = /^\s*dialect\s*=\s*([^;]*);?(.*)$/is.exec(connection) ?? [];
      const known = environment[PASSWORD] === undefined ? {} : { password: secret };
      return odbcDriver({ dialect: dialect.trim() as DialectName, connection: rest, ...known }, environment);
    },
  },
  sqlserver: {
    needs: 'connection',
    extensions: [],
    make: ({ connection, environment }) => sqlServerDriver({ ...partsOf(connection), password: secret }, environment),
  },
};

/** The names that `--driver` takes. */
export const anyDriverNames: readonly string[] = Object.keys(ways);

/** Is the command told of a source that no configuration names? */
export function namesAnySource({ driver, file, connection }: AnySource): boolean {
  return driver !== undefined || file !== undefined || connection !== undefined;
}

/**
 * The driver for it; a file's name says which where the command does not, and the environment the password. CONFIG_INVALID
 * says what is missing.
 */
export function anyDriver(source: AnySource, folder: string, environment: NodeJS.ProcessEnv): Driver {
  const { file = '', connection = '' } = source;
  const name = source.driver ?? nameFor(file);
  const way = ways[name];
  if (!way) {
    const wrong =
      source.driver === undefined ? `No se sabe con qué leer ${file || 'la fuente'}` : `No hay driver ${name}`;
    throw invalid(`${wrong}: diga --driver ${anyDriverNames.join(', --driver ')}.`);
  }
  if ((way.needs === 'file' ? file : connection) === '')
    throw invalid(`--driver ${name} necesita ${NEEDED[way.needs]}.`);
  return way.make({ file: resolve(folder, file), connection, environment: keyed(environment, source) });
}

/** The environment with the password that the command was given. */
function keyed(environment: NodeJS.ProcessEnv, { password }: AnySource): NodeJS.ProcessEnv {
  return password === undefined ? environment : { ...environment, [PASSWORD]: password };
}

const NEEDED = {
  file: '--file <archivo>',
  connection:
    '--connection "server=SRV;database=BASE;user=USUARIO" (con --driver odbc: "dialect=mariadb;Driver=…;Server=…")',
} as const;

function nameFor(file: string): string {
  const extension = extname(file).toLowerCase();
  return anyDriverNames.find((name) => ways[name]?.extensions.includes(extension)) ?? '';
}

const PARTS = ['server', 'port', 'database', 'user', 'domain', 'encrypt', 'trustServerCertificate', 'tlsMinVersion'];

/** `server=SRV\HASSQL;database=PREDIAL;user=lector`; the password is given apart. */
function partsOf(connection: string): { readonly server: string; readonly database: string; readonly user: string } {
  const pairs = connection.split(';').filter((part) => part.trim() !== '');
  const parts: Record<string, string | number | boolean> = {};
  for (const pair of pairs) {
    const [name = '', ...rest] = pair.split('=');
    const known = PARTS.find((part) => part.toLowerCase() === name.trim().toLowerCase());
    if (known === undefined) {
      throw invalid(
        `--connection no admite ${name.trim() || 'esa parte'}; admite ${PARTS.join(', ')}. La clave va en --password.`,
      );
    }
    parts[known] = valueOf(known, rest.join('=').trim());
  }
  const { server, database, user, ...more } = parts;
  if (typeof server === 'string' && typeof database === 'string' && typeof user === 'string') {
    return { server, database, user, ...more };
  }
  throw invalid('--connection debe decir server, database y user: "server=SRV;database=BASE;user=USUARIO".');
}

function valueOf(name: string, text: string): string | number | boolean {
  if (name === 'port') return Number(text);
  if (name === 'encrypt' || name === 'trustServerCertificate') return /^(?:true|yes|s[ií]|1)$/i.test(text);
  return text;
}

function invalid(message: string): IntegrationError {
  return new IntegrationError('CONFIG_INVALID', message);
}
