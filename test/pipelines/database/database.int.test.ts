import { databaseContract } from '../../contracts/database.contract.ts';
import { databases, ownDatabase } from '../../support/databases.ts';
import { need } from '../../support/need.ts';

for (const kind of [...databases, ownDatabase]) {
  need(
    kind.name,
    kind.missing === null,
    kind.missing ?? '',
  )(`on ${kind.name}`, () => {
    databaseContract(kind.name, () => kind.open());
  });
}
