import { resolve } from 'node:path';
import { folder as folderDriver } from '../../connectors/drivers/file/index.ts';
import { sqlite } from '../../connectors/drivers/sqlite/index.ts';
import * as fields from '../../connectors/fields/index.ts';
import { sources } from '../../connectors/registry.ts';
import * as rows from '../../connectors/rows/index.ts';
import { byFile, byVigencia, photograph, whole } from '../../connectors/scope.ts';
import { Secret } from './secret.ts';
import { site } from './site.ts';
import { use } from './use.ts';

/** What a `libro.config.ts` is given: it imports nothing, so that it works from any folder. Relative paths start at its own. */
export function api(base: string) {
  const at = (path: string): string => resolve(base, path);
  return {
    site,
    use,
    sources,
    drivers: {
      /** A SQLite file, opened read-only in place; with `schema`, its tables are `schema.TABLE`. */
      sqlite: (options: { readonly file: string; readonly schema?: string }) =>
        sqlite({ ...options, file: at(options.file) }),
      /** A drop folder: its files are read, never moved or written. */
      folder: (options: { readonly path: string }) => folderDriver({ ...options, path: at(options.path) }),
    },
    /** The value of an environment variable, or of the file that `<NAME>_FILE` names; shown nowhere. */
    secret: (name: string) => new Secret(name),
    scopes: { whole, byVigencia, byFile, photograph },
    fields,
    rows,
  };
}

export type Api = ReturnType<typeof api>;
