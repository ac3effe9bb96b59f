import { COLLATION_NAME } from '../types/characters.ts';
import { familyOf, isNational, type Family, type SqlType } from '../types/sql-type.ts';
import { catalogueName, type CatalogueRow, type Seen } from './catalogue-row.ts';
import type { Store } from './store.ts';

export function informationRows(
  { facts }: Store,
  seen: readonly Seen[],
  schemas: ReadonlyMap<string, number>,
): Record<string, CatalogueRow[]> {
  const TABLE_CATALOG = facts.database;
  return {
    'information_schema.schemata': [...schemas.keys()].map((name) => ({
      CATALOG_NAME: TABLE_CATALOG,
      SCHEMA_NAME: name,
    })),
    'information_schema.tables': seen.map(({ object }) => ({
      TABLE_CATALOG,
      TABLE_SCHEMA: object.schema,
      TABLE_NAME: object.name,
      TABLE_TYPE: 'physical' in object ? 'BASE TABLE' : 'VIEW',
    })),
    'information_schema.views': seen.flatMap(({ object }) =>
      'definition' in object
        ? [{ TABLE_CATALOG, TABLE_SCHEMA: object.schema, TABLE_NAME: object.name, VIEW_DEFINITION: object.definition }]
        : [],
    ),
    'information_schema.columns': seen.flatMap(({ object, columns }) =>
      columns.map((column, index) => ({
        TABLE_CATALOG,
        TABLE_SCHEMA: object.schema,
        TABLE_NAME: object.name,
        COLUMN_NAME: column.name,
        ORDINAL_POSITION: index + 1,
        IS_NULLABLE: column.nullable ? 'YES' : 'NO',
        ...informationType(column.type),
      })),
    ),
  };
}

function informationType(type: SqlType): CatalogueRow {
  const family = familyOf(type);
  return {
    DATA_TYPE: catalogueName(type.name),
    COLLATION_NAME: family === 'text' && type.name !== 'xml' ? COLLATION_NAME : null,
    DATETIME_PRECISION: family === 'instant' ? (type.name === 'date' ? 0 : type.scale) : null,
    ...lengths(type, family),
    ...digits(type, family),
  };
}

function lengths(type: SqlType, family: Family): CatalogueRow {
  const isSized = (family === 'text' || family === 'binary') && type.name !== 'rowversion';
  if (!isSized) return {};
  const width = isNational(type) && type.length > 0 ? 2 : 1;
  return { CHARACTER_MAXIMUM_LENGTH: type.length, CHARACTER_OCTET_LENGTH: type.length * width };
}

function digits(type: SqlType, family: Family): CatalogueRow {
  if (type.name === 'bit') return {};
  if (family === 'approximate') return { NUMERIC_PRECISION: type.precision };
  return family === 'integer' || family === 'exact'
    ? { NUMERIC_PRECISION: type.precision, NUMERIC_SCALE: type.scale }
    : {};
}
