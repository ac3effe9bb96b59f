import type { Lote } from '../../../pipelines/reconcile/lotes.ts';
import type { Factura, Pago } from '../../../pipelines/reconcile/pago.ts';

let made = 0;

/** A payment of an invented bill; its key is one that no other has unless it is given. */
export function pagoWith(side: 'banco' | 'sistema', changes: Partial<Pago> & { readonly clave?: string } = {}): Pago {
  const { clave = String((made += 1)), ...rest } = changes;
  return {
    ref: { origen: `${side}/recaudo`, clave },
    banco: '007',
    cuenta: '1',
    fecha: '2026-03-10',
    lote: '1',
    factura: '202600001',
    predio: null,
    valor: 100_000_00n,
    estado: 'aplicado',
    manual: false,
    ...rest,
  };
}

export function facturaWith(changes: Partial<Factura> = {}): Factura {
  return { numero: '202600001', predio: '0001', vigencia: 2026, estado: 'vigente', plazos: [], ...changes };
}

export function loteWith(side: 'banco' | 'sistema', changes: Partial<Lote> & { readonly clave?: string } = {}): Lote {
  const { clave = String((made += 1)), ...rest } = changes;
  return {
    ref: { origen: `${side}/lote`, clave },
    banco: '007',
    cuenta: '1',
    fecha: '2026-03-10',
    lote: '1',
    registros: 1,
    valor: 100_000_00n,
    acumulado: null,
    pagosDobles: null,
    ajustes: null,
    ...rest,
  };
}
