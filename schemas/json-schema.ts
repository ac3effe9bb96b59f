import { z } from 'zod';
import { sensitivityOf } from './entity.ts';
import type { CanonicalEntity } from './entity.ts';
import type { Envelope } from './envelope.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

type Operation = Envelope['operation'];

/** `urn:libro-unico:<entity>:v<n>` for records, and the same with `:delete` for what stands in a delete. */
export function schemaIdOf({ name, version }: Pick<CanonicalEntity, 'name' | 'version'>, operation: Operation): string {
  return `urn:libro-unico:${name}:v${String(version)}${operation === 'delete' ? ':delete' : ''}`;
}

/** Every schema that is published: file name, the same wherever it is written, and content. */
export function schemaFiles(entities: readonly CanonicalEntity[]): readonly (readonly [string, JsonSchema])[] {
  return entities.flatMap((entity) => {
    const name = `${entity.name}.v${String(entity.version)}`;
    return [
      [`${name}.schema.json`, jsonSchemaOf(entity)] as const,
      [`${name}.delete.schema.json`, deleteSchemaOf(entity)] as const,
    ];
  });
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
    $id: schemaIdOf(entity, 'upsert'),
    title: entity.name,
    description: entity.summary,
    'x-dominio': entity.domain,
    'x-sensibilidad': sensitivityOf(entity),
    'x-clave': entity.key,
    ...schema,
  };
}

/** The data of a delete: the key fields of the record's stream, which may be others than the entity's own. */
export function deleteSchemaOf(entity: CanonicalEntity): JsonSchema {
  const { $schema, properties } = jsonSchemaOf(entity) as { $schema: string; properties: Record<string, JsonSchema> };
  return {
    $schema,
    $id: schemaIdOf(entity, 'delete'),
    title: `${entity.name}, eliminado`,
    description: `Los campos de la clave de un registro que ya no está en su fuente: ${entity.summary}`,
    'x-dominio': entity.domain,
    'x-sensibilidad': sensitivityOf(entity),
    'x-clave': entity.key,
    type: 'object',
    properties,
    minProperties: 1,
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
