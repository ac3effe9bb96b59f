import { odbc } from '../../../../connectors/drivers/odbc/index.ts';
import { ODBC_ENVIRONMENT, odbcDriver } from '../../../support/odbc-drivers.ts';
import { PASSWORD } from '../../../support/tds/server.ts';
import type { DriverFactory } from '../../../contracts/driver-factory.ts';
import { sqlServerFactory, tdsBench } from '../sqlserver/sqlserver-subjects.ts';
import type { Bench } from '../sqlserver/sqlserver-subjects.ts';
import { greeting } from './ports.ts';

const driverAt = (address: string) => {
  const [host = '', port = ''] = address.split(':');
  return odbc({
    dialect: 'sqlserver',
    connection: `Driver=${odbcDriver('libtdsodbc.so') ?? ''};Server=${host};Port=${port};Database=HASSQL;UID=lector`,
    password: () => PASSWORD,
    environment: ODBC_ENVIRONMENT,
    connectTimeoutMs: 60_000,
  });
};

/** The test server for SQL Server, by FreeTDS. */
export async function freetdsBench(): Promise<Bench> {
  const bench = await tdsBench(false);
  return {
    ...bench,
    driver: () => driverAt(bench.address),
    cut: async (options) => ({ file: (await bench.cut(options)).file, driver: driverAt(bench.address) }),
  };
}

export const freetdsFactory: DriverFactory = {
  ...sqlServerFactory(freetdsBench, false),
  capabilities: {
    filters: true,
    counts: true,
    sums: true,
    uniqueKeys: true,
    clock: true,
    groups: true,
    versions: false,
    marks: false,
    catalogue: false,
    files: false,
    snapshots: false,
  },
  // FreeTDS says the same of a server that hangs up and of one that is none.
  foreign: async () => {
    const address = `127.0.0.1:${String(await greeting('HTTP/1.1 400 Bad Request\r\n\r\n'))}`;
    return { driver: driverAt(address), file: address, table: 'dbo.T', format: null, cut: 'SOURCE_UNREACHABLE' };
  },
  server: null,
};
