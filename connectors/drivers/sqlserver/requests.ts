import type { ConnectionPool, Request, Transaction } from 'mssql';
import type { RawRow } from '../../driver.ts';
import type { Statement } from './statement.ts';
import type { Vendor } from './vendor.ts';
import { watched } from './watch.ts';
import type { Watch } from './watch.ts';

/** What the server gave: text, numbers, truth values, bytes. */
export type Rows = readonly RawRow[];

/** A request with its values bound by explicit types: the package would guess nvarchar for every text. */
export function bind(vendor: Vendor, request: Request, { values }: Statement): Request {
  for (const { name, type, value } of values) {
    if (type.kind === 'float') request.input(name, vendor.Float, value);
    else {
      const length = type.length === 'max' ? vendor.MAX : type.length;
      request.input(name, type.kind === 'varchar' ? vendor.VarChar(length) : vendor.NVarChar(length), value);
    }
  }
  return request;
}

/** All rows of one statement. */
export async function ask(
  vendor: Vendor,
  parent: ConnectionPool | Transaction,
  preamble: string,
  statement: Statement,
  watch: Watch,
): Promise<Rows> {
  const request = bind(vendor, parent.request(), statement);
  const answered = request.query<RawRow>(preamble + statement.text);
  const { recordsets } = await watched(
    answered,
    () => {
      request.cancel();
    },
    watch,
  );
  return (recordsets as unknown as readonly Rows[])[0] ?? [];
}

/** A statement by itself, whose effect outlives it: a temporary table made through `query` would go with its procedure. */
export async function execute(parent: Transaction, statement: Statement, watch: Watch): Promise<void> {
  const request = parent.request();
  await watched(
    request.batch(statement.text),
    () => {
      request.cancel();
    },
    watch,
  );
}
