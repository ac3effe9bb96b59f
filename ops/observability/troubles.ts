import type { OpenNotice } from '../../pipelines/notices.ts';
import type { ErrorCode } from '../../schemas/errors.ts';
import { DISK_GIGAS } from '../config/marcha.ts';
import type { Site } from '../config/site.ts';
import { concernsSource, isRetryable } from '../scheduler/backoff.ts';
import type { TaskState } from '../scheduler/background.ts';
import type { Disk, Observed, ObservedStream } from './observed.ts';

export type TroubleKind =
  | 'corrida fallida'
  | 'novedades'
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
  /** It may yet pass by itself: nobody is told of it; who was told before is not told that it is over. */
  readonly pending: boolean;
}

export interface Limits {
  readonly diskBytes: number;
}

export function limitsOf({ alertas }: Pick<Site, 'alertas'>): Limits {
  return { diskBytes: (alertas?.discoGigas ?? DISK_GIGAS) * 2 ** 30 };
}

/** What can be retried is trouble only when it has failed for so long. */
const RETRIED_MS = 15 * 60_000;
/** By day nobody is told of a source that is away for a while: its server may be restarting. */
const UNSEEN_MS = 60 * 60_000;
const TASK_MS = 5 * 60_000;
/** A process that has just begun has yet to make up for what it missed. */
const CATCH_UP_MS = 60 * 60_000;

/** Everything that is amiss at this moment. */
export function troublesOf(observed: Observed, limits: Limits): readonly Trouble[] {
  const found = [
    ...observed.streams.flatMap((stream) => [
      ...failureOf(observed, stream),
      ...unseenNews(observed, stream),
      ...staleness(observed, stream),
      ...quarantineOf(stream),
    ]),
    ...observed.tasks.flatMap((task) => taskFailure(observed, task)),
    ...observed.disks.flatMap((disk) => fullness(observed, disk, limits)),
  ];
  // Of a source that cannot be reached each stream says the same.
  return [...new Map(found.toReversed().map((each) => [each.subject, each])).values()].toReversed();
}

const SERIOUS: ReadonlySet<TroubleKind> = new Set(['descuadre', 'atraso', 'disco', 'bus', 'tarea']);

type Details = Partial<Pick<Trouble, 'code' | 'level' | 'pending'>>;

function trouble(kind: TroubleKind, what: string, since: number, details: Details): Trouble {
  const { code = null, level = 0, pending = false } = details;
  return { kind, what, subject: subjectOf(kind, what), since, level, code, serious: SERIOUS.has(kind), pending };
}

function subjectOf(kind: TroubleKind, what: string): string {
  return `${kind}: ${what}`;
}

const KINDS: Readonly<Partial<Record<ErrorCode | 'interrumpida', TroubleKind>>> = {
  RUN_UNBALANCED: 'descuadre',
  SOURCE_SHRANK: 'fuente encogida',
  SOURCE_DRIFTED: 'fuente cambiada',
};

/** The last run, where it failed. */
function failureOf({ now, startedAt: upSince }: Observed, { planned, memory }: ObservedStream): readonly Trouble[] {
  const { last } = memory.past;
  if (!last?.error || last.error === 'CANCELLED') return [];
  const { error, startedAt } = last;
  const since = memory.failingSince ?? startedAt;
  // What died with another process has only been failing since this one could have mended it.
  const failingFor = now - (error === 'interrumpida' ? Math.max(since, upSince) : since);
  const { origin, source } = planned.plan;
  const pending = isRetryable(error) && failingFor < RETRIED_MS;
  const kind = KINDS[error] ?? 'corrida fallida';
  return [trouble(kind, concernsSource(error) ? source : origin, since, { code: error, pending })];
}

const FAILURES: ReadonlySet<TroubleKind> = new Set(['corrida fallida', 'novedades', ...Object.values(KINDS)]);

/**
 * Subjects of failures that may be as they were, whatever the last run says: one that was stopped proves nothing of the
 * stream nor of its source, and one that failed otherwise did not come to what failed before. A run that ends well proves.
 */
export function unprovenOf({ streams }: Observed): ReadonlySet<string> {
  const subjects = streams.flatMap(({ planned: { plan }, memory }) => {
    const error = memory.past.last?.error ?? null;
    if (error === null) return [];
    const stopped = error === 'CANCELLED' || error === 'interrumpida';
    const what = stopped || concernsSource(error) ? [plan.origin, plan.source] : [plan.origin];
    return what.flatMap((each) => [...FAILURES].map((kind) => subjectOf(kind, each)));
  });
  return new Set(subjects);
}

/** Between two whole readings, of what is well read as far as anybody knows: whether it has news cannot be seen. */
function unseenNews({ now, startedAt }: Observed, { planned, memory }: ObservedStream): readonly Trouble[] {
  const { last, pollFailure } = memory.past;
  if (!pollFailure?.error || pollFailure.error === 'CANCELLED' || last?.error) return [];
  const since = Math.max(memory.freshAt ?? 0, startedAt);
  const { origin, source } = planned.plan;
  const { error } = pollFailure;
  const pending = now - since < UNSEEN_MS;
  return [trouble('novedades', concernsSource(error) ? source : origin, since, { code: error, pending })];
}

function staleness({ now, startedAt }: Observed, { planned, memory }: ObservedStream): readonly Trouble[] {
  const since = memory.freshAt ?? startedAt;
  if (now - since <= planned.freshMs) return [];
  return [trouble('atraso', planned.plan.origin, since, { pending: now - startedAt < CATCH_UP_MS })];
}

function quarantineOf({ planned, quarantine: { rows, since } }: ObservedStream): readonly Trouble[] {
  return rows === 0 ? [] : [trouble('cuarentena', planned.plan.origin, since, { level: rows })];
}

function taskFailure({ now }: Observed, { name, minor, failing }: TaskState): readonly Trouble[] {
  if (failing === null || minor) return [];
  const { code } = failing.error;
  const pending = now - failing.since < TASK_MS;
  return [trouble(code === 'BUS_UNAVAILABLE' ? 'bus' : 'tarea', name, failing.since, { code, pending })];
}

/** Over only when there is a fifth more than the limit: a disk at the limit comes and goes. */
function fullness({ now }: Observed, { place, freeBytes }: Disk, { diskBytes }: Limits): readonly Trouble[] {
  if (freeBytes >= diskBytes * 1.2) return [];
  return [trouble('disco', place, now, { pending: freeBytes >= diskBytes })];
}

export interface NoticeChanges {
  readonly opened: readonly Trouble[];
  /** Told before, and much more since. */
  readonly grown: readonly { readonly notice: OpenNotice; readonly trouble: Trouble }[];
  /** Less than was told: what grows again from there is told again. */
  readonly lowered: readonly { readonly notice: OpenNotice; readonly trouble: Trouble }[];
  readonly closed: readonly OpenNotice[];
}

/** What to tell is a function of what people were told, of what is amiss now and of what nobody can say is over. */
export function noticeChanges(
  open: readonly OpenNotice[],
  troubles: readonly Trouble[],
  unproven: ReadonlySet<string>,
): NoticeChanges {
  const bySubject = new Map(troubles.map((each) => [each.subject, each]));
  const known = new Set(open.map(({ subject }) => subject));
  const pairs = open.flatMap((notice) => {
    const found = bySubject.get(notice.subject);
    return found ? [{ notice, trouble: found }] : [];
  });
  return {
    opened: troubles.filter(({ subject, pending }) => !pending && !known.has(subject)),
    grown: pairs.filter(({ notice, trouble: found }) => found.level >= notice.level + worthTelling(notice.level)),
    lowered: pairs.filter(({ notice, trouble: found }) => found.level < notice.level),
    closed: open.filter(({ subject }) => !bySubject.has(subject) && !unproven.has(subject)),
  };
}

/** Ten rows more, or a fifth more. */
function worthTelling(level: number): number {
  return Math.max(10, Math.ceil(level / 5));
}
