import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sqlite } from '../../connectors/drivers/sqlite/index.ts';

/** A source's database, written by a test and read by the product. */
export class SqliteSource implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'fuente-'));
  readonly #file = join(this.#folder, 'fuente.db');
  readonly #database = new DatabaseSync(this.#file);

  readonly #schema: string | null;

  /** Its tables are `schema.TABLE`; null: by their names alone. */
  constructor(statements: string, schema: string | null = 'dbo') {
    this.#schema = schema;
    this.run(statements);
  }

  run(statements: string): void {
    this.#database.exec(statements);
  }

  get driver() {
    return sqlite({ file: this.#file, ...(this.#schema !== null && { schema: this.#schema }) });
  }

  [Symbol.dispose](): void {
    this.#database.close();
    rmSync(this.#folder, { recursive: true });
  }
}
