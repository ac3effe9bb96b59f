import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { linesOf } from './lines.ts';

/** Change it with whatever changes the rows: sources are kept from one measuring to the next. */
const GENERATION = 2;

const TABLE = `create table MOVIMIENTOS (
  UNIDAD text not null, VIGENCIA integer not null, TIPO text not null, NUMERO text not null, CONSECUTIVO integer not null,
  PERIODO integer not null, FECHA text not null, FEC_REGISTRO text, CUENTA text not null, DEBITO text not null,
  CREDITO text not null, TERCERO text, FUENTE text, RUBRO text, CENTRO_COSTO text, CTA_BANCARIA text, REFERENCIA text,
  DETALLE text, ANO_AFECT integer, TIPO_AFECT text, NUMERO_AFECT text, CONSECUTIVO_AFECT integer)`;
const KEY = 'create unique index UQ_MOVIMIENTOS on MOVIMIENTOS (UNIDAD, VIGENCIA, TIPO, NUMERO, CONSECUTIVO)';

/** A SQLite stand-in of PCT with so many lines of vouchers, the same ones every time; built once per number of rows. */
export function sourceOf(folder: string, rows: number): string {
  const file = join(folder, `movimientos-${String(rows)}-${String(GENERATION)}.db`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const growing = `${file}.${String(process.pid)}`;
  try {
    fill(growing, rows);
    renameSync(growing, file);
    return file;
  } finally {
    rmSync(growing, { force: true });
  }
}

function fill(file: string, rows: number): void {
  using database = new DatabaseSync(file);
  database.exec('pragma journal_mode = off; pragma synchronous = off');
  database.exec(TABLE);
  const insert = database.prepare(`insert into MOVIMIENTOS values (${Array<string>(22).fill('?').join(', ')})`);
  database.exec('begin');
  for (const line of linesOf(rows)) insert.run(...line);
  database.exec(`commit; ${KEY}; vacuum; analyze`);
}

/** What happens to the source between two runs, as a share of its rows. */
export type Change = keyof typeof changes;

const changes = {
  'one in a hundred': `update MOVIMIENTOS set DETALLE = coalesce(DETALLE || ' ', '') || '(corregido)' where rowid % 100 = 37`,
  all: `update MOVIMIENTOS set REFERENCIA = 'R' || NUMERO || '-' || CONSECUTIVO`,
  'a tenth gone': 'delete from MOVIMIENTOS where rowid % 10 = 3',
} as const satisfies Readonly<Record<string, string>>;

/** A copy that may be changed. */
export class Workbench implements Disposable {
  readonly file: string;

  constructor(source: string, folder: string) {
    this.file = join(folder, `trabajo-${String(process.pid)}.db`);
    copyFileSync(source, this.file);
  }

  /** Rows that the change touched. */
  change(kind: Change): number {
    using database = new DatabaseSync(this.file);
    database.exec('pragma journal_mode = off; pragma synchronous = off');
    return Number(database.prepare(changes[kind]).run().changes);
  }

  /** Rows, and centavos by summing integers: independent of the product's own reading. */
  totals(): { readonly rows: number; readonly debito: string; readonly credito: string } {
    using database = new DatabaseSync(this.file, { readOnly: true });
    const centavos = (column: string): string => `cast(sum(cast(replace(${column}, '.', '') as integer)) as text)`;
    const row = database
      .prepare(
        `select count(*) as n, ${centavos('DEBITO')} as debito, ${centavos('CREDITO')} as credito from MOVIMIENTOS`,
      )
      .get();
    return { rows: Number(row?.['n']), debito: String(row?.['debito']), credito: String(row?.['credito']) };
  }

  [Symbol.dispose](): void {
    rmSync(this.file, { force: true });
  }
}
