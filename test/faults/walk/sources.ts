import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openTdsServer, PASSWORD } from '../../support/tds/server.ts';
import type { Move } from './walk.ts';

/** Where the records live. Each move is committed when it resolves. */
export interface WalkSource extends AsyncDisposable {
  /** `driver` and the recaudo stream's overrides, as `libro.config.ts` writes them. */
  readonly use: string;
  make(move: Move): Promise<void>;
  /** Commits what a writer still holds. */
  settle(): Promise<void>;
}

const COLUMNS =
  'VIGENCIA, NUM_RECIBO, COD_BANCO, CUENTA, FEC_PAGO, FEC_ABONO, LOTE, SECUENCIA, REFERENCIA, NUM_FACTURA, CEDULA_CATASTRAL, VLR_PAGADO, MEDIO, ORIGEN, ANULADO'.split(
    ', ',
  );
const FIXED = "'007', '123', '2026-03-02', null, '0001', '1', '1', '1', '0100'";

/** The move as SQL that both sources take; `stamp` is an expression for the column CAMBIO, where there is one. */
function statement({ numero, step, kind }: Move, stamp: string | null): string {
  const where = `where VIGENCIA = '2026' and NUM_RECIBO = '${numero}'`;
  if (kind === 'delete') return `delete from dbo.PAGOS ${where}`;
  if (kind === 'update') {
    return `update dbo.PAGOS set VLR_PAGADO = '${String(step)}.00'${stamp === null ? '' : `, CAMBIO = ${stamp}`} ${where}`;
  }
  const columns = stamp === null ? COLUMNS : [...COLUMNS, 'CAMBIO'];
  const values = `'2026', '${numero}', ${FIXED}, '${String(step)}.00', '01', 'A', 'N'${stamp === null ? '' : `, ${stamp}`}`;
  return `insert into dbo.PAGOS (${columns.join(', ')}) values (${values})`;
}

/** Moves that others commit while one is open. */
const LATE = 3;
const STREAM = "table: 'dbo.PAGOS', scope: scopes.whole(), mayVanish: 1";

/** A SQLite file, read whole or by its column CAMBIO. */
export function sqliteSource(folder: string, mode: 'whole' | 'cursor'): WalkSource {
  const file = join(folder, 'hassql.db');
  const database = new DatabaseSync(file);
  database.exec(`pragma journal_mode = wal; create table PAGOS (${COLUMNS.map((name) => `${name} text`).join(', ')}, CAMBIO text);
    create unique index UQ_PAGOS on PAGOS (VIGENCIA, NUM_RECIBO)`);
  const cursor = ", mode: { kind: 'cursor', column: 'CAMBIO', lagSeconds: 0 }";
  return {
    use: `driver: drivers.sqlite({ file: '${file}', schema: 'dbo' }), stream: { ${STREAM}${mode === 'cursor' ? cursor : ''} }`,
    make: (move) => {
      database.exec(statement(move, "strftime('%Y-%m-%d %H:%M:%f', 'now')").replace('dbo.', ''));
      return Promise.resolve();
    },
    settle: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => {
      database.close();
      return Promise.resolve();
    },
  };
}

/** SQL Server's protocol, read by its rowversion; two writers at once, of which one commits late. */
export async function sqlServerSource(): Promise<WalkSource> {
  const server = await openTdsServer({ snapshotIsolation: true });
  server.createTable('dbo.PAGOS', {
    columns: [...COLUMNS.map((name) => ({ name, type: 'varchar(40)' })), { name: 'RV', type: 'rowversion' }],
    primaryKey: ['VIGENCIA', 'NUM_RECIBO'],
  });
  const quick = server.local();
  const slow = server.local();
  let open: { readonly numero: string; passed: number } | null = null;
  const close = async (): Promise<void> => {
    if (open) await slow.run('COMMIT TRAN');
    open = null;
  };
  return {
    use: `driver: drivers.sqlserver({ server: '${server.host}', port: ${String(server.port)}, database: '${server.database}',
      user: 'lector', password: secret('LIBRO_PRUEBA_CLAVE'), encrypt: false }),
      stream: { ${STREAM}, mode: { kind: 'rowversion', column: 'RV' } }`,
    make: async (move) => {
      if (open?.numero === move.numero || (open?.passed ?? 0) >= LATE) await close();
      if (open) {
        open.passed += 1;
        await quick.run(statement(move, null));
        return;
      }
      // Its version is taken now and its row is seen some moves later: whoever passed over it would never see it.
      await slow.run('BEGIN TRAN');
      await slow.run(statement(move, null));
      open = { numero: move.numero, passed: 0 };
    },
    settle: close,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

export { PASSWORD };
