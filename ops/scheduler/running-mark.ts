import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { IntegrationError } from '../../schemas/errors.ts';
import type { LoadedSite } from '../config/load.ts';

const markSchema = z.object({ pid: z.int(), url: z.string().nullable() });

export interface RunningMark extends AsyncDisposable {
  say(url: string | null): void;
}

/** Says beside an embedded ledger that `libro up` holds it, for the messages of other commands; the lock itself is another. */
export function markRunning(loaded: LoadedSite): Promise<RunningMark> {
  const path = markPath(loaded);
  return Promise.resolve({
    say: (url) => {
      if (path !== null) writeFileSync(path, JSON.stringify({ pid: process.pid, url }));
    },
    [Symbol.asyncDispose]: () => {
      if (path !== null) rmSync(path, { force: true });
      return Promise.resolve();
    },
  });
}

/** What a command says that finds the embedded ledger locked: where `libro up` has it, what can be done about that. */
export function explainLocked(error: unknown, loaded: LoadedSite): unknown {
  if (!(error instanceof IntegrationError) || error.code !== 'LEDGER_LOCKED') return error;
  const mark = readMark(markPath(loaded));
  if (mark === null || mark.pid !== error.context['pid']) return error;
  const look = mark.url === null ? '' : ` Cómo va se ve en ${mark.url}/salud.`;
  return new IntegrationError(
    'LEDGER_LOCKED',
    `El libro lo tiene «libro up» (proceso ${String(mark.pid)}), y embebido sólo admite un proceso.${look} ` +
      'Deténgalo (Ctrl-C donde corre) y repita el comando; o use un PostgreSQL, que admite varios a la vez: ledger: { url: … }.',
    { cause: error, context: error.context },
  );
}

function markPath({ site, folder }: LoadedSite): string | null {
  return 'embedded' in site.ledger ? `${resolve(folder, site.ledger.embedded)}.up.json` : null;
}

function readMark(path: string | null): z.output<typeof markSchema> | null {
  if (path === null) return null;
  try {
    return markSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}
