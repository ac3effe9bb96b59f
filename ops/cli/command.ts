import type { IntegrationError } from '../../schemas/errors.ts';
import { loadSite } from '../config/load.ts';
import type { LoadedSite } from '../config/load.ts';
import { openLibro } from '../compose.ts';
import type { Libro } from '../compose.ts';
import type { Ground } from '../stamp.ts';
import { explainLocked } from '../scheduler/running-mark.ts';
import type { Terminal } from './terminal.ts';

/** What every command is given: where it is run, where it writes, and when to stop. */
export interface CommandContext {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** The command did its work and something is amiss: the process ends with this error's exit code. */
  readonly end: (error: Pick<IntegrationError, 'code' | 'message'>) => void;
}

/** Opens the site's ledger for one command and closes it after, whatever happens. */
export async function withLibro<Result>(
  context: CommandContext,
  work: (libro: Libro) => Promise<Result>,
): Promise<Result> {
  const loaded = await loadSite(context.folder);
  await using libro = await openUnlocked(loaded, context);
  return await work(libro);
}

async function openUnlocked(loaded: LoadedSite, { environment, signal }: CommandContext): Promise<Libro> {
  try {
    return await openLibro(loaded, environment, signal);
  } catch (error) {
    throw explainLocked(error, loaded);
  }
}

/** How a command captures: it says when Kafka is away, and goes on. */
export function capturingIn({ environment, signal, terminal }: CommandContext): Ground {
  return {
    environment,
    signal,
    away: ({ message }) => {
      terminal.note(`${message}\nSe captura igual; los temas reciben lo capturado cuando Kafka vuelva.`);
    },
  };
}
