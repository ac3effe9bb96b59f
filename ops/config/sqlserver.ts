import { z } from 'zod';
import { sqlserver } from '../../connectors/drivers/sqlserver/index.ts';
import type { SqlServerOptions } from '../../connectors/drivers/sqlserver/index.ts';
import type { Driver } from '../../connectors/driver.ts';
import { demandShape, strictOptions } from './problems.ts';
import { password } from './secret.ts';
import type { Secret } from './secret.ts';

/** A database of SQL Server as a site declares it; `ops/manual/sqlserver.md` explains each option. */
export interface SqlServerDatabase extends Omit<SqlServerOptions, 'password'> {
  readonly password: Secret;
}

const filled = z.string().min(1);
const milliseconds = z.int().min(1).optional();

const schema = strictOptions({
  server: filled.refine((server) => !server.includes(','), 'el puerto no va tras una coma: va en port'),
  port: z.int().min(1).max(65_535).optional(),
  database: filled,
  user: filled,
  password,
  domain: filled.optional(),
  encrypt: z.boolean().optional(),
  trustServerCertificate: z.boolean().optional(),
  tlsMinVersion: z.enum(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']).optional(),
  readOnlyIntent: z.boolean().optional(),
  applicationName: filled.optional(),
  isolation: z.enum(['snapshot', 'where-allowed', 'read-committed']).optional(),
  maxRowsPerSecond: z.int().min(1).optional(),
  connectTimeoutMs: milliseconds,
  lockTimeoutMs: milliseconds,
  silenceTimeoutMs: milliseconds,
}).refine(({ server, port }) => port === undefined || !server.includes('\\'), {
  path: ['port'],
  error: 'una instancia con nombre dice su puerto ella misma; quite port, o el nombre de la instancia de server',
});

/** CONFIG_INVALID names every option that is not as it should be. The password is looked up when a connection needs it. */
export function sqlServerDriver(options: SqlServerDatabase, environment: NodeJS.ProcessEnv): Driver {
  demandShape(schema, options, 'drivers.sqlserver');
  return sqlserver({ ...options, password: () => options.password.reveal(environment) });
}
