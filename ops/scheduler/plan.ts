import { pollKindOf } from '../../pipelines/capture/poll.ts';
import type { PollKind } from '../../pipelines/capture/poll.ts';
import { chooseStreams } from '../compose.ts';
import type { ChosenStream } from '../compose.ts';
import type { LoadedSite } from '../config/load.ts';
import type { Horario } from '../config/marcha.ts';
import type { NightWindow } from './calendar.ts';
import type { StreamPlan } from './due.ts';

/** A stream with all that running by itself needs of it. */
export interface PlannedStream {
  readonly chosen: ChosenStream;
  readonly plan: StreamPlan;
  readonly poll: PollKind | null;
  /** How old what the ledger has of it may become before somebody is told. */
  readonly freshMs: number;
}

/** The streams of a site in the order in which they are read at night. */
export function plannedStreams(loaded: LoadedSite): readonly PlannedStream[] {
  const { horario } = loaded.site;
  const rank = (source: string): number => {
    const place = horario.orden.indexOf(source);
    return place < 0 ? horario.orden.length : place;
  };
  return chooseStreams(loaded, [])
    .toSorted((one, other) => rank(one.source) - rank(other.source))
    .map((chosen) => planned(chosen, horario));
}

function planned(chosen: ChosenStream, horario: Horario): PlannedStream {
  const { noche, reponer, sondeo, frescura } = { ...horario, ...said(horario.fuentes[chosen.source] ?? {}) };
  const poll = sondeo === false ? null : pollKindOf(chosen);
  const pollMs = sondeo === false || poll === null ? null : intervalOf(poll, sondeo);
  const plan = { origin: chosen.origin, source: chosen.source, night: windowOf(noche), makeUp: reponer, pollMs };
  return { chosen, plan, poll, freshMs: frescura * 3_600_000 };
}

type OfSource = Horario['fuentes'][string];

function said(override: OfSource): Partial<Pick<Horario, 'noche' | 'reponer' | 'sondeo' | 'frescura'>> {
  return Object.fromEntries(Object.entries(override).filter(([, value]) => value !== undefined));
}

function intervalOf(kind: PollKind, sondeo: Exclude<Horario['sondeo'], false>): number {
  switch (kind) {
    case 'mode':
      return sondeo.novedadesMs;
    case 'mark':
      return sondeo.sellosMs;
    case 'sum':
      return sondeo.sumasMs;
  }
}

function windowOf({ desde, hasta }: Horario['noche']): NightWindow {
  return { from: minuteOf(desde), to: minuteOf(hasta) };
}

function minuteOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
