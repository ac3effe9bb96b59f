import { centavosDe } from '../../schemas/scalars/dinero.ts';
import { IntegrationError } from '../../schemas/errors.ts';
import type { Queryable } from '../database/database.ts';
import type { Opening, RecaudoRubro, Saldo, SaldosEjecucionRows } from './saldos-ejecucion.ts';

/** Whose filings, of which year, and from which streams; of two that hold the same filing the first named is taken. */
export interface SaldosEjecucionAsked {
  readonly entidad: string;
  readonly vigencia: number;
  readonly saldos: readonly string[];
  readonly ejecucion: readonly string[];
}

/** The last filings of the year that report to the same day. NOT_FOUND says what has to be loaded. */
export async function saldosEjecucionRows(
  ledger: Queryable,
  asked: SaldosEjecucionAsked,
  signal: AbortSignal,
): Promise<SaldosEjecucionRows> {
  const saldos = await filings(ledger, 'saldo_contable', 'saldo_final', asked.saldos, asked, signal);
  const ejecucion = await filings(ledger, 'ejecucion_ingresos', 'total_recaudo', asked.ejecucion, asked, signal);
  const closing = saldos.find(({ corte }) => ejecucion.some((other) => other.corte === corte));
  const execution = ejecucion.find(({ corte }) => corte === closing?.corte);
  if (!closing || !execution) throw missing(asked, saldos, ejecucion);
  const opening = await openingOf(ledger, asked, saldos, signal);
  return {
    corte: closing.corte,
    ...opening,
    saldosFinales: await saldosOf(ledger, closing, asked, 'saldo_final', signal),
    recaudo: await recaudoOf(ledger, execution, asked, signal),
  };
}

/** The last year of which the entity's income execution is in the ledger; null where there is none. */
export async function lastExecutedVigencia(
  ledger: Queryable,
  { entidad, ejecucion }: Pick<SaldosEjecucionAsked, 'entidad' | 'ejecucion'>,
  signal: AbortSignal,
): Promise<number | null> {
  const [row] = await ledger.query<{ vigencia: number | null }>(
    `select max(vigencia) as vigencia from libro.ejecucion_ingresos
      where entidad = $1 and _origen = any($2) and total_recaudo is not null and _eliminado_en is null`,
    [entidad, ejecucion],
    signal,
  );
  return row?.vigencia ?? null;
}

/** One form of one period, as one stream holds it. */
interface Filing {
  readonly origen: string;
  readonly formulario: string;
  readonly corte: string;
}

/** The filings that say something of a field, the latest first. */
async function filings(
  ledger: Queryable,
  table: 'saldo_contable' | 'ejecucion_ingresos',
  field: 'saldo_inicial' | 'saldo_final' | 'total_recaudo',
  origins: readonly string[],
  { entidad, vigencia }: SaldosEjecucionAsked,
  signal: AbortSignal,
): Promise<readonly Filing[]> {
  return ledger.query<Filing>(
    `select _origen as origen, formulario, periodo_corte as corte
       from libro.${table}
      where entidad = $1 and vigencia = $2 and _origen = any($3) and _eliminado_en is null
      group by 1, 2, 3
     having count(${field}) > 0
      order by periodo_corte desc, array_position($3, _origen)`,
    [entidad, vigencia, origins],
    signal,
  );
}

async function openingOf(
  ledger: Queryable,
  asked: SaldosEjecucionAsked,
  filed: readonly Filing[],
  signal: AbortSignal,
): Promise<{ readonly opening: Opening; readonly saldosIniciales: readonly Saldo[] }> {
  const firstQuarter = filed.find(({ corte }) => corte === `${String(asked.vigencia)}-03-31`);
  if (firstQuarter) {
    const saldosIniciales = await saldosOf(ledger, firstQuarter, asked, 'saldo_inicial', signal);
    return { opening: 'reporte del primer trimestre', saldosIniciales };
  }
  const all = await filings(ledger, 'saldo_contable', 'saldo_inicial', asked.saldos, asked, signal);
  const declared = all.find(({ corte }) => corte === `${String(asked.vigencia)}-01-01`);
  if (!declared) {
    throw new IntegrationError(
      'NOT_FOUND',
      `No hay saldos iniciales de ${String(asked.vigencia)} de la entidad ${asked.entidad}: cargue los saldos de la CGN del primer ` +
        `trimestre, o un archivo saldo_inicial_${asked.entidad}_${String(asked.vigencia)}-01-01.csv con las columnas cuenta y saldo.`,
    );
  }
  const saldosIniciales = await saldosOf(ledger, declared, asked, 'saldo_inicial', signal);
  return { opening: 'saldo inicial declarado', saldosIniciales };
}

interface AmountRow {
  readonly origen: string;
  readonly clave: string;
  readonly codigo: string;
  readonly valor: string;
  readonly unidad: 'pesos' | 'miles';
}

async function saldosOf(
  ledger: Queryable,
  filing: Filing,
  asked: SaldosEjecucionAsked,
  field: 'saldo_inicial' | 'saldo_final',
  signal: AbortSignal,
): Promise<readonly Saldo[]> {
  const rows = await amounts(ledger, { table: 'saldo_contable', code: 'cuenta', field }, filing, asked, signal);
  return rows.map(({ codigo, ...row }) => ({ ...amountOf(row), cuenta: codigo }));
}

async function recaudoOf(
  ledger: Queryable,
  filing: Filing,
  asked: SaldosEjecucionAsked,
  signal: AbortSignal,
): Promise<readonly RecaudoRubro[]> {
  const wanted = { table: 'ejecucion_ingresos', code: 'rubro', field: 'total_recaudo' } as const;
  const rows = await amounts(ledger, wanted, filing, asked, signal);
  return rows.map(({ codigo, ...row }) => ({ ...amountOf(row), rubro: codigo }));
}

interface Wanted {
  readonly table: 'saldo_contable' | 'ejecucion_ingresos';
  readonly code: 'cuenta' | 'rubro';
  readonly field: 'saldo_inicial' | 'saldo_final' | 'total_recaudo';
}

async function amounts(
  ledger: Queryable,
  { table, code, field }: Wanted,
  { origen, formulario, corte }: Filing,
  { entidad }: SaldosEjecucionAsked,
  signal: AbortSignal,
): Promise<readonly AmountRow[]> {
  return ledger.query<AmountRow>(
    `select _origen as origen, _clave as clave, ${code} as codigo, ${field} as valor, unidad
       from libro.${table}
      where _origen = $1 and formulario = $2 and periodo_corte = $3::date and entidad = $4
        and ${field} is not null and _eliminado_en is null
      order by ${code} collate "C", _clave`,
    [origen, formulario, corte, entidad],
    signal,
  );
}

function amountOf({ origen, clave, valor, unidad }: Omit<AmountRow, 'codigo'>): Pick<Saldo, 'ref' | 'valor'> {
  return { ref: { origen, clave }, valor: centavosDe(valor) * (unidad === 'miles' ? 1000n : 1n) };
}

function missing(
  { entidad, vigencia }: SaldosEjecucionAsked,
  saldos: readonly Filing[],
  ejecucion: readonly Filing[],
): IntegrationError {
  const days = (filed: readonly Filing[]): string =>
    filed.length === 0 ? 'ninguno' : [...new Set(filed.map(({ corte }) => corte))].join(', ');
  return new IntegrationError(
    'NOT_FOUND',
    `No hay saldos de la CGN y ejecución de ingresos (CUIPO B) de ${String(vigencia)} con el mismo corte, de la entidad ${entidad}. ` +
      `Cortes de saldos: ${days(saldos)}; de ejecución: ${days(ejecucion)}. Cargue los que falten con libro sync.`,
  );
}
