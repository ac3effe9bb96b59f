import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { IntegrationError } from '../schemas/errors.ts';
import { entities } from '../schemas/registry.ts';
import type { Bus } from '../pipelines/bus/bus.ts';
import { connectKafka } from '../pipelines/bus/kafka/connect.ts';
import type { KafkaConnection } from '../pipelines/bus/kafka/transport.ts';
import { openLogBus } from '../pipelines/bus/log-bus.ts';
import { openRelayedBus } from '../pipelines/bus/relayed-bus.ts';
import type { TopicPlan } from '../pipelines/bus/topic-plan.ts';
import type { FaultPoint } from '../pipelines/capture/commit.ts';
import type { Database } from '../pipelines/database/database.ts';
import type { KafkaSite } from './config/bus.ts';
import type { LoadedSite } from './config/load.ts';
import { HOLDER } from './ledger.ts';

/** How a site's topics are reached; null where the log itself is the bus. */
export interface SiteKafka {
  readonly plan: TopicPlan;
  readonly connect: (signal: AbortSignal) => Promise<KafkaConnection>;
}

/** Reads certificates and secrets when it connects, so that what is wrong with them is said by whoever needs Kafka. */
export function kafkaOf({ site, folder }: LoadedSite, environment: NodeJS.ProcessEnv): SiteKafka | null {
  const kafka = site.bus?.kafka;
  if (!kafka) return null;
  const plan = {
    prefix: kafka.prefijo,
    partitions: kafka.particiones,
    replication: kafka.replicas,
    conserva: site.conserva,
  };
  const connect = async (signal: AbortSignal): Promise<KafkaConnection> => {
    const { sasl } = kafka;
    const options = {
      brokers: kafka.brokers,
      clientId: HOLDER.replaceAll(/[^\w.-]/g, '-'),
      ...(kafka.tls === undefined ? {} : { tls: await tlsOf(kafka, folder) }),
      ...(sasl
        ? { sasl: { mechanism: sasl.mecanismo, username: sasl.usuario, password: sasl.clave.reveal(environment) } }
        : {}),
    };
    return await connectKafka(options, signal);
  };
  return { plan, connect };
}

async function tlsOf({ tls }: KafkaSite, folder: string): Promise<Readonly<Record<string, string>>> {
  if (tls === undefined || tls === true) return {};
  const read: Record<string, string> = {};
  for (const [name, path] of Object.entries(tls)) {
    if (path === undefined) continue;
    try {
      read[name] = await readFile(resolve(folder, path), 'utf8');
    } catch (cause) {
      throw new IntegrationError(
        'CONFIG_INVALID',
        `libro.config.ts: bus.kafka.tls.${name}: no se pudo leer ${path}; revise la ruta y el permiso de este usuario.`,
        { cause },
      );
    }
  }
  return read;
}

/** The site's bus at work. */
export function openBus(loaded: LoadedSite, database: Database, environment: NodeJS.ProcessEnv, at: FaultPoint): Bus {
  const kafka = kafkaOf(loaded, environment);
  return kafka ? openRelayedBus({ database, entities, holder: HOLDER, at, ...kafka }) : openLogBus(database);
}
