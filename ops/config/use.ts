import type { CanonicalValue } from '../../schemas/entity.ts';
import { IntegrationError } from '../../schemas/errors.ts';
import type { Condition, Driver } from '../../connectors/driver.ts';
import type { FileFormat } from '../../connectors/file-format.ts';
import type { Field } from '../../connectors/field.ts';
import type { RowShape } from '../../connectors/rows/row-shape.ts';
import type { ScopeRule } from '../../connectors/scope.ts';
import type { CursorMode, Source, Stream } from '../../connectors/source.ts';

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
  readonly mode?: CursorMode;
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

/** Adapts a source to a site. CONFIG_INVALID when it names a stream or a field that the profile does not have. */
export function use(source: Source, options: UseOptions): UsedSource {
  const overrides = options.streams ?? {};
  for (const id of Object.keys(overrides)) {
    if (!source.streams.some((stream) => stream.id === id)) {
      throw invalid(
        `use(${source.id}).streams.${id}`,
        `no existe; ${source.id} tiene ${source.streams.map((s) => s.id).join(', ')}`,
      );
    }
  }
  const streams = source.streams.flatMap((stream) => {
    const override = overrides[stream.id] ?? {};
    return override === false
      ? []
      : [{ stream: overridden(source, stream, override), places: placesOf(source, stream, options, override) }];
  });
  return { source, streams };
}

function overridden(source: Source, stream: Stream, override: StreamOverride): Stream {
  const path = `use(${source.id}).streams.${stream.id}`;
  for (const name of Object.keys(override.fields ?? {})) {
    if (!(name in stream.fields)) {
      throw invalid(
        `${path}.fields.${name}`,
        `${stream.entity.name} no tiene ese campo; tiene ${Object.keys(stream.fields).join(', ')}`,
      );
    }
  }
  for (const name of override.key ?? []) {
    if (!(name in stream.fields)) throw invalid(`${path}.key`, `${stream.entity.name} no tiene el campo ${name}`);
  }
  const said = Object.entries(override).filter(([name]) => name !== 'places' && name !== 'driver');
  return { ...stream, ...Object.fromEntries(said), fields: { ...stream.fields, ...override.fields } };
}

function placesOf(source: Source, stream: Stream, options: UseOptions, override: StreamOverride): UsedStream['places'] {
  const places = override.places ?? (override.driver ? undefined : options.places);
  if (places)
    return places.map(({ driver, ...values }) => ({ driver, values: values as Record<string, CanonicalValue> }));
  const driver = override.driver ?? options.driver;
  if (!driver)
    throw invalid(
      `use(${source.id}).driver`,
      `diga con qué se lee ${source.id}/${stream.id}: driver: drivers.sqlite({ file })`,
    );
  return [{ driver, values: {} }];
}

function invalid(path: string, reason: string): IntegrationError {
  return new IntegrationError('CONFIG_INVALID', `libro.config.ts: ${path}: ${reason}.`, { context: { path } });
}
