import type { z } from 'zod';
import type { CanonicalEntity, CanonicalValue } from '../schemas/entity.ts';
import type { Condition } from './driver.ts';
import type { FileFormat } from './file-format.ts';
import type { Field } from './field.ts';
import type { RowShape } from './rows/row-shape.ts';
import type { ScopeRule } from './scope.ts';

/** Every canonical field, once: leaving one out, or giving it another type, does not compile. What a system lacks is `ausente('why')`. */
export type FieldMap<Entity extends CanonicalEntity> = {
  readonly [Name in keyof z.input<Entity['schema']>]-?: Field<Extract<z.input<Entity['schema']>[Name], CanonicalValue>>;
};

/** Reads only what may have changed: rows whose cursor column lies between the last position and the source's clock minus the lag. */
export interface CursorMode {
  readonly kind: 'cursor';
  readonly column: string;
  readonly lagSeconds: number;
}

/** Reads only rows whose version lies between the last position and the greatest version that is settled. */
export interface RowversionMode {
  readonly kind: 'rowversion';
  readonly column: string;
}

/** A poll that finds nothing costs one cheap query; the whole reads that are scheduled all the same find what a mode cannot see. */
export type IncrementalMode = CursorMode | RowversionMode;

/** One table, query or file kind of a source that yields one entity. */
export interface Stream {
  readonly id: string;
  readonly entity: CanonicalEntity;
  /** Table or view; for files, the table of the format. */
  readonly table: string;
  readonly scope: ScopeRule;
  /** Field names of the entity, in order; default: the entity's key. */
  readonly key: readonly string[];
  readonly fields: Readonly<Record<string, Field>>;
  /** Applied in order; each row left out is counted under its rule. */
  readonly rows: readonly RowShape[];
  /** Which rows of the table are of this stream; told to the source. */
  readonly where: readonly Condition[];
  readonly files: { readonly pattern: string; readonly format: FileFormat } | null;
  readonly mode: IncrementalMode | null;
  /** Share of a scope's keys (0 to 1) that may vanish in one reading before the run stops. */
  readonly mayVanish: number;
}

/** One system, as data. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  /** The kind of driver that reads it where the vendor installed it; a site gives its own, which may be another. */
  readonly driver?: string;
  readonly streams: readonly Stream[];
}

interface StreamDeclaration<Entity extends CanonicalEntity> {
  readonly id: string;
  readonly entity: Entity;
  readonly table: string;
  readonly scope: ScopeRule;
  readonly fields: FieldMap<Entity>;
  readonly key?: readonly (keyof FieldMap<Entity> & string)[];
  readonly rows?: readonly RowShape[];
  readonly where?: readonly Condition[];
  readonly files?: { readonly pattern: string; readonly format: FileFormat };
  readonly mode?: IncrementalMode;
  readonly mayVanish?: number;
}

export const DEFAULT_MAY_VANISH = 0.3;

/** Declares a stream; its key defaults to the entity's, the share that may vanish to 0.3. */
export function defineStream<Entity extends CanonicalEntity>(declaration: StreamDeclaration<Entity>): Stream {
  return {
    id: declaration.id,
    entity: declaration.entity,
    table: declaration.table,
    scope: declaration.scope,
    key: declaration.key ?? declaration.entity.key,
    fields: declaration.fields,
    rows: declaration.rows ?? [],
    where: declaration.where ?? [],
    files: declaration.files ?? null,
    mode: declaration.mode ?? null,
    mayVanish: declaration.mayVanish ?? DEFAULT_MAY_VANISH,
  };
}

export function defineSource(source: Source): Source {
  return source;
}

/** Columns that a stream reads, each once, in a stable order: those of its fields, its shapes and its scope. */
export function columnsOf(stream: Stream): readonly string[] {
  const columns = new Set<string>();
  const provided = new Set(stream.rows.flatMap((shape) => shape.provides));
  for (const shape of stream.rows) for (const column of shape.needs) columns.add(column);
  for (const field of Object.values(stream.fields)) {
    for (const column of field.columns) if (!provided.has(column)) columns.add(column);
  }
  if (stream.scope.kind === 'byVigencia') columns.add(stream.scope.column);
  if (stream.mode) columns.add(stream.mode.column);
  return [...columns];
}
