import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchemaObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { entities } from '../../../schemas/registry.ts';
import { headersSchema } from '../../../schemas/message-headers.ts';
import { encodeMessage } from '../../../pipelines/bus/message.ts';
import type { Message } from '../../../pipelines/bus/message.ts';
import { everyState } from '../../../pipelines/ledger/states.ts';
import { sync } from '../../../pipelines/sync.ts';
import { openLibro, quietRun, runTasks } from '../../../ops/compose.ts';
import { loadSite } from '../../../ops/config/load.ts';
import { generateDemo } from '../../../ops/demo/generate-demo.ts';

vi.setConfig({ hookTimeout: 300_000 });

const { signal } = new AbortController();
const published = join(import.meta.dirname, '../../../ops/manual/generated/schemas');
const folder = mkdtempSync(join(tmpdir(), 'publicado (ñ) '));
const messages: Message[] = [];

beforeAll(async () => {
  generateDemo(folder, { seed: 5, predios: 60 });
  await using libro = await openLibro(await loadSite(folder), {}, signal);
  const run = async (): Promise<void> => {
    const runs = runTasks(libro, quietRun, signal);
    const report = await sync({ runs, bus: libro.bus, entities, catchUpMs: 200_000, ended: () => undefined, signal });
    expect(report.error).toBeNull();
  };
  await run();
  using source = new DatabaseSync(join(folder, 'hassql.db'));
  source.exec(`update PAGOS set NUM_RECIBO = 'Ñ-' || NUM_RECIBO where VIGENCIA = 2026 and rowid % 20 = 0`);
  await run();
  for (const entity of entities) {
    const place = { incarnation: 'a1', offset: 0, allNew: true };
    const keep = (envelopes: Parameters<Parameters<typeof everyState>[2]>[0]): Promise<void> => {
      messages.push(...envelopes.map((envelope) => encodeMessage(envelope, place)));
      return Promise.resolve();
    };
    await everyState(libro.database, entity, keep, signal);
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function validator(): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  // It is CommonJS: under Node its function stands one level below.
  addFormats.default(ajv);
  for (const name of readdirSync(published)) {
    ajv.addSchema(JSON.parse(readFileSync(join(published, name), 'utf8')) as AnySchemaObject);
  }
  return ajv;
}

function faultsOf(ajv: Ajv2020, { headers, value }: Message): string {
  const validate = ajv.getSchema(headers['ce_dataschema'] ?? '');
  if (!validate) return `nobody published ${headers['ce_dataschema'] ?? ''}`;
  return validate(JSON.parse(Buffer.from(value).toString())) === true ? '' : ajv.errorsText(validate.errors);
}

function operationOf({ headers }: Message): 'upsert' | 'delete' {
  return headers['ce_type']?.endsWith('.delete') === true ? 'delete' : 'upsert';
}

test('los datos de cada mensaje cumplen el esquema publicado que dice su ce_dataschema, los eliminados también', () => {
  const ajv = validator();

  const faults = messages.map((message) => faultsOf(ajv, message)).filter((fault) => fault !== '');

  expect(faults).toEqual([]);
  expect(messages.length).toBeGreaterThan(2000);
  expect(messages.filter((message) => operationOf(message) === 'delete').length).toBeGreaterThan(1);
});

test('unos datos cambiados ya no cumplen', () => {
  const ajv = validator();
  const [message] = messages;
  if (!message) throw new Error('there is one');

  const faults = faultsOf(ajv, { ...message, value: Buffer.from('{"vigencia":"dos mil"}') });

  expect(faults).toContain('must have required property');
});

test('las cabeceras de cada mensaje son las que el documento AsyncAPI describe, y ninguna más', () => {
  const ajv = validator();
  const closed = (operation: 'upsert' | 'delete'): AnySchemaObject => ({
    ...headersSchema(operation),
    additionalProperties: false,
  });
  const validate = { upsert: ajv.compile(closed('upsert')), delete: ajv.compile(closed('delete')) };

  const wrong = messages.filter((message) => !validate[operationOf(message)](message.headers));

  expect(wrong).toEqual([]);
});

test('y los ejemplos que trae cumplen lo que dice', () => {
  const { properties } = headersSchema('upsert') as { properties: Record<string, { examples: readonly string[] }> };
  const ajv = validator();

  const wrong = Object.entries(properties).filter(([, schema]) => !ajv.validate(schema, schema.examples[0]));

  expect(wrong).toEqual([]);
});
