import { maxLengthOf } from '../types/sql-type.ts';
import type { CatalogueRow } from './catalogue-row.ts';
import type { Table, TableIndex } from './table.ts';

/** Index 0 is a heap, 1 the clustered index, others from 2. */
function indexRows(table: Table): readonly (readonly [number, TableIndex | null])[] {
  const clustered = table.indexes.find((index) => index.clustered) ?? null;
  const others = table.indexes.filter((index) => index !== clustered);
  return [
    [clustered === null ? 0 : 1, clustered] as const,
    ...others.map((index, place) => [place + 2, index] as const),
  ];
}

interface Partition extends CatalogueRow {
  readonly partition_id: bigint;
  readonly object_id: number;
  readonly index_id: number;
  readonly partition_number: number;
  readonly hobt_id: bigint;
  readonly rows: number;
  readonly pages: number;
}

/** Indexes and what they take: rows are counted as they are committed, sizes estimated from the columns' widths. */
export function storageRows(tables: readonly Table[]): Record<string, readonly CatalogueRow[]> {
  const all = tables.flatMap((table) => indexRows(table).map(([id, index]) => ({ table, id, index })));
  const partitions = all.map(({ table, id }) => partitionRow(table, id));
  return {
    'sys.indexes': all.map(({ table, id, index }) => indexRow(table, id, index)),
    'sys.index_columns': all.flatMap(({ table, id, index }) => indexColumnRows(table, id, index?.columns ?? [])),
    'sys.partitions': partitions,
    'sys.allocation_units': partitions.map(allocationRow),
    'sys.dm_db_partition_stats': partitions.map(statisticsRow),
  };
}

const INDEX_KINDS = ['HEAP', 'CLUSTERED', 'NONCLUSTERED'];

function indexRow(table: Table, id: number, index: TableIndex | null): CatalogueRow {
  const type = Math.min(2, id);
  return {
    object_id: table.id,
    name: index?.name ?? null,
    index_id: id,
    type,
    type_desc: INDEX_KINDS[type] ?? '',
    is_unique: index?.unique ?? false,
    data_space_id: 1,
    ignore_dup_key: false,
    is_primary_key: index?.primary ?? false,
    is_unique_constraint: false,
    is_disabled: false,
    is_hypothetical: false,
    has_filter: false,
  };
}

function partitionRow(table: Table, id: number): Partition {
  const partition = BigInt(table.id) * 100n + BigInt(id);
  const pages = Math.ceil((table.rows * rowWidth(table)) / 8060);
  const base = { partition_id: partition, object_id: table.id, index_id: id, partition_number: 1 };
  return { ...base, hobt_id: partition, rows: table.rows, pages };
}

function indexColumnRows(table: Table, id: number, names: readonly string[]): readonly CatalogueRow[] {
  return names.map((name, index) => ({
    object_id: table.id,
    index_id: id,
    index_column_id: index + 1,
    column_id: table.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase()) + 1,
    key_ordinal: index + 1,
    partition_ordinal: 0,
    is_descending_key: false,
    is_included_column: false,
  }));
}

function rowWidth(table: Table): number {
  return table.columns.reduce((sum, { type }) => sum + Math.abs(maxLengthOf(type)), 10);
}

function allocationRow(partition: Partition): CatalogueRow {
  const { pages } = partition;
  return {
    allocation_unit_id: partition.partition_id,
    type: 1,
    type_desc: 'IN_ROW_DATA',
    container_id: partition.partition_id,
    data_space_id: 1,
    total_pages: pages,
    used_pages: pages,
    data_pages: pages,
  };
}

function statisticsRow(partition: Partition): CatalogueRow {
  const { pages } = partition;
  return {
    ...partition,
    in_row_data_page_count: pages,
    used_page_count: pages,
    reserved_page_count: pages,
    row_count: partition.rows,
  };
}
