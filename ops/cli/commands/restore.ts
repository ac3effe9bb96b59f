import type { Command } from 'commander';
import { entities } from '../../../schemas/registry.ts';
import { adoptTopics } from '../../../pipelines/bus/adopt.ts';
import { openKafkaBus } from '../../../pipelines/bus/kafka-bus.ts';
import { openLogBus } from '../../../pipelines/bus/log-bus.ts';
import { startLoader } from '../../../pipelines/ledger/loader.ts';
import { retakeKnownState } from '../../../pipelines/ledger/retake.ts';
import { kafkaOf } from '../../bus.ts';
import type { SiteKafka } from '../../bus.ts';
import { renewStamp } from '../../stamp.ts';
import type { Libro } from '../../compose.ts';
import { withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { thousands } from '../terminal.ts';

export function addRestore(program: Command, context: CommandContext): void {
  program
    .command('restore')
    .description('Pone al día una base del libro que fue devuelta a una copia anterior.')
    .option('--json', 'en JSON', false)
    .addHelpText(
      'after',
      `
Ejemplo:
  libro restore && libro sync --full

Trae de los temas lo que la copia no tenía, vuelve a tomar del libro lo que ya se había publicado y renueva el registro.
Sin Kafka solo renueva el registro: lo que se leyó después de la copia vuelve a leerse de las fuentes.`,
    )
    .action(async (options: { readonly json: boolean }) => {
      const applied = await withLibro(context, (libro) => restore(libro, context));
      if (options.json) context.terminal.json({ applied });
      else
        context.terminal.print(
          `El libro quedó al día: ${thousands(applied)} cambios traídos de los temas. Falta leer las fuentes: libro sync --full`,
        );
    });
}

async function restore(libro: Libro, { environment, signal }: CommandContext): Promise<number> {
  const { database, loaded } = libro;
  const site = kafkaOf(loaded, environment);
  const applied = await catchUp(libro, site, signal);
  await retakeKnownState(database, entities, signal);
  if (site) {
    await using kafka = await site.connect(signal);
    await adoptTopics(database, kafka, site.plan, entities, signal);
  }
  await renewStamp(libro, signal);
  return applied;
}

/** Everything that the topics, or the log as it was put back, have for the ledger. */
async function catchUp({ database }: Libro, site: SiteKafka | null, signal: AbortSignal): Promise<number> {
  await using bus = site ? openKafkaBus({ database, entities, relay: null, ...site }) : openLogBus(database);
  await using loader = await startLoader(database, bus, entities, () => Promise.resolve(), signal);
  await loader.subscription.caughtUp(signal);
  return loader.counts.applied;
}
