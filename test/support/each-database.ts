import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Database } from '../../pipelines/database/database.ts';
import { openPostgres } from '../../pipelines/database/postgres.ts';
import { databases } from './databases.ts';
import type { DatabaseKind, OpenedDatabase } from './databases.ts';
import { TestLibro } from './libro.ts';
import { need } from './need.ts';

/** Another process's way to the same ledger: connections under a name of their own. Whoever connects disposes. */
export type Connect = (name: string) => Promise<Database>;

/** A suite on every database that the product runs on; each test starts from an empty, migrated ledger. */
export function describeOnEachDatabase(
  title: string,
  suite: (libro: () => TestLibro) => void,
  kinds: readonly DatabaseKind[] = databases,
): void {
  describeOn(kinds, title, suite);
}

/** A suite that has nothing to do with which database it is: the embedded one. Each test starts from an empty, migrated ledger. */
export function describeOnOneDatabase(title: string, suite: (libro: () => TestLibro) => void): void {
  describeOn(databases.slice(0, 1), title, suite);
}

/** A suite on the databases that several processes can use at once. */
export function describeOnEachServer(title: string, suite: (libro: () => TestLibro, connect: Connect) => void): void {
  describeOn(
    databases.filter(({ name }) => name !== 'PGlite'),
    title,
    suite,
  );
}

function describeOn(
  kinds: readonly DatabaseKind[],
  title: string,
  suite: (libro: () => TestLibro, connect: Connect) => void,
): void {
  for (const kind of kinds) {
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

      const ledger = (): TestLibro => {
        if (!libro) throw new Error('the ledger is open only inside a test');
        return libro;
      };
      suite(ledger, (name) => openPostgres(database?.url ?? '', { name }, ledger().signal));
    });
  }
}
