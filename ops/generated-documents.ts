import { asyncApiOf } from '../schemas/asyncapi.ts';
import { glossary } from '../schemas/glossary.ts';
import { schemaFiles } from '../schemas/json-schema.ts';
import { entities } from '../schemas/registry.ts';
import { createTables } from '../pipelines/ledger/tables.ts';
import { asyncApiPlan } from './asyncapi-plan.ts';
import { GENERATED } from './document-files.ts';
import type { GeneratedDocument } from './document-files.ts';
import { readmeWithSources } from './source-table.ts';

/** Everything that `npm run generate` writes. */
export const documents: readonly GeneratedDocument[] = [
  { path: 'README.md', content: readmeWithSources },
  { path: `${GENERATED}/glosario.md`, content: () => glossary(entities) },
  { path: `${GENERATED}/schema.sql`, content: () => entities.map(createTables).join('\n') },
  { path: `${GENERATED}/asyncapi.json`, content: () => JSON.stringify(asyncApiOf(entities, asyncApiPlan(null))) },
  ...schemaFiles(entities).map(([name, schema]) => ({
    path: `${GENERATED}/schemas/${name}`,
    content: () => JSON.stringify(schema),
  })),
];
