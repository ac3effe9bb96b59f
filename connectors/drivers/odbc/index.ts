import type { Driver } from '../../driver.ts';
import { connectionOf } from './connection.ts';
import { dialects } from './dialects.ts';
import { openingOf } from './options.ts';
import type { OdbcOptions } from './options.ts';
import { Session } from './session.ts';

export type { OdbcOptions } from './options.ts';

/**
 * Reads what has no driver of its own by its ODBC driver, which lives in a child process: what it breaks there is
 * SOURCE_UNREACHABLE here.
 */
export function odbc(options: OdbcOptions): Driver {
  const dialect = dialects[options.dialect];
  const opening = openingOf(options, dialect);
  return {
    kind: 'odbc',
    capabilities: dialect.capabilities,
    connect: async (signal) => connectionOf(await Session.open(opening, signal)),
  };
}
