import type { Command } from 'commander';
import { IntegrationError } from '../../../schemas/errors.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import { lastRuns } from '../../../pipelines/runs.ts';
import type { RunRow } from '../../../pipelines/runs.ts';
import { chooseStreams } from '../../compose.ts';
import { withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { runLines, syncTable } from '../run-text.ts';
import { textTable, thousands } from '../terminal.ts';
import { wholeNumber } from './sync.ts';

export function addRuns(program: Command, context: CommandContext): void {
  program
    .command('runs')
    .description('Lista las últimas corridas; con un número, el informe de esa.')
    .argument('[numero]', 'número de una corrida', wholeNumber)
    .option('--flujo <fuente/flujo>', 'solo las de una fuente o un flujo')
    .option('--limit <n>', 'cuántas', wholeNumber, 20)
    .option('--json', 'en JSON', false)
    .addHelpText('after', '\nEjemplos:\n  libro runs\n  libro runs 42\n  libro runs --flujo hassql/recaudo --limit 5')
    .action(
      async (
        number: number | undefined,
        options: { readonly flujo?: string; readonly limit: number; readonly json: boolean },
      ) => {
        const asked = { number: number ?? null, origin: options.flujo ?? null, limit: options.limit };
        const rows = await withLibro(context, async ({ database, loaded }) => {
          const found = await lastRuns(database, asked, context.signal);
          if (options.flujo !== undefined && found.length === 0) chooseStreams(loaded, [options.flujo]);
          return found;
        });
        if (number !== undefined && rows.length === 0)
          throw new IntegrationError('NOT_FOUND', `No hay corrida número ${String(number)}.`);
        const [only] = rows;
        if (options.json) context.terminal.json(rows);
        else if (number !== undefined && only?.report)
          context.terminal.print(
            `${headText(only)}\n${runLines(only.report)}\n\n${syncTable([only.report], context.terminal.width)}`,
          );
        else context.terminal.print(runsTable(rows, context.terminal.width));
      },
    );
}

function headText({ number, mode, startedAt, state }: RunRow): string {
  return `Corrida nº ${String(number)} (${mode}), inició ${startedAt}: ${state}`;
}

function runsTable(rows: readonly RunRow[], width: number): string {
  if (rows.length === 0) return 'No hay corridas.';
  const columns = [
    { title: 'nº', right: true },
    { title: 'flujo' },
    { title: 'inició' },
    { title: 'qué' },
    { title: 'estado' },
    { title: 'leídas', right: true },
    { title: 'publicadas', right: true },
    { title: 'rechazadas', right: true },
    { title: 'borradas', right: true },
    { title: 'error' },
  ];
  const count = (report: RunReport | null, name: 'read' | 'published' | 'rejected' | 'deleted'): string =>
    report ? thousands(report[name]) : '';
  return textTable(
    columns,
    rows.map(({ number, origin, startedAt, mode, state, report }) => [
      String(number),
      origin,
      startedAt,
      mode,
      state,
      count(report, 'read'),
      count(report, 'published'),
      count(report, 'rejected'),
      count(report, 'deleted'),
      report?.error?.code ?? '',
    ]),
    width,
  );
}
