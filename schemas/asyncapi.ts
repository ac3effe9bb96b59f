import { sensitivityOf, topicOf } from './entity.ts';
import type { CanonicalEntity } from './entity.ts';
import type { Envelope } from './envelope.ts';
import { deleteSchemaOf, jsonSchemaOf, schemaIdOf } from './json-schema.ts';
import { headersSchema } from './message-headers.ts';

type Json = Readonly<Record<string, unknown>>;

export type SaslMechanism = 'plain' | 'scram-sha-256' | 'scram-sha-512';

/** How a site has its topics, without a secret. */
export interface AsyncApiPlan {
  readonly title: string;
  /** Stands before every topic; null where no site is meant. */
  readonly prefix: string | null;
  readonly partitions: number;
  readonly replicas: number;
  readonly configOf: (entity: CanonicalEntity) => Readonly<Record<string, string>>;
  /** `host:port`; none where no site is meant. */
  readonly brokers: readonly string[];
  readonly encrypted: boolean;
  readonly sasl: SaslMechanism | null;
}

/** Every topic as an AsyncAPI 3 document: what subscribers get, on which channel, in which order. */
export function asyncApiOf(entities: readonly CanonicalEntity[], plan: AsyncApiPlan): Json {
  const each = (make: (entity: CanonicalEntity) => readonly (readonly [string, Json])[]): Json =>
    Object.fromEntries(entities.flatMap(make));
  return {
    asyncapi: '3.0.0',
    info: {
      title: plan.title,
      version: '1',
      description: DESCRIPTION,
      license: { name: 'MIT' },
      tags: tagsOf(entities),
    },
    defaultContentType: 'application/json',
    servers: serversOf(plan),
    channels: each((entity) => [[entity.name, channelOf(entity, plan)]]),
    operations: each((entity) => [[`publicar_${entity.name}`, operationOf(entity)]]),
    components: {
      messages: each((entity) => [
        [messageName(entity, 'upsert'), messageOf(entity, 'upsert')],
        [messageName(entity, 'delete'), messageOf(entity, 'delete')],
      ]),
      schemas: { cabeceras_upsert: headersSchema('upsert'), cabeceras_delete: headersSchema('delete'), clave: KEY },
      ...(plan.sasl ? { securitySchemes: { sasl: { type: SECURITY[plan.sasl], description: ACCOUNT } } } : {}),
    },
  };
}

const DESCRIPTION =
  'Lo que el libro único publica en Kafka: un tema por entidad, cada mensaje un estado de un registro, en CloudEvents 1.0 (modo binario). ' +
  'La entrega es al menos una vez y en orden por clave: de cada clave vale la mayor ce_edicion.';

const ACCOUNT = 'La cuenta que el municipio da a cada herramienta; «libro topics acl» escribe sus permisos.';

const SECURITY: Readonly<Record<SaslMechanism, string>> = {
  plain: 'plain',
  'scram-sha-256': 'scramSha256',
  'scram-sha-512': 'scramSha512',
};

/** The key of every message; it decides the partition. */
const KEY = {
  type: 'array',
  description: 'Fuente, flujo y los valores de la clave del registro en su flujo',
  items: [{ type: 'string' }, { type: 'string' }],
  additionalItems: { type: ['string', 'number', 'boolean', 'null'] },
  minItems: 3,
  examples: [['hassql', 'recaudo', 2026, '000003']],
};

function serversOf({ brokers, encrypted, sasl }: AsyncApiPlan): Json {
  const protocol = encrypted ? 'kafka-secure' : 'kafka';
  const security = sasl ? { security: [{ $ref: '#/components/securitySchemes/sasl' }] } : {};
  if (brokers.length === 0) {
    const variables = { servidor: { description: 'Servidor y puerto de Kafka del municipio', default: 'kafka:9092' } };
    return { kafka: { host: '{servidor}', protocol, variables, ...security } };
  }
  return Object.fromEntries(
    brokers.map((host, index) => [`kafka${String(index + 1)}`, { host, protocol, ...security }]),
  );
}

function channelOf(entity: CanonicalEntity, { prefix, partitions, replicas, configOf }: AsyncApiPlan): Json {
  const topic = prefix === null ? topicOf(entity) : `${prefix}.${topicOf(entity)}`;
  const messages = (['upsert', 'delete'] as const).map((operation) => {
    const name = messageName(entity, operation);
    return [name, { $ref: `#/components/messages/${name}` }] as const;
  });
  return {
    address: topic,
    title: entity.name,
    summary: entity.summary,
    messages: Object.fromEntries(messages),
    tags: namesOf(entity).map((name) => ({ name })),
    bindings: {
      kafka: {
        topic,
        partitions,
        replicas,
        topicConfiguration: configurationOf(configOf(entity)),
        bindingVersion: '0.5.0',
      },
    },
  };
}

/** Kafka's settings are texts; the binding wants a list of policies and numbers. */
function configurationOf(config: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [name, name === 'cleanup.policy' ? value.split(',') : Number(value)]),
  );
}

/** What the product does: to whoever subscribes, it sends. */
function operationOf(entity: CanonicalEntity): Json {
  return {
    action: 'send',
    channel: { $ref: `#/channels/${entity.name}` },
    summary: `Publica cada cambio de ${entity.name}.`,
    messages: (['upsert', 'delete'] as const).map((operation) => ({
      $ref: `#/channels/${entity.name}/messages/${messageName(entity, operation)}`,
    })),
  };
}

function messageOf(entity: CanonicalEntity, operation: Envelope['operation']): Json {
  const type = `libro.${entity.name}.v${String(entity.version)}.${operation}`;
  return {
    name: type,
    title: operation === 'upsert' ? `${entity.name}, así quedó` : `${entity.name}, ya no está en su fuente`,
    contentType: 'application/json',
    tags: namesOf(entity).map((name) => ({ name })),
    headers: {
      allOf: [
        { $ref: `#/components/schemas/cabeceras_${operation}` },
        {
          type: 'object',
          properties: { ce_type: { const: type }, ce_dataschema: { const: schemaIdOf(entity, operation) } },
        },
      ],
    },
    payload: {
      schemaFormat: 'application/schema+json;version=2020-12',
      schema: operation === 'upsert' ? jsonSchemaOf(entity) : deleteSchemaOf(entity),
    },
    bindings: { kafka: { key: { $ref: '#/components/schemas/clave' }, bindingVersion: '0.5.0' } },
  };
}

function messageName({ name, version }: CanonicalEntity, operation: Envelope['operation']): string {
  return `${name}_v${String(version)}_${operation}`;
}

function namesOf(entity: CanonicalEntity): readonly string[] {
  return [entity.domain, sensitivityOf(entity)];
}

function tagsOf(entities: readonly CanonicalEntity[]): readonly Json[] {
  const names = new Set(entities.flatMap(namesOf));
  return [...names].sort().map((name) => ({ name }));
}
