import type { Command } from 'commander';
import { IntegrationError } from '../../../schemas/errors.ts';
import { entities } from '../../../schemas/registry.ts';
import { adoptTopics } from '../../../pipelines/bus/adopt.ts';
import { expiredStarts, extentsOfThose } from '../../../pipelines/bus/topics.ts';
import type { KafkaConnection } from '../../../pipelines/bus/kafka/transport.ts';
import { openKafkaBus } from '../../../pipelines/bus/kafka-bus.ts';
import { openLogBus } from '../../../pipelines/bus/log-bus.ts';
import { plannedTopics } from '../../../pipelines/bus/topic-plan.ts';
import type { Database } from '../../../pipelines/database/database.ts';
import type { LoaderCounts } from '../../../pipelines/ledger/loader.ts';
import { migrate } from '../../../pipelines/ledger/migrate.ts';
import { rebuildLedger } from '../../../pipelines/ledger/rebuild.ts';
import { kafkaOf } from '../../bus.ts';
import type { SiteKafka } from '../../bus.ts';
import { loadSite } from '../../config/load.ts';
import type { LoadedSite } from '../../config/load.ts';
import { openLedger } from '../../ledger.ts';
import type { CommandContext } from '../command.ts';
import { thousands } from '../terminal.ts';

export function addRebuild(program: Command, context: CommandContext): void {
  program
    .command('rebuild')
    .description('Rehace un libro nuevo desde los temas: estados, eliminados e historia, como estaban.')
    .requiredOption('--into <libro>', 'carpeta de un libro embebido, o URL de un PostgreSQL (su clave en PGPASSWORD)')
    .option('--json', 'en JSON', false)
    .addHelpText(
      'after',
      `
Ejemplos:
  libro rebuild --into ./libro-rehecho
  PGPASSWORD=… libro rebuild --into postgres://libro@servidor/libro_nuevo

El libro nuevo debe estar vacío. Después, ponga en libro.config.ts que ese es el libro y corra «libro sync --full»:
vuelve a leer todas las fuentes, no publica lo que no cambió y rehace la cuarentena.`,
    )
    .action(async (options: { readonly into: string; readonly json: boolean }) => {
      const loaded = await loadSite(context.folder);
      const counts = await rebuild(context, loaded, options.into);
      if (options.json) context.terminal.json(counts);
      else context.terminal.print(textOf(counts, options.into));
    });
}

async function rebuild(context: CommandContext, loaded: LoadedSite, into: string): Promise<LoaderCounts> {
  const { environment, signal } = context;
  const site = kafkaOf(loaded, environment);
  if (!site) return await fromLog(context, loaded, into);
  await using kafka = await site.connect(signal);
  await demandTopics(kafka, site, signal);
  await using target = await openTarget(context, loaded, into);
  await using bus = openKafkaBus({ database: target, entities, relay: null, ...site });
  const starts = await expiredStarts(kafka, site.plan, entities, signal);
  const counts = await rebuildLedger(target, bus, entities, signal, starts);
  await adoptTopics(target, kafka, site.plan, entities, signal);
  return counts;
}

/** NOT_FOUND where there is nothing to make a ledger from: an empty one would pass for it. */
async function demandTopics(kafka: KafkaConnection, { plan }: SiteKafka, signal: AbortSignal): Promise<void> {
  const extents = await extentsOfThose(kafka, plannedTopics(plan, entities), signal);
  if (extents.length > 0) return;
  throw new IntegrationError(
    'NOT_FOUND',
    `En Kafka no hay ningún tema con el prefijo ${plan.prefix}: no hay de qué rehacer el libro. ` +
      'Revise brokers y prefijo en bus.kafka, de libro.config.ts.',
    { context: { prefix: plan.prefix } },
  );
}

async function fromLog(context: CommandContext, loaded: LoadedSite, into: string): Promise<LoaderCounts> {
  const { environment, signal } = context;
  await using source = await openLedger(loaded, environment, signal);
  await using bus = openLogBus(source);
  await using target = await openTarget(context, loaded, into);
  return await rebuildLedger(target, bus, entities, signal);
}

async function openTarget(
  { environment, signal }: CommandContext,
  loaded: LoadedSite,
  into: string,
): Promise<Database> {
  const target = await openLedger(withLedger(loaded, into), environment, signal);
  try {
    await migrate(target, entities, signal);
    return target;
  } catch (error) {
    await target[Symbol.asyncDispose]();
    throw error;
  }
}

function withLedger(loaded: LoadedSite, into: string): LoadedSite {
  const ledger = /^postgres(ql)?:/.test(into)
    ? ({ kind: 'url', url: into } as const)
    : ({ kind: 'embedded', embedded: into } as const);
  return { ...loaded, site: { ...loaded.site, ledger } };
}

function textOf({ applied, poisoned }: LoaderCounts, into: string): string {
  const apart = poisoned === 0 ? '' : `; ${thousands(poisoned)} mensajes que no son de este libro quedaron apartados`;
  return `${thousands(applied)} cambios aplicados en ${into}${apart}. Falta leer las fuentes: libro sync --full`;
}
