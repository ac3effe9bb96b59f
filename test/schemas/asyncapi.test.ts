import { Parser } from '@asyncapi/parser';
import { expect, test } from 'vitest';
import { asyncApiOf } from '../../schemas/asyncapi.ts';
import type { AsyncApiPlan } from '../../schemas/asyncapi.ts';
import { recaudo } from '../../schemas/entities/recaudo.ts';
import { deleteSchemaOf, jsonSchemaOf } from '../../schemas/json-schema.ts';
import { entities } from '../../schemas/registry.ts';

interface Message {
  readonly payload: unknown;
}

const nobodys: AsyncApiPlan = {
  title: 'Libro Único',
  prefix: null,
  partitions: 4,
  replicas: 1,
  configOf: () => ({ 'cleanup.policy': 'delete', 'retention.ms': '-1' }),
  brokers: [],
  encrypted: false,
  sasl: null,
};
const sopos: AsyncApiPlan = {
  ...nobodys,
  prefix: 'sopo',
  brokers: ['kafka1.sopo.local:9093', 'kafka2.sopo.local:9093'],
  encrypted: true,
  sasl: 'scram-sha-512',
};

/** What the parser finds wrong or doubtful; that there is a later AsyncAPI is neither. */
async function faultsOf(document: unknown): Promise<readonly string[]> {
  const { diagnostics } = await new Parser().parse(JSON.stringify(document));
  return diagnostics
    .filter(({ code }) => code !== 'asyncapi-latest-version')
    .map(({ message, path }) => `${path.join('.')}: ${message}`);
}

test.each([
  ['de nadie', nobodys],
  ['de un municipio', sopos],
])('el documento AsyncAPI %s lo lee el analizador de AsyncAPI sin un reparo', async (_, plan) => {
  const faults = await faultsOf(asyncApiOf(entities, plan));

  expect(faults).toEqual([]);
});

test('lo que está mal en el documento sí lo dice el analizador', async () => {
  const document = asyncApiOf([recaudo], { ...nobodys, configOf: () => ({ 'cleanup.policy': 'siempre' }) });

  const faults = await faultsOf(document);

  expect(faults.join('\n')).toMatch(/cleanup\.policy/);
});

test('cada tema tiene el nombre, las particiones y la configuración del municipio, y su sensibilidad', () => {
  const { channels, servers } = asyncApiOf([recaudo], sopos) as Record<string, Record<string, unknown>>;

  const security = [{ $ref: '#/components/securitySchemes/sasl' }];
  expect(servers).toEqual({
    kafka1: { host: 'kafka1.sopo.local:9093', protocol: 'kafka-secure', security },
    kafka2: { host: 'kafka2.sopo.local:9093', protocol: 'kafka-secure', security },
  });
  expect(channels).toEqual({
    recaudo: {
      address: 'sopo.interno.tesoreria.recaudo.v1',
      title: 'recaudo',
      summary: recaudo.summary,
      messages: {
        recaudo_v1_upsert: { $ref: '#/components/messages/recaudo_v1_upsert' },
        recaudo_v1_delete: { $ref: '#/components/messages/recaudo_v1_delete' },
      },
      tags: [{ name: 'tesoreria' }, { name: 'interno' }],
      bindings: {
        kafka: {
          topic: 'sopo.interno.tesoreria.recaudo.v1',
          partitions: 4,
          replicas: 1,
          topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': -1 },
          bindingVersion: '0.5.0',
        },
      },
    },
  });
});

test('los datos de cada mensaje son los del JSON Schema publicado', () => {
  const { components } = asyncApiOf([recaudo], nobodys) as { components: { messages: Record<string, Message> } };

  const payloads = Object.entries(components.messages).map(([name, { payload }]) => [name, payload]);

  const schemaFormat = 'application/schema+json;version=2020-12';
  expect(payloads).toEqual([
    ['recaudo_v1_upsert', { schemaFormat, schema: jsonSchemaOf(recaudo) }],
    ['recaudo_v1_delete', { schemaFormat, schema: deleteSchemaOf(recaudo) }],
  ]);
});
