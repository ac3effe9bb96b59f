import sql from 'mssql';

import { PASSWORD, type TdsServer } from '../server.ts';

/** A pool of one connection of the real client to a test server. */
export async function connectMssql(server: TdsServer, settings: Partial<sql.config> = {}): Promise<OpenPool> {
  const { options, ...others } = settings;
  const pool = new sql.ConnectionPool({
    server: server.host,
    // The port of a named instance is the Browser's to tell.
    ...(options?.instanceName === undefined ? { port: server.port } : {}),
    user: 'dueno',
    password: PASSWORD,
    database: server.database,
    pool: { max: 1 },
    ...others,
    options: { encrypt: false, trustServerCertificate: true, ...options },
  });
  pool.on('error', () => undefined);
  await pool.connect();
  return new OpenPool(pool);
}

export class OpenPool implements AsyncDisposable {
  readonly pool: sql.ConnectionPool;

  constructor(pool: sql.ConnectionPool) {
    this.pool = pool;
  }

  async rows(
    text: string,
    inputs: Readonly<Record<string, readonly [sql.ISqlType, unknown]>> = {},
  ): Promise<unknown[]> {
    const request = this.pool.request();
    for (const [name, [type, value]] of Object.entries(inputs)) request.input(name, type, value);
    const result = await request.query<unknown>(text);
    return [...result.recordset];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.pool.close();
  }
}
