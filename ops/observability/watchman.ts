import type { Logger } from 'pino';
import { centavosDe, dineroDe } from '../../schemas/scalars/dinero.ts';
import type { Equation } from '../../pipelines/capture/balance.ts';
import { keepNotices, openNotices } from '../../pipelines/notices.ts';
import { lastRuns } from '../../pipelines/runs.ts';
import { ledgerAmounts } from '../../pipelines/standing.ts';
import { pesos, tenths, thousands } from '../cli/terminal.ts';
import { alertMail, amountsText } from './alert-text.ts';
import type { Told } from './alert-text.ts';
import { observe } from './observe.ts';
import type { AtWork } from './observe.ts';
import type { Observed, ObservedStream } from './observed.ts';
import { noticeChanges, troublesOf, unprovenOf } from './troubles.ts';
import type { Limits, Trouble, TroubleKind } from './troubles.ts';

export interface WatchGround {
  readonly at: AtWork;
  readonly limits: Limits;
  readonly site: string;
  /** Somebody is told by mail; else the log tells. */
  readonly mails: boolean;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** One look: what is new, what has grown, what is over; kept in the ledger, told once. */
export async function lookAround({ at, limits, site, mails, logger, signal }: WatchGround): Promise<void> {
  const { database } = at.libro;
  const observed = await observe(at, signal);
  const open = await openNotices(database, signal);
  const changes = noticeChanges(open, troublesOf(observed, limits), unprovenOf(observed));
  const { opened, grown, lowered, closed } = changes;
  if (opened.length + grown.length + lowered.length + closed.length === 0) return;
  const tell = async (troubles: readonly Trouble[]): Promise<readonly Told[]> => {
    const told: Told[] = [];
    for (const trouble of troubles) told.push({ trouble, amounts: await amountsAt(at, observed, trouble, signal) });
    return told;
  };
  const worthAMail = mails && opened.length + grown.length + closed.length > 0;
  const news = async () => ({
    site,
    at: observed.now,
    opened: await tell(opened),
    grown: await tell(grown.map(({ trouble }) => trouble)),
    closed,
  });
  const mail = worthAMail ? alertMail(await news()) : null;
  const levels = [...grown, ...lowered].map(({ notice, trouble }) => ({ id: notice.id, level: trouble.level }));
  await keepNotices(database, { opened, levels, closed: closed.map(({ id }) => id), mail, at: observed.now }, signal);
  for (const { subject, code } of opened) logger.warn({ event: 'notice.opened', subject, code }, `aviso: ${subject}`);
  for (const { subject } of closed) logger.info({ event: 'notice.closed', subject }, `resuelto: ${subject}`);
}

/** What a trouble is seen in. */
interface Scene {
  readonly at: AtWork;
  readonly observed: Observed;
  readonly what: string;
  readonly concerned: readonly ObservedStream[];
  readonly signal: AbortSignal;
}

const whatTheLedgerHas = ({ at, concerned, signal }: Scene): Promise<readonly string[]> =>
  inLedger(at, concerned, signal);
const whatWaits = ({ observed }: Scene): readonly string[] => [
  `Capturado y sin aplicar: ${thousands(sumOfLags(observed))} registros`,
];

/** How much money it concerns, by its kind. */
const atStake: Readonly<Record<TroubleKind, (scene: Scene) => readonly string[] | Promise<readonly string[]>>> = {
  cuarentena: ({ concerned }) => concerned.map(({ quarantine }) => amountsText('En cuarentena', 'filas', quarantine)),
  disco: ({ observed, what }) =>
    observed.disks
      .filter(({ place }) => place === what)
      .map(({ freeBytes }) => `Quedan ${gigabytes(freeBytes)} libres`),
  bus: whatWaits,
  tarea: whatWaits,
  descuadre: async (scene) => [
    ...(await differences(scene.at, scene.what, scene.signal)),
    ...(await whatTheLedgerHas(scene)),
  ],
  'corrida fallida': whatTheLedgerHas,
  novedades: whatTheLedgerHas,
  'fuente encogida': whatTheLedgerHas,
  'fuente cambiada': whatTheLedgerHas,
  atraso: whatTheLedgerHas,
};

async function amountsAt(
  at: AtWork,
  observed: Observed,
  { kind, what }: Trouble,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const concerned = observed.streams.filter(({ planned: { plan } }) => plan.origin === what || plan.source === what);
  return await atStake[kind]({ at, observed, what, concerned, signal });
}

async function inLedger(
  at: AtWork,
  streams: readonly ObservedStream[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { planned } of streams) {
    const { entity } = planned.chosen.stream;
    const amounts = await ledgerAmounts(at.libro.database, entity, planned.plan.origin, signal);
    lines.push(amountsText(`En el libro, ${planned.plan.origin}`, 'registros', amounts));
  }
  return lines;
}

/** By how much the last run did not balance, in rows and pesos. */
async function differences(at: AtWork, origin: string, signal: AbortSignal): Promise<readonly string[]> {
  const [run] = await lastRuns(at.libro.database, { number: null, origin, limit: 1 }, signal);
  return (run?.report?.equations ?? []).flatMap(differenceText);
}

function differenceText({ left, right }: Equation): readonly string[] {
  const parts = Object.values(right);
  const rows = left.rows - parts.reduce((sum, part) => sum + part.rows, 0);
  const fields = Object.entries(left.amounts).map(([field, { total }]) => {
    const others = parts.reduce((sum, part) => sum + centavosDe(part.amounts[field]?.total ?? '0.00'), 0n);
    return [field, dineroDe(centavosDe(total) - others)] as const;
  });
  const off = fields.filter(([, total]) => total !== '0.00').map(([field, total]) => `${field} ${pesos(total)}`);
  return rows === 0 && off.length === 0 ? [] : [`Diferencia: ${[`${thousands(rows)} filas`, ...off].join('; ')}`];
}

function sumOfLags({ streams }: Observed): number {
  const lags = new Map(streams.map(({ planned, lag }) => [planned.chosen.stream.entity.name, lag]));
  return [...lags.values()].reduce((sum, lag) => sum + lag, 0);
}

function gigabytes(bytes: number): string {
  return `${tenths(bytes / 2 ** 30)} GB`;
}
