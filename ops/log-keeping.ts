import { kafkaBusName } from '../pipelines/bus/topic-plan.ts';
import { LOADER } from '../pipelines/ledger/loader.ts';
import { trimLog } from '../pipelines/log/trim.ts';
import type { Trimmed } from '../pipelines/log/trim.ts';
import type { Libro } from './compose.ts';

/** Drops what the log need not keep: loader and relay are always waited for, another subscriber while it moves. */
export function keepLog({ database, loaded: { site } }: Libro, signal: AbortSignal): Promise<Trimmed> {
  const { dias, inactivo } = site.registro;
  const kafka = site.bus?.kafka;
  const permanent = kafka ? [LOADER, kafkaBusName({ prefix: kafka.prefijo })] : [LOADER];
  return trimLog(database, { retentionDays: dias, idleDays: inactivo, permanent }, signal);
}
