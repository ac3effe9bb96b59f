import type { Command } from 'commander';
import { streamStatus } from '../../../pipelines/status.ts';
import type { StreamStatus } from '../../../pipelines/status.ts';
import { chooseStreams } from '../../compose.ts';
import { withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { pesos, textTable, thousands } from '../terminal.ts';

export function addStatus(program: Command, context: CommandContext): void {
  program
    .command('status')
    .description('Dice qué tan al día está cada flujo y qué necesita atención.')
    .argument('[fuente...]', 'fuente o fuente/flujo; sin nada, todas')
    .option('--json', 'en JSON', false)
    .addHelpText('after', '\nEjemplos:\n  libro status\n  libro status hassql --json')
    .action(async (only: string[], options: { readonly json: boolean }) => {
      const statuses = await withLibro(context, (libro) => {
        const origins = chooseStreams(libro.loaded, only).map(({ origin }) => origin);
        return streamStatus(libro.database, origins, context.signal);
      });
      if (options.json) context.terminal.json(statuses);
      else context.terminal.print(statusTable(statuses));
    });
}

function quarantineText({ quarantinedSince, quarantinedAmounts }: StreamStatus): readonly string[] {
  if (quarantinedSince === null) return [];
  const amounts = Object.entries(quarantinedAmounts).map(([field, total]) => `, ${field} ${pesos(total)}`);
  return [`cuarentena desde ${quarantinedSince}${amounts.join('')}`];
}

function statusTable(statuses: readonly StreamStatus[]): string {
  const columns = [
    { title: 'flujo' },
    { title: 'última corrida' },
    { title: 'terminó' },
    { title: 'leído entero' },
    { title: 'registros', right: true },
    { title: 'cuarentena', right: true },
    { title: 'atención' },
  ];
  return textTable(
    columns,
    statuses.map((status) => [
      status.origin,
      status.run === null ? 'nunca' : `nº ${String(status.run)} ${status.state ?? ''}`,
      status.endedAt ?? '',
      status.readWholeAt ?? 'nunca',
      thousands(status.records),
      thousands(status.quarantined),
      [...status.attention, ...quarantineText(status)].join('; '),
    ]),
  );
}
