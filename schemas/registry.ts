import type { CanonicalEntity } from './entity.ts';
import { comprobante } from './entities/comprobante.ts';
import { cuentaContable } from './entities/cuenta-contable.ts';
import { ejecucionGastos } from './entities/ejecucion-gastos.ts';
import { ejecucionIngresos } from './entities/ejecucion-ingresos.ts';
import { facturaPredialPlazo } from './entities/factura-predial-plazo.ts';
import { facturaPredialVigencia } from './entities/factura-predial-vigencia.ts';
import { facturaPredial } from './entities/factura-predial.ts';
import { liquidacionPredial } from './entities/liquidacion-predial.ts';
import { loteRecaudo } from './entities/lote-recaudo.ts';
import { mapaContable } from './entities/mapa-contable.ts';
import { movimientoContable } from './entities/movimiento-contable.ts';
import { predioAlias } from './entities/predio-alias.ts';
import { predioTitular } from './entities/predio-titular.ts';
import { predio } from './entities/predio.ts';
import { recaudoConcepto } from './entities/recaudo-concepto.ts';
import { recaudo } from './entities/recaudo.ts';
import { reciboCajaConcepto } from './entities/recibo-caja-concepto.ts';
import { reciboCaja } from './entities/recibo-caja.ts';
import { rubro } from './entities/rubro.ts';
import { saldoContable } from './entities/saldo-contable.ts';
import { tercero } from './entities/tercero.ts';

/** Every entity of the product, in the order of their names. */
export const entities: readonly CanonicalEntity[] = [
  comprobante,
  cuentaContable,
  ejecucionGastos,
  ejecucionIngresos,
  facturaPredial,
  facturaPredialPlazo,
  facturaPredialVigencia,
  liquidacionPredial,
  loteRecaudo,
  mapaContable,
  movimientoContable,
  predio,
  predioAlias,
  predioTitular,
  recaudo,
  recaudoConcepto,
  reciboCaja,
  reciboCajaConcepto,
  rubro,
  saldoContable,
  tercero,
];

const byName = new Map(entities.map((entity) => [entity.name, entity]));

/** The entity of that name; undefined when there is none. */
export function entityNamed(name: string): CanonicalEntity | undefined {
  return byName.get(name);
}
