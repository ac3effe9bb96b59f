import type { CanonicalEntity } from './entity.ts';
import { apropiacion } from './entities/apropiacion.ts';
import { avaluo } from './entities/avaluo.ts';
import { comprobante } from './entities/comprobante.ts';
import { cuentaBancaria } from './entities/cuenta-bancaria.ts';
import { cuentaContable } from './entities/cuenta-contable.ts';
import { documentoPerdido } from './entities/documento-perdido.ts';
import { documentoPresupuestalLinea } from './entities/documento-presupuestal-linea.ts';
import { documentoPresupuestal } from './entities/documento-presupuestal.ts';
import { egresoDeduccion } from './entities/egreso-deduccion.ts';
import { egreso } from './entities/egreso.ts';
import { ejecucionGastos } from './entities/ejecucion-gastos.ts';
import { ejecucionIngresos } from './entities/ejecucion-ingresos.ts';
import { encuestaSatisfaccion } from './entities/encuesta-satisfaccion.ts';
import { facturaPredialPlazo } from './entities/factura-predial-plazo.ts';
import { facturaPredialVigencia } from './entities/factura-predial-vigencia.ts';
import { facturaPredial } from './entities/factura-predial.ts';
import { liquidacionPredial } from './entities/liquidacion-predial.ts';
import { loteRecaudo } from './entities/lote-recaudo.ts';
import { mapaContable } from './entities/mapa-contable.ts';
import { mapaFuente } from './entities/mapa-fuente.ts';
import { modificacionPresupuestal } from './entities/modificacion-presupuestal.ts';
import { movimientoBancario } from './entities/movimiento-bancario.ts';
import { movimientoContable } from './entities/movimiento-contable.ts';
import { nominaLinea } from './entities/nomina-linea.ts';
import { novedadCartera } from './entities/novedad-cartera.ts';
import { pagoNomina } from './entities/pago-nomina.ts';
import { pilaLinea } from './entities/pila-linea.ts';
import { plusvaliaLiquidacion } from './entities/plusvalia-liquidacion.ts';
import { predioAlias } from './entities/predio-alias.ts';
import { predioTitular } from './entities/predio-titular.ts';
import { predio } from './entities/predio.ts';
import { recaudoConcepto } from './entities/recaudo-concepto.ts';
import { recaudo } from './entities/recaudo.ts';
import { reciboCajaConcepto } from './entities/recibo-caja-concepto.ts';
import { reciboCaja } from './entities/recibo-caja.ts';
import { rubro } from './entities/rubro.ts';
import { saldoBancario } from './entities/saldo-bancario.ts';
import { saldoCartera } from './entities/saldo-cartera.ts';
import { saldoContable } from './entities/saldo-contable.ts';
import { solicitudSisben } from './entities/solicitud-sisben.ts';
import { tercero } from './entities/tercero.ts';
import { transaccionPse } from './entities/transaccion-pse.ts';
import { valorizacionCuota } from './entities/valorizacion-cuota.ts';
import { visita } from './entities/visita.ts';

/** Every entity of the product, in the order of their names. */
export const entities: readonly CanonicalEntity[] = [
  apropiacion,
  avaluo,
  comprobante,
  cuentaBancaria,
  cuentaContable,
  documentoPerdido,
  documentoPresupuestal,
  documentoPresupuestalLinea,
  egreso,
  egresoDeduccion,
  ejecucionGastos,
  ejecucionIngresos,
  encuestaSatisfaccion,
  facturaPredial,
  facturaPredialPlazo,
  facturaPredialVigencia,
  liquidacionPredial,
  loteRecaudo,
  mapaContable,
  mapaFuente,
  modificacionPresupuestal,
  movimientoBancario,
  movimientoContable,
  nominaLinea,
  novedadCartera,
  pagoNomina,
  pilaLinea,
  plusvaliaLiquidacion,
  predio,
  predioAlias,
  predioTitular,
  recaudo,
  recaudoConcepto,
  reciboCaja,
  reciboCajaConcepto,
  rubro,
  saldoBancario,
  saldoCartera,
  saldoContable,
  solicitudSisben,
  tercero,
  transaccionPse,
  valorizacionCuota,
  visita,
];

const byName = new Map(entities.map((entity) => [entity.name, entity]));

/** The entity of that name; undefined when there is none. */
export function entityNamed(name: string): CanonicalEntity | undefined {
  return byName.get(name);
}
