import { centavosDe } from '../../schemas/scalars/dinero.ts';
import type { Queryable } from '../database/database.ts';
import type { BancoPredialRows } from './banco-predial.ts';
import { dayAfter } from './difference.ts';
import type { Lote } from './lotes.ts';
import { facturaKey } from './pago.ts';
import type { Factura, Pago, Period } from './pago.ts';

/** Which streams of the ledger speak for which side, as `source/stream`. */
export interface BancoPredialOrigins {
  readonly bank: readonly string[];
  readonly system: readonly string[];
}

/** How far beyond the period a payment's other half may lie: a month-end payment registered in the next month. */
const EDGE_DAYS = 31;

/** What the ledger holds of the period, and of the days around it. */
export async function bancoPredialRows(
  ledger: Queryable,
  origins: BancoPredialOrigins,
  { desde, hasta }: Period,
  signal: AbortSignal,
): Promise<BancoPredialRows> {
  const around = { desde: dayAfter(desde, -EDGE_DAYS), hasta: dayAfter(hasta, EDGE_DAYS) };
  const bank = await pagosOf(ledger, origins.bank, around, signal);
  const system = await pagosOf(ledger, origins.system, around, signal);
  return {
    bank,
    system,
    facturas: await facturasNamed(ledger, [...bank, ...system], signal),
    bankLotes: await lotesOf(ledger, 'banco', around, signal),
    systemLotes: await lotesOf(ledger, 'sistema', around, signal),
  };
}

interface PagoRow extends Pick<Pago, 'banco' | 'cuenta' | 'fecha' | 'lote' | 'factura' | 'predio' | 'estado'> {
  readonly origen: string;
  readonly clave: string;
  readonly valor: string;
  readonly manual: boolean;
}

async function pagosOf(
  ledger: Queryable,
  origins: readonly string[],
  { desde, hasta }: Period,
  signal: AbortSignal,
): Promise<readonly Pago[]> {
  const rows = await ledger.query<PagoRow>(
    `select _origen as origen, _clave as clave, banco, cuenta, fecha_recaudo as fecha, lote, factura, predio, valor, estado,
            recaudo.origen = 'M' as manual
       from libro.recaudo
      where _origen = any($1) and _eliminado_en is null and fecha_recaudo between $2::date and $3::date
      order by fecha_recaudo, _origen, _clave`,
    [origins, desde, hasta],
    signal,
  );
  return rows.map(({ origen, clave, valor, ...row }) => ({ ...row, ref: { origen, clave }, valor: centavosDe(valor) }));
}

interface FacturaRow extends Pick<Factura, 'numero' | 'predio' | 'vigencia' | 'estado'> {
  readonly plazos: readonly { readonly fecha: string; readonly total: string }[] | null;
}

async function facturasNamed(
  ledger: Queryable,
  pagos: readonly Pago[],
  signal: AbortSignal,
): Promise<readonly Factura[] | null> {
  const [any] = await ledger.query(
    'select 1 from libro.factura_predial where _eliminado_en is null limit 1',
    [],
    signal,
  );
  if (!any) return null;
  const numbers = new Set(pagos.flatMap(({ factura }) => (factura === null ? [] : [facturaKey(factura)])));
  // A total is text in the JSON: a JSON number would be read as a float.
  const rows = await ledger.query<FacturaRow>(
    `select f.numero, f.predio, f.vigencia, f.estado,
            (select json_agg(json_build_object('fecha', p.fecha_limite, 'total', p.total::text) order by p.plazo)
               from libro.factura_predial_plazo p
              where p.vigencia = f.vigencia and p.numero = f.numero and p.emision is not distinct from f.emision
                and p._eliminado_en is null) as plazos
       from libro.factura_predial f
      where f._eliminado_en is null
        and case when f.numero ~ '^[0-9]+$' then regexp_replace(f.numero, '^0+(?=[0-9])', '') else f.numero end = any($1)
      order by f.vigencia, f.numero, f.emision`,
    [[...numbers]],
    signal,
  );
  return rows.map(({ plazos, ...row }) => ({
    ...row,
    plazos: (plazos ?? []).map(({ fecha, total }) => ({ fecha, total: centavosDe(total) })),
  }));
}

interface LoteRow extends Pick<Lote, 'banco' | 'cuenta' | 'fecha' | 'lote' | 'registros'> {
  readonly origen: string;
  readonly clave: string;
  readonly valor: string;
  readonly acumulado: string | null;
  readonly pagos_dobles: string | null;
  readonly ajustes: string | null;
}

async function lotesOf(
  ledger: Queryable,
  side: 'banco' | 'sistema',
  { desde, hasta }: Period,
  signal: AbortSignal,
): Promise<readonly Lote[]> {
  const rows = await ledger.query<LoteRow>(
    `select _origen as origen, _clave as clave, banco, cuenta, fecha_recaudo as fecha, lote, registros, valor,
            valor_acumulado as acumulado, pagos_dobles, ajustes
       from libro.lote_recaudo
      where lote_recaudo.origen = $1 and _eliminado_en is null and fecha_recaudo between $2::date and $3::date
      order by fecha_recaudo, _origen, _clave`,
    [side, desde, hasta],
    signal,
  );
  const centavos = (valor: string | null): bigint | null => (valor === null ? null : centavosDe(valor));
  return rows.map(({ origen, clave, valor, acumulado, pagos_dobles, ajustes, ...row }) => ({
    ...row,
    ref: { origen, clave },
    valor: centavosDe(valor),
    acumulado: centavos(acumulado),
    pagosDobles: centavos(pagos_dobles),
    ajustes: centavos(ajustes),
  }));
}
