import { afterAll, beforeAll, describe } from 'vitest';
import type { StartedTestContainer } from 'testcontainers';
import { sqlServerFactory } from '../connectors/drivers/sqlserver/sqlserver-subjects.ts';
import { driverContract } from '../contracts/driver.contract.ts';
import { containerBench, startSqlServer } from './sqlserver.ts';

describe.each(['2019', '2022'])('SQL Server %s', (version) => {
  let container: StartedTestContainer | undefined;
  let made = 0;
  beforeAll(async () => {
    container = await startSqlServer(`mcr.microsoft.com/mssql/server:${version}-latest`);
  });
  afterAll(async () => {
    await container?.stop();
  });

  for (const snapshots of [true, false]) {
    const open = (allowed: boolean): ReturnType<typeof containerBench> => {
      if (!container) throw new Error('the server runs only inside a test');
      made += 1;
      return containerBench(container, `PRUEBA_${String(made)}`, allowed);
    };
    driverContract(`snapshots ${snapshots ? 'demanded' : 'not allowed'}`, sqlServerFactory(open, snapshots));
  }
});
