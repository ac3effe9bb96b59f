import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { asyncApiOf } from '../../../schemas/asyncapi.ts';
import { sensitivityOf, topicOf } from '../../../schemas/entity.ts';
import { jsonSchemaOf, schemaFiles } from '../../../schemas/json-schema.ts';
import { entities } from '../../../schemas/registry.ts';
import { asyncApiPlan } from '../../asyncapi-plan.ts';
import { findConfig, loadSite } from '../../config/load.ts';
import type { CommandContext } from '../command.ts';
import { cannotWrite } from '../disk-failure.ts';
import { writeWhole } from '../output-file.ts';
import { counted, textTable } from '../terminal.ts';

export function addSchemas(program: Command, context: CommandContext): void {
  program
    .command('schemas')
    .description('Lista las entidades y sus temas, o escribe sus esquemas para quien se suscribe.')
    .addOption(
      new Option('--format <formato>', 'json-schema (2020-12) o asyncapi (3.0)')
        .choices(['json-schema', 'asyncapi'])
        .default('json-schema'),
    )
    .option('--out <ruta>', 'carpeta para los JSON Schema, archivo para AsyncAPI')
    .option('--json', 'todos los JSON Schema, en un solo JSON', false)
    .addHelpText('after', HELP)
    .action(async ({ format, out, json }: SchemasOptions) => {
      const { terminal, folder } = context;
      const path = out === undefined ? null : resolve(folder, out);
      if (format === 'asyncapi') await writeAsyncApi(context, path);
      else if (json) terminal.json(entities.map(jsonSchemaOf));
      else if (path === null) terminal.print(entityTable(terminal.width));
      else await writeSchemas(context, path);
    });
}

interface SchemasOptions {
  readonly format: 'json-schema' | 'asyncapi';
  readonly out?: string;
  readonly json: boolean;
}

const HELP = `
Ejemplos:
  libro schemas
  libro schemas --out esquemas                              un archivo por entidad y operación
  libro schemas --format asyncapi --out asyncapi.json       los temas, sus mensajes y cabeceras

Con libro.config.ts el documento AsyncAPI trae el prefijo y los servidores de este municipio, sin claves.`;

async function writeAsyncApi({ folder, terminal }: CommandContext, path: string | null): Promise<void> {
  const site = findConfig(folder) === null ? null : (await loadSite(folder)).site;
  const document = asyncApiOf(entities, asyncApiPlan(site));
  if (path === null) {
    terminal.json(document);
    return;
  }
  await writeWhole(path, (write) => write(`${JSON.stringify(document, null, 2)}\n`));
  terminal.print(`${counted(entities.length, 'tema')} en ${path}`);
}

function entityTable(width: number): string {
  return textTable(
    [{ title: 'entidad' }, { title: 'sensibilidad' }, { title: 'tema' }, { title: 'qué es' }],
    entities.map((entity) => [entity.name, sensitivityOf(entity), topicOf(entity), entity.summary]),
    width,
  );
}

async function writeSchemas(context: CommandContext, folder: string): Promise<void> {
  const files = schemaFiles(entities);
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, schema] of files) await writeFile(join(folder, name), `${JSON.stringify(schema, null, 2)}\n`);
  } catch (cause) {
    throw cannotWrite(folder, cause);
  }
  context.terminal.print(`${String(files.length)} esquemas en ${folder}`);
}
