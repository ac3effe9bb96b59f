import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const ROWS = 7000;
const COLUMNS = [
  'VIGENCIA',
  'NUM_RECIBO',
  'COD_BANCO',
  'CUENTA',
  'FEC_PAGO',
  'FEC_ABONO',
  'LOTE',
  'SECUENCIA',
  'REFERENCIA',
  'NUM_FACTURA',
  'CEDULA_CATASTRAL',
  'VLR_PAGADO',
  'MEDIO',
  'ORIGEN',
  'ANULADO',
];

/** A town whose sources move between one synchronisation and the next, and a ledger of its own per folder. */
export class KillSite implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'muertes-'));
  readonly #source: DatabaseSync;
  #files = 0;

  constructor() {
    mkdirSync(join(this.root, 'bancos'));
    this.#source = new DatabaseSync(join(this.root, 'hassql.db'));
    this.#source.exec(`create table PAGOS (${COLUMNS.map((name) => `${name} text`).join(', ')});
      create unique index UQ_PAGOS on PAGOS (VIGENCIA, NUM_RECIBO)`);
    this.#insert(1, ROWS);
  }

  /** A folder with a configuration over the same sources and the given ledger, which publishes where a bus is given. */
  siteFolder(name: string, ledger: string, bus = ''): string {
    const folder = join(this.root, name);
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'libro.config.ts'),
      `export default ({ site, use, sources, drivers, secret }) => site({
         nombre: 'Pueblo de prueba', entidad: '000000000', ledger: ${ledger}, ${bus}
         sources: [
           use(sources.hassql, { driver: drivers.sqlite({ file: '../hassql.db', schema: 'dbo' }), streams: {
             ...Object.fromEntries(sources.hassql.streams.map((stream) => [stream.id, false])), recaudo: {} } }),
           use(sources.recaudoBancario, { driver: drivers.folder({ path: '../bancos' }) }),
         ],
       });\n`,
    );
    return folder;
  }

  /** The town's round `n`: rows edited, annulled, spoilt, mended, deleted and added, and two bank files more. */
  move(n: number): void {
    const part = n % 4;
    this.#source.exec(`begin;
      update PAGOS set VLR_PAGADO = printf('%d.00', 1000 + rowid + ${String(n)}) where rowid % 4 = ${String(part)} and rowid % 50 <> 7;
      update PAGOS set ANULADO = case ANULADO when 'S' then 'N' else 'S' end where rowid % 31 = ${String(n % 31)};
      update PAGOS set FEC_PAGO = '2026-02-31' where rowid % 211 = ${String(n % 211)};
      update PAGOS set FEC_PAGO = '2026-02-28' where rowid % 211 = ${String((n + 210) % 211)};
      delete from PAGOS where rowid % 101 = ${String(n % 101)};
      commit`);
    this.#insert(100_000 * (n + 1), 60);
    this.#bankFile();
    this.#bankFile();
  }

  /** Gives one payment another amount, or its first one back. */
  setAmount(numero: string, valor: string): void {
    this.#source.prepare('update PAGOS set VLR_PAGADO = ? where NUM_RECIBO = ?').run(valor, numero);
  }

  #insert(first: number, count: number): void {
    const insert = this.#source.prepare(`insert into PAGOS values (${COLUMNS.map(() => '?').join(', ')})`);
    this.#source.exec('begin');
    for (let id = first; id < first + count; id += 1) {
      const numero = String(id);
      const year = String(2024 + (id % 3));
      insert.run(
        year,
        numero,
        '007',
        '123',
        `${year}-03-02`,
        null,
        '0001',
        numero,
        numero,
        numero,
        '0100',
        `${numero}.00`,
        '01',
        'A',
        'N',
      );
    }
    this.#source.exec('commit');
  }

  #bankFile(): void {
    this.#files += 1;
    const day = `202603${String((this.#files % 28) + 1).padStart(2, '0')}`;
    const account = String(1000 + Math.floor(this.#files / 28)).padStart(17, '0');
    const details = Array.from({ length: 5 }, (_, index) => {
      const cents = String((this.#files * 10 + index) * 100).padStart(14, '0');
      const sequence = String(index + 1).padStart(7, '0');
      return `06${String(this.#files * 100 + index).padStart(48, '0')}${cents}0101${'0'.repeat(12)}0000000${sequence}000`;
    });
    const total = String(details.reduce((sum, line) => sum + Number(line.slice(50, 64)), 0)).padStart(18, '0');
    const count = String(details.length).padStart(9, '0');
    const lines = [
      `010899999468${day}007${account}${day}1200A01`,
      '0577099988884870001',
      ...details,
      `08${count}${total}0001`,
      `09${count}${total}`,
    ];
    const text = lines.map((line) => `${line.padEnd(162)}\r\n`).join('');
    writeFileSync(join(this.root, 'bancos', `${day}-${account}.txt`), text, 'latin1');
  }

  [Symbol.dispose](): void {
    this.#source.close();
    rmSync(this.root, { recursive: true });
  }
}
