import { mkdtempSync, rmSync, utimesSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { recaudo } from '../../schemas/entities/recaudo.ts';
import { sqlite } from '../../connectors/drivers/sqlite/index.ts';
import {
  ausente,
  codigo,
  constante,
  dinero,
  fecha,
  opcion,
  opcional,
  texto,
  vigencia,
} from '../../connectors/fields/index.ts';
import { whole } from '../../connectors/scope.ts';
import { defineStream } from '../../connectors/source.ts';
import type { Stream } from '../../connectors/source.ts';

/** One row of the little town's PAGOS. */
export interface Pago {
  readonly numero: string | null;
  readonly vigencia: string | number | null;
  readonly fecha: string | null;
  readonly valor: string | null;
  readonly predio: string | null;
  readonly anulado: string | null;
}

export function pagoWith(changes: Partial<Pago> = {}): Pago {
  return {
    numero: '1001',
    vigencia: '2026',
    fecha: '2026-03-02',
    valor: '125000.00',
    predio: '010000120034000',
    anulado: 'N',
    ...changes,
  };
}

/** A source database of one table, written by tests and read by the product. */
export class Town implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'pueblo-'));
  readonly file = join(this.folder, 'hassql.db');
  readonly #database = new DatabaseSync(this.file);

  constructor(pagos: readonly Pago[] = [], uniqueIndex = false) {
    this.run(
      'create table PAGOS (NUM_RECIBO text, VIGENCIA text, FEC_PAGO text, VLR_PAGADO text, CEDULA_CATASTRAL text, ANULADO text)',
    );
    if (uniqueIndex) this.run('create unique index UQ_PAGOS on PAGOS (VIGENCIA, NUM_RECIBO)');
    this.run('begin');
    for (const pago of pagos) this.add(pago);
    this.run('commit');
  }

  add({ numero, vigencia: year, fecha: day, valor, predio, anulado }: Pago): void {
    this.#database
      .prepare(
        'insert into PAGOS (NUM_RECIBO, VIGENCIA, FEC_PAGO, VLR_PAGADO, CEDULA_CATASTRAL, ANULADO) values (?, ?, ?, ?, ?, ?)',
      )
      .run(numero, year === null ? null : String(year), day, valor, predio, anulado);
  }

  /** A statement on the source, with the file's time put back: nothing but the content tells. */
  run(sql: string): void {
    const before = statSync(this.file);
    this.#database.exec(sql);
    utimesSync(this.file, before.atime, before.mtime);
  }

  get driver() {
    return sqlite({ file: this.file, schema: 'dbo' });
  }

  [Symbol.dispose](): void {
    this.#database.close();
    rmSync(this.folder, { recursive: true });
  }
}

/** Hassql's PAGOS as one whole scope. */
export const pagos: Stream = defineStream({
  id: 'recaudo',
  entity: recaudo,
  table: 'dbo.PAGOS',
  scope: whole(),
  key: ['vigencia', 'numero'],
  fields: {
    vigencia: vigencia('VIGENCIA'),
    numero: codigo('NUM_RECIBO'),
    banco: ausente('no está en el pueblo de prueba'),
    cuenta: ausente('no está en el pueblo de prueba'),
    fecha_recaudo: fecha('FEC_PAGO'),
    fecha_abono: ausente('no está en el pueblo de prueba'),
    lote: ausente('no está en el pueblo de prueba'),
    modificador: ausente('no está en el pueblo de prueba'),
    secuencia: ausente('no está en el pueblo de prueba'),
    referencia: ausente('no está en el pueblo de prueba'),
    factura: ausente('no está en el pueblo de prueba'),
    predio: opcional(texto('CEDULA_CATASTRAL')),
    valor: dinero('VLR_PAGADO'),
    medio: ausente('no está en el pueblo de prueba'),
    origen: constante('A' as const),
    causal_devolucion: ausente('no está en el pueblo de prueba'),
    estado: opcion('ANULADO', { S: 'anulado', N: 'aplicado' } as const),
  },
});
