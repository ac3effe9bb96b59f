/**
 * A value as SQLite keeps it and as expressions pass it on: integers and bits as INTEGER (`bigint`), float and real as
 * REAL, exact numbers and instants as ordered text (`exact.ts`, `instants.ts`), characters as TEXT, a uniqueidentifier as
 * ordered text (`guids.ts`), binary as BLOB, a sql_variant as its type and text.
 */
export type Stored = bigint | number | string | Uint8Array | null;

/** What a test may give for a cell; text is read as the column's type reads it. */
export type Given = string | number | bigint | boolean | Uint8Array | null;
