import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Where Debian's packages put ODBC drivers, by the machine's architecture. */
const FOLDERS = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((machine) => `/usr/lib/${machine}/odbc`);

/** The path of an ODBC driver of Debian; null where it is not installed. */
export function odbcDriver(file: string): string | null {
  return FOLDERS.map((folder) => `${folder}/${file}`).find((path) => existsSync(path)) ?? null;
}

/** Why nothing can be read by ODBC with that driver here; null when it can. */
export function missingOdbc(file: string, debian: string): string | null {
  try {
    createRequire(import.meta.url).resolve('odbc');
  } catch {
    return 'the package odbc was not built; see the README';
  }
  return odbcDriver(file) === null ? `${debian} is not installed` : null;
}

/** What an ODBC driver looks up, and nothing of the machine's own. */
export const ODBC_ENVIRONMENT = { LANG: 'C.UTF-8', ODBCSYSINI: '/dev/null', HOME: '/nonexistent' } as const;
