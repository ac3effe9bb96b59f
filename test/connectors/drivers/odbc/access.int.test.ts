import { afterAll, beforeAll } from 'vitest';
import { driverContract } from '../../../contracts/driver.contract.ts';
import { Jackcess, missingJackcess } from '../../../support/access/jackcess.ts';
import { need } from '../../../support/need.ts';
import { missingOdbc } from '../../../support/odbc-drivers.ts';
import { mdbtoolsFactory } from './access-subjects.ts';

const missing = missingOdbc('libmdbodbc.so', 'odbc-mdbtools') ?? missingJackcess();

need(
  'Access by ODBC',
  missing === null,
  missing ?? '',
)('Access by mdbtools', () => {
  let jackcess: Jackcess;
  beforeAll(async () => {
    jackcess = await Jackcess.start();
  }, 120_000);
  afterAll(() => jackcess[Symbol.asyncDispose]());

  driverContract(
    'odbc, Access by mdbtools',
    mdbtoolsFactory(() => jackcess),
  );
});
