import type { Logger } from 'pino';
import type { RunReport } from '../../pipelines/capture/report.ts';
import { IntegrationError } from '../../schemas/errors.ts';
import { counted, thousands } from '../cli/terminal.ts';
import type { Counts } from '../observability/observed.ts';
import { concernsSource } from './backoff.ts';
import type { SchedulerEvents } from './scheduler.ts';

/** Counts what the scheduler tells and writes what a person may want to read of it. */
export function logged(logger: Logger, counts: Counts, freed: () => void): SchedulerEvents {
  const unanswered = new Set<string>();
  return {
    runEnded: (report) => {
      counts.run(report);
      logRun(logger, report);
    },
    polled: (origin, outcome) => {
      counts.poll(origin, outcome);
      if (!(outcome instanceof IntegrationError)) {
        if (unanswered.delete(origin))
          logger.info({ event: 'poll.recovered', origin }, `${origin}: vuelve a contestar`);
      } else if (!unanswered.has(origin)) {
        // Once, however often it fails until it answers again.
        unanswered.add(origin);
        logger.warn(
          { event: 'poll.failed', origin, ...failure(outcome) },
          `${origin}: no dice si hay novedades, ${said(outcome)}`,
        );
      }
    },
    failed: (origin, error) => {
      logger.error({ event: 'run.failed', origin, ...failure(error) }, `${origin}: no se pudo leer, ${said(error)}`);
    },
    freed,
  };
}

export function logTaskFailure(logger: Logger): (name: string, error: IntegrationError) => void {
  return (task, error) => {
    logger.error(
      { event: 'task.failed', task, ...failure(error) },
      `${task}: se detuvo y vuelve a empezar, ${said(error)}`,
    );
  };
}

function logRun(logger: Logger, report: RunReport): void {
  const { origin, run, extent, read, published, unchanged, rejected, deleted, milliseconds, error } = report;
  const fields = { origin, run, extent, read, published, unchanged, rejected, deleted, milliseconds };
  const seconds = (milliseconds / 1000).toFixed(1).replace('.', ',');
  if (error === null) {
    const text = `${origin}: corrida ${String(run)}, ${extent}, ${thousands(read)} leídas, ${changesText(report)}, ${seconds} s`;
    logger.info({ event: 'run.ended', ...fields }, text);
    return;
  }
  const where = run === 0 ? '' : ` (libro runs ${String(run)})`;
  const text = `${origin}: la corrida falló, ${said(error)}${where}`;
  logger.error({ event: 'run.failed', ...fields, code: error.code }, text);
}

function changesText({ published, deleted, rejected }: RunReport): string {
  const parts = [
    [published, 'publicada'],
    [deleted, 'borrada'],
    [rejected, 'rechazada'],
  ] as const;
  const some = parts.filter(([count]) => count > 0).map(([count, noun]) => counted(count, noun));
  return some.length === 0 ? 'sin cambios' : some.join(', ');
}

/** The message only where it speaks of a machine: of a row, a file or a column it may hold what stands there. */
function said({ code, message }: Pick<IntegrationError, 'code' | 'message'>): string {
  return MACHINES.has(code) || concernsSource(code) ? `${code}: ${message}` : code;
}

const MACHINES: ReadonlySet<string> = new Set([
  'LEDGER_UNAVAILABLE',
  'LEDGER_LOCKED',
  'BUS_UNAVAILABLE',
  'MAIL_UNAVAILABLE',
  'RUN_OVERTAKEN',
]);

/** Of a bug, where it happened; not what it says, which may be anything. */
function failure(error: IntegrationError): { readonly code: string; readonly stack?: readonly string[] } {
  const { code, cause } = error;
  if (code !== 'UNEXPECTED' || !(cause instanceof Error)) return { code };
  return {
    code,
    stack: (cause.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 10),
  };
}
