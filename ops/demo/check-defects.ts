import { columnNames, quoted } from '../../pipelines/ledger/tables.ts';
import { quarantinedRows } from '../../pipelines/quarantine-desk.ts';
import type { QuarantinedRow } from '../../pipelines/quarantine-desk.ts';
import type { BancoPredial } from '../../pipelines/reconcile/banco-predial.ts';
import type { Partida } from '../../pipelines/reconcile/difference.ts';
import type { SaldosEjecucion } from '../../pipelines/reconcile/saldos-ejecucion.ts';
import { entityNamed } from '../../schemas/registry.ts';
import type { Libro } from '../compose.ts';
import { chooseStreams } from '../compose.ts';
import type { Expectation, PlantedDefect } from './planted-defect.ts';

export interface Verdict {
  readonly defect: PlantedDefect;
  /** Expectations that did not come true. */
  readonly missing: readonly Expectation[];
}

export interface Checked {
  readonly verdicts: readonly Verdict[];
  /** What was found and nobody planted, in Spanish. */
  readonly unplanned: readonly string[];
}

type Reconciliation = BancoPredial | SaldosEjecucion;

/** Far more than were planted: what nobody planted is to be seen too. */
const ROWS_LOOKED_AT = 1000;

/** Holds what the product shows against what was planted, both ways. */
export async function checkDefects(
  libro: Libro,
  defects: readonly PlantedDefect[],
  reconciliations: readonly Reconciliation[],
  signal: AbortSignal,
): Promise<Checked> {
  const asked = { id: null, origin: null, closedToo: false, limit: ROWS_LOOKED_AT };
  const quarantined = await quarantinedRows(libro.database, asked, signal);
  const partidas = new Map(
    reconciliations.map(({ name, comparisons }) => [name, comparisons.flatMap(({ items }) => items)] as const),
  );
  const verdicts: Verdict[] = [];
  for (const defect of defects) {
    const missing: Expectation[] = [];
    for (const expectation of defect.expected) {
      const isMet = await meets(libro, expectation, { quarantined, partidas }, signal);
      if (!isMet) missing.push(expectation);
    }
    verdicts.push({ defect, missing });
  }
  const expected = defects.flatMap((defect) => defect.expected);
  return { verdicts, unplanned: [...unplannedRows(quarantined, expected), ...unplannedPartidas(partidas, expected)] };
}

interface Shown {
  readonly quarantined: readonly QuarantinedRow[];
  readonly partidas: ReadonlyMap<Reconciliation['name'], readonly Partida[]>;
}

async function meets(
  libro: Libro,
  expectation: Expectation,
  { quarantined, partidas }: Shown,
  signal: AbortSignal,
): Promise<boolean> {
  switch (expectation.kind) {
    case 'cuarentena':
      return quarantined.filter((row) => isOf(row, expectation)).length === expectation.filas;
    case 'partida':
      return (partidas.get(expectation.conciliacion) ?? []).some((item) => isItem(item, expectation));
    case 'observación':
      return holds(libro, expectation, '_observaciones @> $3::text::jsonb', observed(expectation.codigo), signal);
    case 'registro':
      return holds(libro, expectation, `${fieldOf(libro, expectation)}::text = $3`, expectation.valor, signal);
  }
}

function observed(code: string): string {
  return JSON.stringify([{ code }]);
}

function isOf({ origin, key, column }: QuarantinedRow, expected: Extract<Expectation, { kind: 'cuarentena' }>): boolean {
  return origin === expected.origen && key === expected.clave && column === expected.columna;
}

function isItem(item: Partida, expected: Extract<Expectation, { kind: 'partida' }>): boolean {
  const { codigo, record, izquierda, derecha } = expected;
  const isNamed =
    record === null ||
    [...item.left, ...item.right].some(({ origen, clave }) => origen === record.origen && clave === record.clave);
  return isNamed && item.code === codigo && item.leftAmount === izquierda && item.rightAmount === derecha;
}

interface Named {
  readonly origen: string;
  readonly clave: string;
}

/** Does the ledger hold the record, and is the condition true of it? */
async function holds(libro: Libro, { origen, clave }: Named, condition: string, value: string, signal: AbortSignal): Promise<boolean> {
  const found = await libro.database.query(
    `select 1 from libro.${quoted(entityOf(libro, origen))} where _origen = $1 and _clave = $2 and _eliminado_en is null and ${condition}`,
    [origen, clave, value],
    signal,
  );
  return found.length === 1;
}

function fieldOf(libro: Libro, { origen, campo }: Extract<Expectation, { kind: 'registro' }>): string {
  const entity = entityNamed(entityOf(libro, origen));
  if (entity && columnNames(entity).includes(campo)) return quoted(campo);
  throw new TypeError(`${origen} has no field ${campo}`);
}

function entityOf(libro: Libro, origen: string): string {
  const [stream] = chooseStreams(libro.loaded, [origen]);
  return stream?.stream.entity.name ?? '';
}

function unplannedRows(quarantined: readonly QuarantinedRow[], expected: readonly Expectation[]): readonly string[] {
  return quarantined
    .filter((row) => !expected.some((expectation) => expectation.kind === 'cuarentena' && isOf(row, expectation)))
    .map(({ id, origin, key, column }) => `en cuarentena, fila ${String(id)}: ${origin} ${key ?? ''} ${column}`);
}

function unplannedPartidas(partidas: Shown['partidas'], expected: readonly Expectation[]): readonly string[] {
  return [...partidas].flatMap(([name, items]) =>
    items
      .filter((item) => !expected.some((one) => one.kind === 'partida' && one.conciliacion === name && isItem(item, one)))
      .map(({ code, explanation }) => `partida ${code} de ${name}: ${explanation}`),
  );
}
