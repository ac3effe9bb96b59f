import type { TopicReport } from '../../pipelines/bus/topics-report.ts';
import { textTable, thousands } from './terminal.ts';

/** The topics as a table, and below it what of them is not as it should be. */
export function topicsText(reports: readonly TopicReport[]): string {
  const overKafka = reports.some(({ kafka }) => kafka !== null);
  const columns = [
    { title: 'entidad' },
    { title: 'tema' },
    { title: 'reserva' },
    { title: 'cambios', right: true },
    ...(overKafka ? [{ title: 'por publicar', right: true }] : []),
    { title: 'por cargar', right: true },
  ];
  const rows = reports.map((report) => [
    report.entity,
    report.topic,
    report.sensitivity,
    thousands(report.committed),
    ...(overKafka ? [thousands(report.committed - (report.kafka?.relayed ?? 0))] : []),
    thousands(toLoad(report)),
  ]);
  return [textTable(columns, rows), ...notesOf(reports)].join('\n');
}

/** Changes that the ledger does not have yet: messages that its loader has not passed, or segments of the log. */
function toLoad({ committed, applied, kafka }: TopicReport): number {
  if (!kafka) return committed - applied;
  return kafka.partitions.reduce((sum, { end, begin, loaded }) => sum + end - Math.max(begin, loaded), 0);
}

function notesOf(reports: readonly TopicReport[]): readonly string[] {
  return reports.flatMap(({ topic, kafka }) => {
    if (!kafka) return [];
    if (kafka.differences === null)
      return [`${topic}: todavía no existe; lo crea la primera publicación («libro sync»).`];
    return kafka.differences.map((difference) => `${topic}: ${difference}; no se cambió nada.`);
  });
}
