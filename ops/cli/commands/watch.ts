import { Option } from 'commander';
import type { Command } from 'commander';
import { IntegrationError } from '../../../schemas/errors.ts';
import type { Envelope } from '../../../schemas/envelope.ts';
import { queryRoles } from '../../../pipelines/ledger/roles.ts';
import type { QueryRole } from '../../../pipelines/ledger/roles.ts';
import { watchStream } from '../../../pipelines/watch.ts';
import { chooseStreams } from '../../compose.ts';
import { withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { eventJson, eventLine, seenBy } from '../event-text.ts';

interface WatchOptions {
  readonly json: boolean;
  readonly rol: QueryRole;
}

export function addWatch(program: Command, context: CommandContext): void {
  program
    .command('watch')
    .description('Muestra los cambios de un flujo a medida que llegan, desde ahora.')
    .argument('<fuente/flujo>', 'qué flujo')
    .option('--json', 'un objeto JSON por línea', false)
    .addOption(new Option('--rol <rol>', 'quién mira').choices([...queryRoles]).default('bi'))
    .addHelpText('after', HELP)
    .action(async (name: string, { json, rol }: WatchOptions) => {
      const { terminal, signal } = context;
      await withLibro(context, async ({ loaded, database }) => {
        const chosen = chooseStreams(loaded, [name]);
        const [one] = chosen;
        if (!one || chosen.length > 1) {
          const names = chosen.map(({ origin }) => origin).join(', ');
          throw new IntegrationError('NOT_FOUND', `${name} tiene varios flujos; diga uno: ${names}.`);
        }
        if (!database.capabilities.shared) throw nothingToWatch();
        terminal.note(`Cambios de ${one.origin} desde ahora. Ctrl-C termina.`);
        const { entity, key } = one.stream;
        const show = (envelope: Envelope): Promise<void> => {
          const seen = seenBy(rol, entity, key, envelope);
          return terminal.write(`${json ? eventJson(seen) : eventLine(entity, key, seen)}\n`);
        };
        await watchStream(database, entity, one.origin, show, signal).catch((thrown: unknown) => {
          if (!signal.aborted) throw thrown;
        });
      });
    });
}

/** While this command holds the embedded ledger nobody else can load a change into it. */
function nothingToWatch(): IntegrationError {
  return new IntegrationError(
    'CONFIG_INVALID',
    'El libro embebido admite un solo proceso a la vez: mientras éste mirara, nadie podría leer las fuentes. Para ver los cambios a medida que llegan use un libro en PostgreSQL: { managed: … } o { url: … }; en éste, «libro topics tail <entidad> --from beginning» muestra los que ya hay.',
  );
}

const HELP = `
Ejemplos:
  libro watch hassql/recaudo
  libro watch hassql/liquidacion --rol hacienda      sin ocultar lo reservado a Hacienda
  libro watch hassql/recaudo --json | jq .data.valor

Lo que el rol no puede ver sale como ***. Quien lee es «libro up» o «libro sync»: este comando sólo
mira. Necesita un libro en PostgreSQL, porque el embebido admite un solo proceso a la vez.`;
