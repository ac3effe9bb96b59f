import { DatabaseSync } from 'node:sqlite';

import { SqlError } from '../sql-error.ts';
import type { ObjectName } from '../sql/syntax.ts';
import { quoteName } from '../sql/quote.ts';
import { familyOf } from '../types/sql-type.ts';
import type { ServerFacts } from './facts.ts';
import type { Session } from './session.ts';
import { registerFunctions } from './sqlite-functions.ts';
import { storedColumns, type Table, type TableColumn, type TableIndex, type View } from './table.ts';
import { Transactions } from './transactions.ts';

/** The database of a test server: one SQLite connection, its tables, views and transactions. */
export class Store implements Disposable {
  readonly facts: ServerFacts;
  readonly sqlite = new DatabaseSync(':memory:');
  readonly transactions: Transactions;
  readonly sessions = new Map<number, Session>();
  readonly #objects = new Map<string, Table | View>();
  #nextId = 245_575_913;

  constructor(facts: ServerFacts, firstRowversion: bigint) {
    this.facts = facts;
    this.transactions = new Transactions(this.sqlite, firstRowversion);
    registerFunctions(this);
  }

  get tables(): readonly Table[] {
    return [...this.#objects.values()].filter((object) => 'columns' in object);
  }

  get views(): readonly View[] {
    return [...this.#objects.values()].filter((object) => 'query' in object);
  }

  /** A name that begins with `#` is a temporary table of the session. */
  find(name: ObjectName, spid = 0): Table | View | null {
    return this.#objects.get(nameKey(name, spid)) ?? null;
  }

  table(name: ObjectName, spid: number): Table {
    const found = this.find(name, spid);
    if (found !== null && 'columns' in found) return found;
    throw new SqlError(208, 16, 1, `Invalid object name '${name.join('.')}'.`);
  }

  createTable(name: ObjectName, columns: readonly TableColumn[], indexes: readonly TableIndex[], spid = 0): Table {
    const base = this.#newObject(name, spid);
    const physical = quoteName(nameKey(name, spid));
    const table: Table = {
      ...base,
      owner: isTemporary(name) ? spid : null,
      columns,
      indexes: [],
      physical,
      madeBy: null,
      rows: 0,
      nextIdentity: 1n,
    };
    const names = storedColumns(table).map((column) => quoteName(column.name));
    const meta = ['"~v" INTEGER PRIMARY KEY', '"~by" INTEGER', '"~from" INTEGER', '"~end" INTEGER', '"~to" INTEGER'];
    this.sqlite.exec(`CREATE TABLE ${physical} (${[...meta, ...names].join(', ')})`);
    const own = (suffix: string): string => quoteName(`${nameKey(name, spid)}~${suffix}`);
    this.sqlite.exec(`CREATE INDEX ${own('by')} ON ${physical} ("~by") WHERE "~from" IS NULL`);
    this.sqlite.exec(`CREATE INDEX ${own('end')} ON ${physical} ("~end") WHERE "~to" IS NULL AND "~end" IS NOT NULL`);
    this.sqlite.exec(`CREATE INDEX ${own('to')} ON ${physical} ("~to") WHERE "~to" IS NOT NULL`);
    this.#objects.set(nameKey(name, spid), table);
    for (const index of indexes) this.createIndex(table, index);
    return table;
  }

  createIndex(table: Table, index: TableIndex): void {
    const name = quoteName(`${table.physical}~index~${index.name}`);
    this.sqlite.exec(`CREATE INDEX ${name} ON ${table.physical} (${indexKeys(table, index).join(', ')})`);
    table.indexes.push(index);
  }

  createView(name: ObjectName, parts: Pick<View, 'query' | 'definition' | 'shown'>): void {
    const view: View = { ...this.#newObject(name, 0), ...parts };
    this.#objects.set(nameKey(name, 0), view);
  }

  drop(object: Table | View): void {
    if ('physical' in object) this.sqlite.exec(`DROP TABLE ${object.physical}`);
    const name = [object.schema, object.name];
    this.#objects.delete(nameKey(name, 'owner' in object ? (object.owner ?? 0) : 0));
  }

  /** The temporary tables of a session. */
  temporary(spid: number): readonly Table[] {
    return this.tables.filter(({ owner }) => owner === spid);
  }

  [Symbol.dispose](): void {
    this.sqlite.close();
  }

  #newObject(name: ObjectName, spid: number): Pick<Table, 'id' | 'schema' | 'name' | 'created'> {
    if (this.find(name, spid) !== null) {
      throw new SqlError(2714, 16, 6, `There is already an object named '${name.at(-1) ?? ''}' in the database.`);
    }
    const schema = name.at(-2) ?? 'dbo';
    this.#nextId += 16_000_057;
    const created = this.facts.now().toISOString().replace('T', ' ').slice(0, 19);
    return { id: this.#nextId, schema: schema === '' ? 'dbo' : schema, name: name.at(-1) ?? '', created };
  }
}

const isTemporary = (name: ObjectName): boolean => name.at(-1)?.startsWith('#') === true;

function nameKey(name: ObjectName, spid: number): string {
  if (isTemporary(name)) return `#${spid}.${name.at(-1) ?? ''}`.toLowerCase();
  const schema = name.at(-2) ?? '';
  return `${schema === '' ? 'dbo' : schema}.${name.at(-1) ?? ''}`.toLowerCase();
}

/** The SQLite expressions of an index: what comparisons of its columns are translated to. */
export function indexKeys(table: Table, index: TableIndex): readonly string[] {
  return index.columns.map((name) => {
    const column = storedColumns(table).find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (column === undefined) {
      const message = `Column name '${name}' does not exist in the target table or view.`;
      throw new SqlError(1911, 16, 1, message);
    }
    const quoted = quoteName(column.name);
    return familyOf(column.type) === 'text' ? `ms_key(${quoted})` : quoted;
  });
}
