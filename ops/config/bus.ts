import { z } from 'zod';
import { strictOptions } from './problems.ts';
import { Secret } from './secret.ts';

const address = z.string().regex(/^[^\s:/]+:\d{1,5}$/, "se espera servidor:puerto, como 'kafka.alcaldia.local:9092'");
const secret = z.instanceof(Secret, { error: "se espera secret('KAFKA_CLAVE')" });
const path = z.string().min(1);

/** What a site says of its Kafka, and what holds when it does not. */
export const kafkaSchema = strictOptions({
  brokers: z.array(address).min(1),
  /** Stands before the topics and the groups; a permission by prefix covers them all. */
  prefijo: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'se espera una palabra en minúsculas, como sopo')
    .default('libro'),
  /** Of each topic, for life. */
  particiones: z.int().min(1).max(64).default(4),
  replicas: z.int().min(1).max(7).default(1),
  tls: z
    .union([z.literal(true), strictOptions({ ca: path.optional(), cert: path.optional(), key: path.optional() })])
    .optional(),
  sasl: strictOptions({
    mecanismo: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']),
    usuario: z.string().min(1),
    clave: secret,
  }).optional(),
});

/** How subscribers get the log: from the ledger's own database when nothing is said, or over Kafka. */
export const busSchema = strictOptions({ kafka: kafkaSchema }).optional();

const days = z.int().min(1).max(3650);

/** Days that the log keeps what everybody has read, and days that it waits for a subscriber that does not move. */
export const registro = strictOptions({ dias: days.default(30), inactivo: days.default(30) }).default({
  dias: 30,
  inactivo: 30,
});

export type KafkaSite = z.output<typeof kafkaSchema>;
