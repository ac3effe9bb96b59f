import type { ErrorCode } from '../../schemas/errors.ts';
import { DISK_GIGAS } from '../config/marcha.ts';
import type { Site } from '../config/site.ts';
import { concernsSource, isRetryable } from '../scheduler/backoff.ts';
import type { Observed, ObservedStream } from './observed.ts';

export type TroubleKind =
  | 'corrida fallida'
  | 'descuadre'
  | 'fuente encogida'
  | 'fuente cambiada'
  | 'atraso'
  | 'cuarentena'
  | 'disco'
  | 'bus'
  | 'tarea';

/** Something that a person should know. The same subject is the same trouble, however often it is seen. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** A stream, a source, a disk or a task. */
  readonly what: string;
  /** `kind: what`. */
  readonly subject: string;
  readonly since: number;
  /** How much of it, where it can grow: rows in quarantine. */
  readonly level: number;
  readonly code: ErrorCode | 'interrumpida' | null;
  /** The ledger cannot be relied on until it is mended. */
  readonly serious: boolean;
}

export interface Limits {
  readonly diskBytes: number;
}

export function limitsOf({ alertas }: Pick<Site, 'alertas'>): Limits {
  return { diskBytes: (alertas?.discoGigas ?? DISK_GIGAS) * 2 ** 30 };
}

/** What can be retried is trouble only when it has failed for so long. */
const RETRIED_MS = 15 * 60_000;
const TASK_MS = 5 * 60_000;
/** A process that has just begun has yet to make up for what it missed. */
const CATCH_UP_MS = 60 * 60_000;

/** Everything that is amiss at this moment. */
export function troublesOf(observed: Observed, { diskBytes }: Limits): readonly Trouble[] {
  const found = [
    ...observed.streams.flatMap((stream) => [
      ...failureOf(observed, stream),
      ...staleness(observed, stream),
      ...quarantineOf(observed, stream),
    ]),
    ...observed.tasks.flatMap(({ name, failing }) =>
      failing === null || observed.now - failing.since < TASK_MS
        ? []
        : [
            trouble(
              failing.error.code === 'BUS_UNAVAILABLE' ? 'bus' : 'tarea',
              name,
              failing.since,
              failing.error.code,
            ),
          ],
    ),
    ...observed.disks
      .filter(({ freeBytes }) => freeBytes < diskBytes)
      .map(({ place }) => trouble('disco', place, observed.now, null)),
  ];
  // Of a source that cannot be reached each stream says the same.
  return [...new Map(found.map((each) => [each.subject, each])).values()];
}

const SERIOUS: ReadonlySet<TroubleKind> = new Set(['descuadre', 'atraso', 'disco', 'bus', 'tarea']);

function trouble(kind: TroubleKind, what: string, since: number, code: Trouble['code'], level = 0): Trouble {
  return { kind, what, subject: `${kind}: ${what}`, since, level, code, serious: SERIOUS.has(kind) };
}

const KINDS: Readonly<Partial<Record<ErrorCode | 'interrumpida', TroubleKind>>> = {
  RUN_UNBALANCED: 'descuadre',
  SOURCE_SHRANK: 'fuente encogida',
  SOURCE_DRIFTED: 'fuente cambiada',
};

/** The last run, where it failed. */
function failureOf({ now }: Observed, { planned, memory }: ObservedStream): readonly Trouble[] {
  const { last } = memory.past;
  if (!last?.error || last.error === 'CANCELLED') return [];
  const { error, startedAt } = last;
  const since = memory.failingSince ?? startedAt;
  if (isRetryable(error) && now - since < RETRIED_MS) return [];
  const { origin, source } = planned.plan;
  return [trouble(KINDS[error] ?? 'corrida fallida', concernsSource(error) ? source : origin, since, error)];
}

function staleness({ now, startedAt }: Observed, { planned, memory }: ObservedStream): readonly Trouble[] {
  const since = memory.freshAt ?? startedAt;
  if (now - since <= planned.freshMs || now - startedAt < CATCH_UP_MS) return [];
  return [trouble('atraso', planned.plan.origin, since, null)];
}

function quarantineOf({ now }: Observed, { planned, quarantine }: ObservedStream): readonly Trouble[] {
  return quarantine.rows === 0 ? [] : [trouble('cuarentena', planned.plan.origin, now, null, quarantine.rows)];
}

/** What people were told and is not over. */
export interface OpenNotice {
  readonly id: number;
  readonly subject: string;
  readonly level: number;
}

export interface NoticeChanges {
  readonly opened: readonly Trouble[];
  /** Told before, and much more since. */
  readonly grown: readonly { readonly notice: OpenNotice; readonly trouble: Trouble }[];
  /** Less than was told: what grows again from there is told again. */
  readonly lowered: readonly { readonly notice: OpenNotice; readonly trouble: Trouble }[];
  readonly closed: readonly OpenNotice[];
}

/** What to tell is a function of what people were told and of what is amiss now. */
export function noticeChanges(open: readonly OpenNotice[], troubles: readonly Trouble[]): NoticeChanges {
  const bySubject = new Map(troubles.map((each) => [each.subject, each]));
  const known = new Set(open.map(({ subject }) => subject));
  const pairs = open.flatMap((notice) => {
    const found = bySubject.get(notice.subject);
    return found ? [{ notice, trouble: found }] : [];
  });
  return {
    opened: troubles.filter(({ subject }) => !known.has(subject)),
    grown: pairs.filter(({ notice, trouble: found }) => found.level >= notice.level + worthTelling(notice.level)),
    lowered: pairs.filter(({ notice, trouble: found }) => found.level < notice.level),
    closed: open.filter(({ subject }) => !bySubject.has(subject)),
  };
}

/** Ten rows more, or a fifth more. */
function worthTelling(level: number): number {
  return Math.max(10, Math.ceil(level / 5));
}
