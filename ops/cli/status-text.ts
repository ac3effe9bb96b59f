import type { StreamStatus } from '../../pipelines/status.ts';
import { FREE_DELETES } from './run-text.ts';
import { counted, pesos, textTable, thousands } from './terminal.ts';

/** How fresh each stream is, and below it what a person must look at, since when, for how much money, and what to do. */
export function statusText(statuses: readonly StreamStatus[], width: number): string {
  const lines = [...failureLines(statuses), ...statuses.flatMap(noteLines), ...neverLines(statuses)];
  const attention = lines.length === 0 ? 'Nada necesita atención.' : ['Atención:', ...lines].join('\n');
  return `${statusTable(statuses, width)}\n\n${attention}`;
}

function statusTable(statuses: readonly StreamStatus[], width: number): string {
  const columns = [
    { title: 'flujo' },
    { title: 'última corrida' },
    { title: 'terminó' },
    { title: 'leído entero' },
    { title: 'registros', right: true },
    { title: 'cuarentena', right: true },
  ];
  const rows = statuses.map((status) => [
    status.origin,
    status.run === null ? 'nunca' : `nº ${String(status.run)} ${status.state ?? ''}`,
    status.endedAt ?? '',
    status.readWholeAt ?? 'nunca',
    thousands(status.records),
    thousands(status.quarantined),
  ]);
  return textTable(columns, rows, width);
}

/** What makes runs fail, said once for the streams that it stops alike. */
function failureLines(statuses: readonly StreamStatus[]): readonly string[] {
  const failing = statuses.filter(({ error }) => error !== null);
  return [...Map.groupBy(failing, ({ error }) => error?.message ?? '')].map(([message, group]) => {
    const since = group.map(({ failingSince }) => failingSince ?? '').toSorted()[0] ?? '';
    const names = group.map(({ origin }) => origin).join(', ');
    return `✗ ${names}, desde ${since}: ${message.replaceAll('\n', '\n    ')}`;
  });
}

function noteLines(status: StreamStatus): readonly string[] {
  const { origin, deletesSuspendedSince, quarantinedSince, attention } = status;
  const lines = attention.map((note) => `✗ ${origin}: ${note}`);
  if (deletesSuspendedSince !== null) {
    lines.push(
      `✗ ${origin}: borrados en suspenso desde ${deletesSuspendedSince}: hay filas cuya clave no se puede leer. ${FREE_DELETES} ${origin}`,
    );
  }
  if (quarantinedSince === null) return lines;
  const amounts = Object.entries(status.quarantinedAmounts).map(([field, total]) => `, ${field} ${pesos(total)}`);
  const rows = `${counted(status.quarantined, 'fila')} en cuarentena desde ${quarantinedSince}${amounts.join('')}`;
  return [...lines, `· ${origin}: ${rows}: libro quarantine list ${origin}`];
}

function neverLines(statuses: readonly StreamStatus[]): readonly string[] {
  const never = statuses.filter(({ run }) => run === null).length;
  return never === 0 ? [] : [`· ${counted(never, 'flujo')} sin leer todavía: libro sync`];
}
