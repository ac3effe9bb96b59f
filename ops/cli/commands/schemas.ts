import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { sensitivityOf, topicOf } from '../../../schemas/entity.ts';
import { jsonSchemaOf } from '../../../schemas/json-schema.ts';
import { entities } from '../../../schemas/registry.ts';
import type { CommandContext } from '../command.ts';
import { cannotWrite } from '../disk-failure.ts';
import { textTable } from '../terminal.ts';

export function addSchemas(program: Command, context: CommandContext): void {
  program
    .command('schemas')
    .description('Lista las entidades y sus temas, o escribe sus JSON Schema.')
    .option('--out <carpeta>', 'escribe un JSON Schema 2020-12 por entidad')
    .option('--json', 'todos los JSON Schema, en un solo JSON', false)
    .addHelpText('after', '\nEjemplos:\n  libro schemas\n  libro schemas --out esquemas')
    .action(async (options: { readonly out?: string; readonly json: boolean }) => {
      if (options.json) context.terminal.json(entities.map(jsonSchemaOf));
      else if (options.out === undefined) context.terminal.print(entityTable(context.terminal.width));
      else await writeSchemas(context, resolve(context.folder, options.out));
    });
}

function entityTable(width: number): string {
  return textTable(
    [{ title: 'entidad' }, { title: 'sensibilidad' }, { title: 'tema' }, { title: 'qué es' }],
    entities.map((entity) => [entity.name, sensitivityOf(entity), topicOf(entity), entity.summary]),
    width,
  );
}

async function writeSchemas(context: CommandContext, folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const entity of entities) {
      const path = join(folder, `${entity.name}.v${String(entity.version)}.schema.json`);
      await writeFile(path, `${JSON.stringify(jsonSchemaOf(entity), null, 2)}\n`);
    }
  } catch (cause) {
    throw cannotWrite(folder, cause);
  }
  context.terminal.print(`${String(entities.length)} esquemas en ${folder}`);
}
