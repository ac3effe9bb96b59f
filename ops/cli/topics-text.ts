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
    ...(overKafka ? [{ title: 'mensajes', right: true }] : []),
    ...(overKafka ? [{ title: 'por publicar', right: true }] : []),
    { title: 'por cargar', right: true },
  ];
  const rows = reports.map((report) => [
    report.entity,
    report.topic,
    report.sensitivity,
    thousands(report.committed),
    ...(overKafka ? [thousands(messagesOf(report))] : []),
    ...(overKafka ? [thousands(report.committed - (report.kafka?.relayed ?? 0))] : []),
    thousands(toLoad(report)),
  ]);
  return [textTable(columns, rows), '', ...notesOf(reports), SCHEMAS].join('\n');
}

const SCHEMAS =
  'El esquema de los datos es urn:libro-unico:<entidad>:v<n> («libro schemas --out»); las posiciones, por partición, con --json.';

/** What the topic holds now: also what was sent again, and what filled it. */
function messagesOf({ kafka }: TopicReport): number {
  return (kafka?.partitions ?? []).reduce((sum, { begin, end }) => sum + end - begin, 0);
}

/** Changes that the ledger does not have yet: messages that its loader has not passed, or segments of the log. */
function toLoad({ committed, applied, kafka }: TopicReport): number {
  if (!kafka) return committed - applied;
  return kafka.partitions.reduce((sum, { end, begin, loaded }) => sum + Math.max(0, end - Math.max(begin, loaded)), 0);
}

function notesOf(reports: readonly TopicReport[]): readonly string[] {
  const absent = reports.filter(({ kafka }) => kafka?.differences === null).map(({ topic }) => topic);
  const differing = reports.flatMap(({ topic, kafka }) =>
    (kafka?.differences ?? []).map((difference) => `${topic}: ${difference}; no se cambió nada.`),
  );
  return [...absentText(absent, reports.length), ...differing];
}

function absentText(absent: readonly string[], all: number): readonly string[] {
  if (absent.length === 0) return [];
  const which = absent.length === all ? 'ninguno de estos temas' : absent.join(', ');
  return [`Todavía no hay en Kafka: ${which}. Se crean con la primera publicación («libro sync»).`];
}
