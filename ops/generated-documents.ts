import { glossary } from '../schemas/glossary.ts';
import { jsonSchemaName, jsonSchemaOf } from '../schemas/json-schema.ts';
import { entities } from '../schemas/registry.ts';

/** A document of the repository that is derived from declarations. */
export interface GeneratedDocument {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  content(): string | Promise<string>;
}

/** The folder that holds generated documents and nothing else. */
export const GENERATED = 'ops/manual/generated';

/** Everything that `npm run generate` writes. */
export const documents: readonly GeneratedDocument[] = [
  { path: `${GENERATED}/glosario.md`, content: () => glossary(entities) },
  ...entities.map((entity) => ({
    path: `${GENERATED}/schemas/${jsonSchemaName(entity)}`,
    content: () => JSON.stringify(jsonSchemaOf(entity)),
  })),
];
