import { resolve } from 'node:path';
import { z } from 'zod';
import { folder as folderDriver } from '../../connectors/drivers/file/index.ts';
import { sqlite } from '../../connectors/drivers/sqlite/index.ts';
import * as fields from '../../connectors/fields/index.ts';
import { sources } from '../../connectors/registry.ts';
import * as rows from '../../connectors/rows/index.ts';
import { byFile, byVigencia, photograph, whole } from '../../connectors/scope.ts';
import { accessDriver } from './access.ts';
import type { AccessFile } from './access.ts';
import { configInvalid, demandShape, strictOptions } from './problems.ts';
import { odbcDriver } from './odbc.ts';
import type { OdbcDatabase } from './odbc.ts';
import { Secret } from './secret.ts';
import { site } from './site.ts';
import { sqlServerDriver } from './sqlserver.ts';
import type { SqlServerDatabase } from './sqlserver.ts';
import { use } from './use.ts';

interface SqliteFile {
  readonly file: string;
  readonly schema?: string;
  readonly busyTimeoutMs?: number;
}

interface DropFolder {
  readonly path: string;
  readonly witness?: string;
}

const filled = z.string().min(1);
const sqliteSchema = strictOptions({
  file: filled,
  schema: filled.optional(),
  busyTimeoutMs: z.int().min(0).optional(),
});
const folderSchema = strictOptions({ path: filled, witness: filled.optional() });

/** What a `libro.config.ts` is given: it imports nothing, so that it works from any folder. Relative paths start at its own. */
export function api(base: string) {
  const at = (path: string): string => resolve(base, path);
  return {
    site,
    use,
    sources,
    drivers: {
      /** A SQLite file, opened read-only in place; with `schema`, its tables are `schema.TABLE`. */
      sqlite: (options: SqliteFile) => {
        demandShape(sqliteSchema, options, 'drivers.sqlite');
        return sqlite({ ...options, file: at(options.file) });
      },
      /** A database of SQL Server, 2008 R2 or later, over two connections at most that only read. */
      sqlserver: (options: SqlServerDatabase) => sqlServerDriver(options, process.env),
      /** An Access file, 97 to 2019: it is copied to be read, never opened in place. */
      access: (options: AccessFile) => accessDriver(options, at, process.env),
      /** What has no driver of its own, by its ODBC driver, which runs in a process apart. */
      odbc: (options: OdbcDatabase) => odbcDriver(options, process.env),
      /**
       * A drop folder: its files are read, never moved or written. On a network share `witness` names a file that always lies
       * in it: when it is missing, the share is not connected.
       */
      folder: (options: DropFolder) => {
        demandShape(folderSchema, options, 'drivers.folder');
        return folderDriver({ ...options, path: at(options.path) });
      },
    },
    /** The value of an environment variable, or of the file that `<NAME>_FILE` names; shown nowhere. */
    secret: (name: string) => {
      if (typeof name === 'string' && /^[A-Za-z_]\w*$/.test(name)) return new Secret(name);
      throw configInvalid([
        { path: 'secret', reason: "se espera el nombre de una variable, como secret('LIBRO_URL')" },
      ]);
    },
    scopes: { whole, byVigencia, byFile, photograph },
    fields,
    rows,
  };
}

export type Api = ReturnType<typeof api>;
