import { ledgerApplyContract } from './ledger-apply.contract.ts';
import { ledgerLoaderContract } from './ledger-loader.contract.ts';
import { ledgerPoisonContract } from './ledger-poison.contract.ts';
import type { LedgerUnderTest } from './ledger-subject.ts';
import { ledgerValuesContract } from './ledger-values.contract.ts';

/** What the ledger keeps on every database; `opened` gives one that is migrated and empty, anew for each test. */
export function ledgerContract(opened: () => LedgerUnderTest): void {
  ledgerApplyContract(opened);
  ledgerLoaderContract(opened);
  ledgerPoisonContract(opened);
  ledgerValuesContract(opened);
}
