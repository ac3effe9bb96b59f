import type { Driver } from '../../driver.ts';
import { SqlServerConnection } from './connection.ts';
import { isolationOf } from './options.ts';
import type { SqlServerOptions } from './options.ts';
import { systemClock } from './pace.ts';
import type { Clock } from './pace.ts';
import { SqlServerSource } from './source.ts';

export type { SqlServerOptions } from './options.ts';

/** Reads a database of SQL Server, 2008 R2 or later. It writes nothing, and holds two connections at most. */
export function sqlserver(options: SqlServerOptions, clock: Clock = systemClock): Driver {
  const source = new SqlServerSource(options, clock);
  return {
    kind: 'sqlserver',
    capabilities: {
      filters: true,
      counts: true,
      sums: true,
      uniqueKeys: true,
      clock: true,
      groups: true,
      // A secondary tells its own oldest transaction, not that of the server that writes.
      versions: options.readOnlyIntent !== true,
      marks: false,
      catalogue: true,
      files: false,
      snapshots: isolationOf(options) === 'snapshot',
    },
    connect: async (signal) => new SqlServerConnection(source, await source.enter(signal)),
  };
}
