import { afterAll, beforeAll, beforeEach } from 'vitest';
import { databases } from './databases.ts';
import type { OpenedDatabase } from './databases.ts';
import { TestLibro } from './libro.ts';
import { need } from './need.ts';

/** A suite on every database that the product runs on; each test starts from an empty, migrated ledger. */
export function describeOnEachDatabase(title: string, suite: (libro: () => TestLibro) => void): void {
  for (const kind of databases) {
    need(
      kind.name,
      kind.missing === null,
      kind.missing ?? '',
    )(`${title}, en ${kind.name}`, () => {
      let database: OpenedDatabase | undefined;
      let libro: TestLibro | undefined;
      beforeAll(async () => {
        database = await kind.open();
      });
      beforeEach(async () => {
        if (database) libro = await TestLibro.openEmpty(database);
      });
      afterAll(async () => {
        await database?.[Symbol.asyncDispose]();
      });

      suite(() => {
        if (!libro) throw new Error('the ledger is open only inside a test');
        return libro;
      });
    });
  }
}
