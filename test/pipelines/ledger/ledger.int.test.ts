import { LedgerUnderTest } from '../../contracts/ledger-subject.ts';
import { ledgerContract } from '../../contracts/ledger.contract.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';

describeOnEachDatabase('the ledger', (open) => {
  ledgerContract(() => new LedgerUnderTest(open().database));
});
