import { z } from 'zod';
import { sensitivityOf } from './entity.ts';
import type { CanonicalEntity } from './entity.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** File name of the schema, the same wherever it is written. */
export function jsonSchemaName(entity: CanonicalEntity): string {
  return `${entity.name}.v${String(entity.version)}.schema.json`;
}

/**
 * The entity as JSON Schema 2020-12. Fields that a later edition of the same version adds are let through; what JSON
 * Schema cannot say (that a day exists) is left to the reader of the source.
 */
export function jsonSchemaOf(entity: CanonicalEntity): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(entity.schema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      renameMeta(jsonSchema);
    },
  });
  return {
    $schema,
    $id: `urn:libro-unico:${entity.name}:v${String(entity.version)}`,
    title: entity.name,
    description: entity.summary,
    'x-dominio': entity.domain,
    'x-sensibilidad': sensitivityOf(entity),
    'x-clave': entity.key,
    ...schema,
  };
}

/** What the declaration says beyond JSON Schema goes under Spanish extension names. */
function renameMeta(schema: z.core.JSONSchema.BaseSchema): void {
  const { scalar, sensitivity, unit, norm } = schema;
  for (const name of ['scalar', 'sensitivity', 'unit', 'norm']) Reflect.deleteProperty(schema, name);
  if (scalar === 'fecha') schema.format = 'date';
  const extensions = { 'x-escalar': scalar, 'x-sensibilidad': sensitivity, 'x-unidad': unit, 'x-norma': norm };
  for (const [name, value] of Object.entries(extensions)) if (value !== undefined) schema[name] = value;
}
