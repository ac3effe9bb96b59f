import { dineroDe } from '../../schemas/scalars/dinero.ts';
import { partidaOf, pesosText, sentence, sumOf } from './difference.ts';
import type { Comparison, Finding, RecordRef } from './difference.ts';
import type { Pago, Period } from './pago.ts';
import { pairInStages } from './pairing.ts';
import type { Stage } from './pairing.ts';

/** The control totals of a lot, as the bank or the system that loaded it declares them. */
export interface Lote {
  readonly ref: RecordRef;
  readonly banco: string;
  readonly cuenta: string | null;
  readonly fecha: string;
  readonly lote: string | null;
  readonly registros: number;
  readonly valor: bigint;
  /** What the system made of it; null on the bank's side. */
  readonly acumulado: bigint | null;
  readonly pagosDobles: bigint | null;
  readonly ajustes: bigint | null;
}

interface LoteRows {
  readonly bank: readonly Pago[];
  readonly bankLotes: readonly Lote[];
  readonly systemLotes: readonly Lote[];
}

/** Domain C2: each lot against the lines that it totals, and against what the system loaded, where it keeps its lots. */
export function reconcileLotes(rows: LoteRows, { desde, hasta }: Period, today: string): readonly Comparison[] {
  const inside = ({ fecha }: { readonly fecha: string }): boolean => fecha >= desde && fecha <= hasta;
  const bankLotes = rows.bankLotes.filter(inside);
  const systemLotes = rows.systemLotes.filter(inside);
  return [
    ...(bankLotes.length > 0 ? [againstLines(bankLotes, rows.bank.filter(inside), today)] : []),
    ...(systemLotes.length > 0 ? [againstSystem(bankLotes, systemLotes, today)] : []),
  ];
}

/** The lines of one lot, as one. */
interface Lines {
  readonly pagos: readonly Pago[];
  readonly valor: bigint;
}

function againstLines(lotes: readonly Lote[], pagos: readonly Pago[], today: string): Comparison {
  const key = ({ banco, cuenta, fecha, lote }: Pago | Lote): string => JSON.stringify([banco, cuenta, fecha, lote]);
  const groups = [...Map.groupBy(pagos, key).values()].map((lines): Lines => ({ pagos: lines, valor: valorOf(lines) }));
  const stage: Stage<Lote, Lines> = {
    leftKey: key,
    rightKey: (lines) => (lines.pagos[0] ? key(lines.pagos[0]) : null),
    distance: () => 0,
  };
  const paired = pairInStages(lotes, groups, [stage]);
  const agrees = ({ left, right }: (typeof paired.pairs)[number]): boolean =>
    left.valor === right.valor && left.registros === right.pagos.length;
  const matched = paired.pairs.filter(agrees);
  const findings: readonly Finding[] = [
    ...paired.pairs.filter((pair) => !agrees(pair)).map(({ left, right }) => linesDiffer(left, right)),
    ...paired.left.map((lote) =>
      lote.registros === 0 && lote.valor === 0n ? emptyLote(lote) : linesDiffer(lote, null),
    ),
    ...paired.right.map(linesWithoutLote),
  ];
  return {
    title: 'Totales de lote del banco contra sus líneas',
    left: { title: 'lotes del banco', count: lotes.length, amount: dineroDe(valorOf(lotes)) },
    right: { title: 'líneas del banco', count: pagos.length, amount: dineroDe(valorOf(pagos)) },
    matched: { count: matched.length, amount: dineroDe(sumOf(matched, ({ left }) => left.valor)) },
    items: findings.map((finding) => partidaOf(finding, today)),
  };
}

function linesDiffer(lote: Lote, lines: Lines | null): Finding {
  const pagos = lines?.pagos ?? [];
  return {
    code: lines === null ? 'ONLY_LEFT' : 'AMOUNT_OTHER',
    left: [lote.ref],
    right: pagos.map(({ ref }) => ref),
    leftCentavos: lote.valor,
    rightCentavos: lines?.valor ?? 0n,
    date: lote.fecha,
    owner: 'Tesorería',
    explanation:
      `${sentence(named(lote))} declara ${String(lote.registros)} pagos por ${pesosText(lote.valor)} y en el libro hay ` +
      `${String(pagos.length)} por ${pesosText(lines?.valor ?? 0n)}.`,
    action: 'Mire si hay líneas en cuarentena (libro quarantine list); si no, pida al banco el archivo otra vez.',
  };
}

function emptyLote(lote: Lote): Finding {
  return {
    ...linesDiffer(lote, null),
    code: 'STRUCTURAL',
    status: 'explicada',
    explanation: `${sentence(named(lote))} no trae pagos.`,
    action: 'Nada.',
  };
}

function linesWithoutLote({ pagos, valor }: Lines): Finding {
  const [first] = pagos;
  return {
    code: 'ONLY_RIGHT',
    left: [],
    right: pagos.map(({ ref }) => ref),
    leftCentavos: 0n,
    rightCentavos: valor,
    date: first?.fecha ?? null,
    owner: 'Tesorería',
    explanation: `Hay ${String(pagos.length)} líneas del banco ${first?.banco ?? ''} del ${first?.fecha ?? ''} sin el total de su lote.`,
    action: 'Corra otra vez libro sync: líneas y lotes salen del mismo archivo.',
  };
}

/** By lot number first; a lot that was numbered anew is known by its bank, day and value. */
const loteStages: readonly Stage<Lote, Lote>[] = [
  { leftKey: numbered, rightKey: numbered, distance: byValor },
  { leftKey: byDay, rightKey: byDay, distance: () => 0 },
];

function numbered({ banco, fecha, lote }: Lote): string | null {
  return lote === null ? null : JSON.stringify([banco, fecha, withoutZeros(lote)]);
}

function byDay({ banco, fecha, valor }: Lote): string {
  return JSON.stringify([banco, fecha, String(valor)]);
}

function byValor(left: Lote, right: Lote): number {
  return left.valor === right.valor ? 0 : 1;
}

function againstSystem(bank: readonly Lote[], system: readonly Lote[], today: string): Comparison {
  const { pairs, left, right } = pairInStages(bank, system, loteStages);
  const judged = pairs.map((pair) => ({ pair, finding: pairFinding(pair.left, pair.right) }));
  const matched = judged.flatMap(({ pair, finding }) => (finding === null ? [pair.left] : []));
  const findings = [
    ...judged.flatMap(({ finding }) => (finding === null ? [] : [finding])),
    ...left.map(notLoaded),
    ...right.map((lote) => notFromBank(lote, system)),
  ];
  return {
    title: 'Lotes del banco contra lotes cargados en el sistema',
    left: { title: 'lotes del banco', count: bank.length, amount: dineroDe(valorOf(bank)) },
    right: { title: 'lotes del sistema', count: system.length, amount: dineroDe(valorOf(system)) },
    matched: { count: matched.length, amount: dineroDe(valorOf(matched)) },
    items: findings.map((finding) => partidaOf(finding, today)),
  };
}

function pairFinding(bank: Lote, system: Lote): Finding | null {
  const words = valorWords(bank, system) ?? appliedWords(bank, system) ?? numberWords(bank, system);
  if (words === null) return null;
  return {
    ...words,
    left: [bank.ref],
    right: [system.ref],
    leftCentavos: bank.valor,
    rightCentavos: system.valor,
    date: bank.fecha,
    owner: 'Tesorería',
  };
}

type Words = Pick<Finding, 'code' | 'status' | 'explanation' | 'action'>;

function valorWords(bank: Lote, system: Lote): Words | null {
  if (bank.valor === system.valor && bank.registros === system.registros) return null;
  return {
    code: 'AMOUNT_OTHER',
    explanation:
      `${sentence(named(bank))} trae ${String(bank.registros)} pagos por ${pesosText(bank.valor)} y el sistema cargó ` +
      `${String(system.registros)} por ${pesosText(system.valor)}.`,
    action: 'Compare el archivo con lo cargado, línea por línea: las partidas de arriba dicen cuáles faltan o sobran.',
  };
}

/** What the system reports and does not apply is accounted for by what it calls doubles and adjustments, or it is not. */
function appliedWords(bank: Lote, { valor, acumulado, pagosDobles, ajustes }: Lote): Words | null {
  if (acumulado === null || acumulado === valor) return null;
  const missing = valor - acumulado;
  const doubles = pagosDobles ?? 0n;
  const known = missing === doubles + (ajustes ?? 0n);
  const parts = `${pesosText(doubles)} de pagos dobles y ${pesosText(ajustes ?? 0n)} de ajustes`;
  return {
    code: known ? (doubles === 0n ? 'STRUCTURAL' : 'DUPLICATE') : 'AMOUNT_OTHER',
    status: known ? 'explicada' : 'abierta',
    explanation: `El sistema solo aplicó ${pesosText(acumulado)} de los ${pesosText(valor)} que trae ${named(bank)}; reconoce ${parts}.`,
    action: known
      ? 'Devuelva o abone los pagos dobles.'
      : 'Busque en el sistema qué pagos del lote quedaron sin aplicar.',
  };
}

function numberWords(bank: Lote, system: Lote): Words | null {
  if (bank.lote === null || system.lote === null || withoutZeros(bank.lote) === withoutZeros(system.lote)) return null;
  return {
    code: 'CLASSIFICATION',
    status: 'explicada',
    explanation: `${sentence(named(bank))} está en el sistema con el número ${system.lote}: mismo banco, día y valor.`,
    action: 'Nada, si el sistema numera sus lotes por su cuenta.',
  };
}

function notLoaded(lote: Lote): Finding {
  return {
    code: 'ONLY_LEFT',
    left: [lote.ref],
    right: [],
    leftCentavos: lote.valor,
    rightCentavos: 0n,
    date: lote.fecha,
    owner: 'Tesorería',
    explanation: `${sentence(named(lote))}, ${String(lote.registros)} pagos por ${pesosText(lote.valor)}, no está cargado en el sistema.`,
    action: 'Cargue el archivo de ese día en el sistema predial.',
  };
}

function notFromBank(lote: Lote, system: readonly Lote[]): Finding {
  const twice = system.some((other) => other !== lote && byDay(other) === byDay(lote));
  return {
    code: twice ? 'DUPLICATE' : 'ONLY_RIGHT',
    left: [],
    right: [lote.ref],
    leftCentavos: 0n,
    rightCentavos: lote.valor,
    date: lote.fecha,
    owner: 'Tesorería',
    explanation: twice
      ? `El sistema tiene dos lotes del banco ${lote.banco} del ${lote.fecha} por ${pesosText(lote.valor)}: el archivo se cargó dos veces.`
      : `El sistema tiene ${named(lote)} por ${pesosText(lote.valor)} y no hay archivo del banco con él.`,
    action: twice
      ? 'Anule en el sistema el lote que sobra.'
      : 'Consiga el archivo de ese día y póngalo en la carpeta del banco.',
  };
}

function named({ banco, fecha, lote }: Lote): string {
  return `el lote ${lote ?? '(sin número)'} del banco ${banco} del ${fecha}`;
}

function withoutZeros(lote: string): string {
  return lote.replace(/^0+(?=\d)/, '');
}

function valorOf(rows: readonly { readonly valor: bigint }[]): bigint {
  return sumOf(rows, ({ valor }) => valor);
}
