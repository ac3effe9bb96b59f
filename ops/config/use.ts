import { z } from 'zod';
import type { CanonicalValue } from '../../schemas/entity.ts';
import type { Condition, Driver } from '../../connectors/driver.ts';
import type { FileFormat } from '../../connectors/file-format.ts';
import type { Field } from '../../connectors/field.ts';
import { sources } from '../../connectors/registry.ts';
import type { RowShape } from '../../connectors/rows/row-shape.ts';
import type { ScopeRule } from '../../connectors/scope.ts';
import type { IncrementalMode, Source, Stream } from '../../connectors/source.ts';
import { fieldProblem } from './field-problem.ts';
import { streamProblem } from './stream-problem.ts';
import { configInvalid, demandShape, madeBy, strictOptions } from './problems.ts';

/** Where a stream is read when a system keeps a database per year: what the place says of its rows, and its driver. */
export interface SitePlace {
  readonly driver: Driver;
  readonly [value: string]: Driver | CanonicalValue;
}

/** What a site says otherwise than the reference profile; whatever it leaves out stays. */
export interface StreamOverride {
  readonly table?: string;
  readonly fields?: Readonly<Record<string, Field>>;
  readonly scope?: ScopeRule;
  readonly key?: readonly string[];
  readonly rows?: readonly RowShape[];
  readonly where?: readonly Condition[];
  readonly files?: { readonly pattern: string; readonly format: FileFormat };
  readonly mode?: IncrementalMode;
  readonly mayVanish?: number;
  readonly places?: readonly SitePlace[];
  readonly driver?: Driver;
}

export interface UseOptions {
  readonly driver?: Driver;
  readonly places?: readonly SitePlace[];
  /** By stream id; `false` leaves the stream out. */
  readonly streams?: Readonly<Record<string, StreamOverride | false>>;
}

export interface UsedStream {
  readonly stream: Stream;
  readonly places: readonly { readonly driver: Driver; readonly values: Readonly<Record<string, CanonicalValue>> }[];
}

/** A source as a site uses it: its profile, overridden field by field, and where each stream is read. */
export interface UsedSource {
  readonly source: Source;
  readonly streams: readonly UsedStream[];
}

const driver = madeBy<Driver>('connect', "un driver, como drivers.sqlite({ file: './base.db' })").optional();
const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'se espera un texto, un número, true o false' });
const place = z.object({ driver: driver.unwrap() }).catchall(scalar);
const places = z.array(place).min(1).optional();
const filled = z.string().min(1);
const formats = Object.keys({
  'asobancaria-2001': true,
  csv: true,
  'fixed-width': true,
  'one-of': true,
  xls: true,
  xlsx: true,
} satisfies Record<FileFormat['kind'], true>);
const conditions: readonly Condition['kind'][] = ['equals', 'keys', 'vigencia', 'range'];
const scopes: readonly ScopeRule['kind'][] = ['whole', 'byVigencia', 'byFile', 'photograph'];

const useSchema = strictOptions({ driver, places, streams: z.record(z.string(), z.unknown()).optional() });

const overrideSchema = strictOptions({
  table: filled.optional(),
  fields: z.record(z.string(), madeBy<Field>('compile', "un lector, como fields.codigo('COLUMNA')")).optional(),
  scope: z.looseObject({ kind: z.enum(scopes) }).optional(),
  key: z.array(filled).min(1).optional(),
  rows: z.array(madeBy<RowShape>('shape', 'una forma de fila, como rows.unpivot({ … })')).optional(),
  where: z.array(z.looseObject({ kind: z.enum(conditions) })).optional(),
  files: strictOptions({ pattern: filled, format: z.looseObject({ kind: z.enum(formats) }) }).optional(),
  mode: z
    .discriminatedUnion('kind', [
      strictOptions({ kind: z.literal('cursor'), column: filled, lagSeconds: z.number().min(0) }),
      strictOptions({ kind: z.literal('rowversion'), column: filled }),
    ])
    .optional(),
  mayVanish: z.number().min(0).max(1).optional(),
  places,
  driver,
});

/** Adapts a source to a site. CONFIG_INVALID names every option, stream and field that is not as it should be. */
export function use(source: Source, options: UseOptions): UsedSource {
  demandSource(source);
  const path = `use(${source.id})`;
  demandShape(useSchema, options, path);
  const overrides = options.streams ?? {};
  const ids = source.streams.map(({ id }) => id);
  const unknown = Object.keys(overrides).filter((id) => !ids.includes(id));
  if (unknown.length > 0) {
    const reason = `no existe; ${source.id} tiene ${ids.join(', ')}`;
    throw configInvalid(unknown.map((id) => ({ path: `${path}.streams.${id}`, reason })));
  }
  const streams = source.streams.flatMap((stream) => {
    const override = overrides[stream.id] ?? {};
    if (override === false) return [];
    const at = `${path}.streams.${stream.id}`;
    const adapted = overridden(at, stream, override);
    const found = placesOf(path, adapted, options, override);
    const problem = streamProblem(
      adapted,
      found.map((each) => each.driver),
    );
    if (problem) throw configInvalid([{ path: `${at}.${problem.option}`, reason: problem.reason }]);
    return [{ stream: adapted, places: found }];
  });
  return { source, streams };
}

function demandSource(source: unknown): void {
  const isSource = typeof source === 'object' && source !== null && 'id' in source && 'streams' in source;
  if (isSource && Array.isArray(source.streams)) return;
  const names = Object.keys(sources).map((name) => `sources.${name}`);
  throw configInvalid([{ path: 'use', reason: `no se dice qué fuente; hay ${names.join(', ')}` }]);
}

function overridden(path: string, stream: Stream, override: StreamOverride): Stream {
  demandShape(overrideSchema, override, path);
  const { fields = {}, key = [] } = override;
  const problems = [
    ...Object.entries(fields).map(([name, field]) => ({
      path: `${path}.fields.${name}`,
      reason: fieldProblem(stream.entity, name, field),
    })),
    ...key.map((name) => ({
      path: `${path}.key`,
      reason: name in stream.fields ? null : `${stream.entity.name} no tiene el campo ${name}`,
    })),
  ].flatMap(({ path: where, reason }) => (reason === null ? [] : [{ path: where, reason }]));
  if (problems.length > 0) throw configInvalid(problems);
  const said = Object.entries(override).filter(
    ([name, value]) => name !== 'places' && name !== 'driver' && value !== undefined,
  );
  return { ...stream, ...Object.fromEntries(said), fields: { ...stream.fields, ...fields } };
}

function placesOf(path: string, stream: Stream, options: UseOptions, override: StreamOverride): UsedStream['places'] {
  const only = override.driver ?? options.driver;
  const alone = only ? [{ driver: only }] : [];
  const given = override.places ?? (override.driver ? alone : (options.places ?? alone));
  if (given.length === 0) {
    const reason = `falta; diga con qué se lee ${stream.id}, como drivers.sqlite({ file: './base.db' })`;
    throw configInvalid([{ path: `${path}.driver`, reason }]);
  }
  return given.map(({ driver: each, ...values }) => {
    if (each.capabilities.files !== (stream.files !== null)) {
      const reason = stream.files
        ? `${stream.id} se lee de archivos; se espera drivers.folder({ path: './carpeta' })`
        : `${stream.id} se lee de una tabla; se espera un driver de base de datos, como drivers.sqlite({ file: './base.db' })`;
      throw configInvalid([{ path: `${path}.driver`, reason }]);
    }
    return { driver: each, values: values as Record<string, CanonicalValue> };
  });
}
