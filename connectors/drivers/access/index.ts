import type { Connection, Driver } from '../../driver.ts';
import { AccessConnection } from './connection.ts';
import type { AccessOptions } from './options.ts';
import { demandOpens } from './opened-copy.ts';
import type { AccessFile } from './opened-copy.ts';
import { Opener } from './vendor.ts';

export type { AccessOptions } from './options.ts';

/** Reads an Access database, 97 to 2019, from copies of its file: each reading is of one moment. */
export function access(options: AccessOptions): Driver {
  const file = { options, opener: new Opener() };
  return {
    kind: 'access',
    capabilities: {
      filters: false,
      counts: true,
      sums: false,
      uniqueKeys: false,
      clock: false,
      groups: false,
      versions: false,
      marks: true,
      catalogue: true,
      files: false,
      snapshots: true,
    },
    connect: (signal) => connect(file, signal),
  };
}

/** The header tells whether the file can be opened; what else it holds is copied when it is asked for. */
async function connect(file: AccessFile, signal: AbortSignal): Promise<Connection> {
  signal.throwIfAborted();
  await demandOpens(file);
  signal.throwIfAborted();
  return new AccessConnection(file);
}
