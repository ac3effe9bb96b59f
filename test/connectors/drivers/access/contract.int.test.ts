import { afterAll, beforeAll } from 'vitest';
import { driverContract } from '../../../contracts/driver.contract.ts';
import { Jackcess, missingJackcess } from '../../../support/access/jackcess.ts';
import { need } from '../../../support/need.ts';
import { accessFactory } from './access-subjects.ts';

const missing = missingJackcess();

need(
  'Jackcess',
  missing === null,
  missing ?? '',
)('access on files that Jackcess writes', () => {
  let jackcess: Jackcess;
  beforeAll(async () => {
    jackcess = await Jackcess.start();
  });
  afterAll(() => jackcess[Symbol.asyncDispose]());

  driverContract(
    'access',
    accessFactory(() => jackcess),
  );
});
