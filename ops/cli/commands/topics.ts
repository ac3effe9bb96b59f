import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { entities, entityNamed } from '../../../schemas/registry.ts';
import type { CanonicalEntity } from '../../../schemas/entity.ts';
import type { Envelope } from '../../../schemas/envelope.ts';
import { asIntegrationError, IntegrationError } from '../../../schemas/errors.ts';
import { openKafkaBus } from '../../../pipelines/bus/kafka-bus.ts';
import { openLogBus } from '../../../pipelines/bus/log-bus.ts';
import { tailTopic } from '../../../pipelines/bus/tail.ts';
import type { TailTask } from '../../../pipelines/bus/tail.ts';
import { plannedTopics } from '../../../pipelines/bus/topic-plan.ts';
import { queryRoles } from '../../../pipelines/ledger/roles.ts';
import type { QueryRole } from '../../../pipelines/ledger/roles.ts';
import { reportTopics } from '../../../pipelines/bus/topics-report.ts';
import { ADMIN_FILE, aclCommands, needsAdminFile } from '../../bi-acls.ts';
import { kafkaOf } from '../../bus.ts';
import type { Libro } from '../../compose.ts';
import { loadSite } from '../../config/load.ts';
import { withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { eventJson, eventLine, seenBy } from '../event-text.ts';
import { topicsText } from '../topics-text.ts';

export function addTopics(program: Command, context: CommandContext): void {
  const topics = program
    .command('topics')
    .description('Muestra los temas en que se publica cada entidad y hasta dónde va cada lector.')
    .option('--json', 'en JSON', false)
    .addHelpText(
      'after',
      `
Ejemplos:
  libro topics                                    qué hay, con qué reserva, y cuánto falta por publicar y por cargar
  libro topics tail recaudo                       lo que va llegando, hasta Ctrl-C
  libro topics tail predio --from beginning       todo, desde el principio
  libro topics acl --account bi                   las órdenes que dejan leer a una cuenta lo que no es reservado`,
    )
    .action((options: { readonly json: boolean }) => list(context, options.json));
  topics
    .command('tail')
    .description('Muestra los cambios de una entidad según llegan.')
    .argument('<entidad>', 'una de «libro schemas»', entityOf)
    .option('--from <desde>', 'now o beginning', choice('now', 'beginning'), 'now')
    .option('--format <formato>', 'table o json (una línea por cambio)', choice('table', 'json'), 'table')
    .addOption(
      new Option('--rol <rol>', 'quién mira; lo que no puede ver sale como ***').choices([...queryRoles]).default('bi'),
    )
    .action((entity: CanonicalEntity, options: TailOptions) => tail(context, entity, options));
  topics
    .command('acl')
    .description('Escribe las órdenes de Kafka que dan a una cuenta lo abierto y lo interno, y nada reservado.')
    .requiredOption('--account <cuenta>', 'usuario de Kafka de la herramienta de BI')
    .action((options: { readonly account: string }) => acl(context, options.account));
}

interface TailOptions {
  readonly from: TailTask['from'];
  readonly format: 'table' | 'json';
  readonly rol: QueryRole;
}

async function list(context: CommandContext, json: boolean): Promise<void> {
  const { terminal, signal, environment } = context;
  const reports = await withLibro(context, async ({ loaded, database }) => {
    const site = kafkaOf(loaded, environment);
    if (!site) return reportTopics(database, entities, null, signal);
    await using kafka = await site.connect(signal);
    return await reportTopics(database, entities, { plan: site.plan, kafka }, signal);
  });
  if (json) terminal.json(reports);
  else terminal.print(topicsText(reports));
}

async function tail(context: CommandContext, entity: CanonicalEntity, options: TailOptions): Promise<void> {
  const { terminal, signal, environment } = context;
  const textOf = (envelope: Envelope): string =>
    options.format === 'json' ? eventJson(envelope) : eventLine(entity, entity.key, envelope);
  const show = (envelopes: readonly Envelope[]): Promise<void> =>
    terminal.write(
      envelopes.map((envelope) => `${textOf(seenBy(options.rol, entity, entity.key, envelope))}\n`).join(''),
    );
  await quietly(context, async ({ loaded, database }) => {
    const site = kafkaOf(loaded, environment);
    const task = { database, entity, from: options.from, reader: `mirador-${String(process.pid)}`, show, signal };
    if (!site) {
      await using bus = openLogBus(database);
      await tailTopic({ ...task, bus, extents: null });
      return;
    }
    await using bus = openKafkaBus({ database, entities, relay: null, ...site });
    await using kafka = await site.connect(signal);
    const [planned] = plannedTopics(site.plan, [entity]);
    await tailTopic({ ...task, bus, extents: () => kafka.extents([planned?.kafkaTopic ?? ''], signal) });
  });
}

/** Ctrl-C is how it ends, whenever it comes: that is no failure. */
async function quietly(context: CommandContext, work: (libro: Libro) => Promise<void>): Promise<void> {
  try {
    await withLibro(context, work);
  } catch (thrown) {
    if (!context.signal.aborted || asIntegrationError(thrown).code !== 'CANCELLED') throw thrown;
  }
}

function acl(context: CommandContext, account: string): Promise<void> {
  return loadSite(context.folder).then(({ site }) => {
    if (!site.bus) {
      throw new IntegrationError(
        'CONFIG_INVALID',
        'Este libro no publica en Kafka: falta bus: { kafka: { brokers: […] } } en libro.config.ts.',
      );
    }
    context.terminal.print(aclCommands(site.bus.kafka, account).join('\n'));
    context.terminal.note(needsAdminFile(site.bus.kafka) ? `${ACL_NOTE}\n${ADMIN_NOTE}` : ACL_NOTE);
  });
}

const ACL_NOTE =
  'Las corre quien administra Kafka. El clúster debe tener un authorizer y negar lo que nadie concedió; si no, cualquier\n' +
  'cuenta lee también lo reservado.';

const ADMIN_NOTE = `Cómo entra él va en ${ADMIN_FILE}; ops/manual/bi.md trae uno.`;

function entityOf(name: string): CanonicalEntity {
  const entity = entityNamed(name);
  if (entity) return entity;
  throw new IntegrationError(
    'NOT_FOUND',
    `No hay entidad ${name}; hay: ${entities.map((each) => each.name).join(', ')}.`,
  );
}

function choice<Name extends string>(...names: readonly Name[]): (text: string) => Name {
  return (text) => {
    const found = names.find((name) => name === text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`Se espera ${names.join(' o ')}.`);
  };
}
