import { glossary } from '../schemas/glossary.ts';
import { jsonSchemaName, jsonSchemaOf } from '../schemas/json-schema.ts';
import { entities } from '../schemas/registry.ts';
import { createTables } from '../pipelines/ledger/tables.ts';
import { GENERATED } from './document-files.ts';
import type { GeneratedDocument } from './document-files.ts';
import { readmeWithSources } from './source-table.ts';

/** Everything that `npm run generate` writes. */
export const documents: readonly GeneratedDocument[] = [
  { path: 'README.md', content: readmeWithSources },
  { path: `${GENERATED}/glosario.md`, content: () => glossary(entities) },
  { path: `${GENERATED}/schema.sql`, content: () => entities.map(createTables).join('\n') },
  ...entities.map((entity) => ({
    path: `${GENERATED}/schemas/${jsonSchemaName(entity)}`,
    content: () => JSON.stringify(jsonSchemaOf(entity)),
  })),
];
