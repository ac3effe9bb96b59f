import type { z } from 'zod';
import { loteRecaudo } from '../../schemas/entities/lote-recaudo.ts';
import type { recaudo } from '../../schemas/entities/recaudo.ts';
import type { CanonicalRecord } from '../../schemas/entity.ts';
import type { Delete, RecordKey, Upsert } from '../../schemas/envelope.ts';
import { recordDigest } from '../../pipelines/capture/digest.ts';

/** A payment; what a test does not say is the same in all. */
export function recaudoWith(changes: Partial<z.input<typeof recaudo.schema>> = {}): CanonicalRecord {
  return {
    vigencia: 2026,
    numero: '1001',
    banco: null,
    cuenta: null,
    fecha_recaudo: '2026-03-02',
    fecha_abono: null,
    lote: null,
    modificador: null,
    secuencia: null,
    referencia: null,
    factura: null,
    predio: '010000120034000',
    valor: '125000.00',
    medio: null,
    origen: 'A',
    causal_devolucion: null,
    estado: 'aplicado',
    ...changes,
  };
}

/** A state of a payment: its key is vigencia and numero, its edition the second argument. */
export function upsertOf(
  record: CanonicalRecord,
  [turn, ordinal]: readonly [number, number] = [1, 1],
  changes: Partial<Upsert> = {},
): Upsert {
  const upsert = {
    operation: 'upsert' as const,
    entity: 'recaudo',
    version: 1,
    origin: { source: 'hassql', stream: 'recaudo' },
    key: [record['vigencia'] ?? null, record['numero'] ?? null],
    edition: { turn, ordinal },
    run: 1,
    readAt: '2026-11-20T12:00:00.000Z',
    scope: 'todo',
    record,
    observations: [],
    ...changes,
  };
  const digest = recordDigest(upsert.version, upsert.scope, upsert.record, upsert.observations);
  return { digest, ...upsert };
}

/** The payment of that key is gone from its source. */
export function deleteOf(
  key: RecordKey,
  [turn, ordinal]: readonly [number, number],
  changes: Partial<Delete> = {},
): Delete {
  return {
    operation: 'delete',
    entity: 'recaudo',
    version: 1,
    origin: { source: 'hassql', stream: 'recaudo' },
    key,
    edition: { turn, ordinal },
    run: 1,
    readAt: '2026-11-20T12:00:00.000Z',
    scope: 'todo',
    record: { vigencia: key[0] ?? null, numero: key[1] ?? null },
    ...changes,
  };
}

/** The control totals of one bank's batch; its key is the batch. */
export function loteOf(lote: string, [turn, ordinal]: readonly [number, number] = [1, 1]): Upsert {
  const record = {
    banco: '007',
    cuenta: null,
    fecha_recaudo: '2026-03-02',
    modificador: null,
    lote,
    fecha_archivo: null,
    registros: 3,
    valor: '375000.00',
    pagos_dobles: null,
    ajustes: null,
    valor_acumulado: null,
    origen: 'banco',
  };
  return upsertOf(record, [turn, ordinal], {
    entity: loteRecaudo.name,
    origin: { source: 'banco', stream: 'lote' },
    key: ['007', null, '2026-03-02', lote],
  });
}
