import type { AsyncApiPlan } from '../schemas/asyncapi.ts';
import { declaredSettings } from '../pipelines/bus/topics.ts';
import { kafkaSchema } from './config/bus.ts';
import type { Site } from './config/site.ts';

/** A site's topics as a document may show them; without a site that has Kafka, as they are when nothing else is said. */
export function asyncApiPlan(site: Site | null): AsyncApiPlan {
  const kafka = site?.bus?.kafka;
  const { prefijo, particiones, replicas, brokers, tls, sasl } =
    kafka ?? kafkaSchema.parse({ brokers: ['kafka:9092'] });
  const plan = { partitions: particiones, replication: replicas, ...(site ? { conserva: site.conserva } : {}) };
  return {
    title: site ? `Libro Único, ${site.nombre}` : 'Libro Único',
    prefix: kafka ? prefijo : null,
    partitions: particiones,
    replicas,
    configOf: (entity) => declaredSettings(plan, entity).config,
    brokers: kafka ? brokers : [],
    encrypted: tls !== undefined,
    sasl: sasl?.mecanismo ?? null,
  };
}
