import type { Command } from 'commander';
import { streamStatus } from '../../../pipelines/status.ts';
import { chooseStreams } from '../../compose.ts';
import { withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { statusText } from '../status-text.ts';

export function addStatus(program: Command, context: CommandContext): void {
  program
    .command('status')
    .description('Dice qué tan al día está cada flujo y qué necesita atención.')
    .argument('[fuente...]', 'fuente o fuente/flujo; sin nada, todas')
    .option('--json', 'en JSON', false)
    .addHelpText(
      'after',
      `
Ejemplos:
  libro status
  libro status hassql --json

Termina en 0 si se pudo mirar, haya o no algo que atender; sync, check y verify terminan con el código de lo que falló.`,
    )
    .action(async (only: string[], options: { readonly json: boolean }) => {
      const statuses = await withLibro(context, (libro) => {
        const origins = chooseStreams(libro.loaded, only).map(({ origin }) => origin);
        return streamStatus(libro.database, origins, context.signal);
      });
      if (options.json) context.terminal.json(statuses);
      else context.terminal.print(statusText(statuses, context.terminal.width));
    });
}
