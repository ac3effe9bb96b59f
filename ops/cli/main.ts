import { Command, CommanderError } from 'commander';
import { asIntegrationError } from '../../schemas/errors.ts';
import type { CommandContext } from './command.ts';
import { addBiAccess } from './commands/bi-access.ts';
import { addCheck } from './commands/check.ts';
import { addDemo } from './commands/demo.ts';
import { addDiscover } from './commands/discover.ts';
import { addHistory } from './commands/history.ts';
import { addInit } from './commands/init.ts';
import { addPreview } from './commands/preview.ts';
import { addQuarantine } from './commands/quarantine.ts';
import { addQuery } from './commands/query.ts';
import { addRebuild } from './commands/rebuild.ts';
import { addReconcile } from './commands/reconcile.ts';
import { addRestore } from './commands/restore.ts';
import { addRuns } from './commands/runs.ts';
import { addSchemas } from './commands/schemas.ts';
import { addStatus } from './commands/status.ts';
import { addSync } from './commands/sync.ts';
import { addTopics } from './commands/topics.ts';
import { addUp } from './commands/up.ts';
import { addWatch } from './commands/watch.ts';
import { addVerify } from './commands/verify.ts';
import { cannotWrite, diskFailure } from './disk-failure.ts';
import { exitCodes, exitMeanings } from './exit-codes.ts';
import { inSpanish } from './spanish.ts';
import { openTerminal } from './terminal.ts';

/** What a command that failed leaves behind ends with it after this long. */
const LEFT_OVER_MS = 2000;

const terminal = openTerminal(process.stdout, process.stderr);
const stop = new AbortController();

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interrupted) process.exit(exitCodes.CANCELLED);
    interrupted = true;
    terminal.note('Terminando lo que está a medias… (otra vez para salir ya)');
    stop.abort();
  });
}

// A reader that closes early (`libro query … | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  const { code, message } = cannotWrite('la salida', error);
  process.stderr.write(`${code}: ${message}\n`);
  process.exit(exitCodes[code]);
});

const context: CommandContext = {
  // npm runs its scripts from the package's folder and says where it was called from.
  folder: process.env['npm_lifecycle_event'] === undefined ? process.cwd() : (process.env['INIT_CWD'] ?? process.cwd()),
  environment: process.env,
  terminal,
  signal: stop.signal,
  end: ({ code, message }) => {
    if (message !== '') terminal.note(`${code}: ${message}`);
    process.exitCode = exitCodes[code];
  },
};

const HELP = `
Para empezar:
  libro demo                 un municipio inventado, para ver qué hace el programa
  libro init                 una carpeta con la configuración propia; después, libro check
  libro sync                 lee las fuentes; libro status dice qué necesita atención
  libro sync --help          explica un comando, con ejemplos; así con todos

Con qué número termina:
${Object.entries(exitMeanings)
  .map(([code, meaning]) => `  ${code.padEnd(4)} ${meaning}`)
  .join('\n')}`;

const program = inSpanish(new Command('libro'))
  .description('Libro Único: un solo libro con lo que se factura, se recauda, se contabiliza y se paga.')
  .version('0.1.0', '-V, --version', 'dice la versión')
  .addHelpText('after', HELP)
  .showHelpAfterError('(«libro --help» muestra los comandos; «libro <comando> --help», cómo se escribe cada uno)')
  .showSuggestionAfterError(false)
  .exitOverride();

for (const add of [
  addInit,
  addCheck,
  addDiscover,
  addPreview,
  addSync,
  addUp,
  addWatch,
  addStatus,
  addRuns,
  addVerify,
  addQuery,
  addBiAccess,
  addHistory,
  addQuarantine,
  addReconcile,
  addSchemas,
  addTopics,
  addRebuild,
  addRestore,
  addDemo,
]) {
  add(program, context);
}

try {
  await program.parseAsync();
} catch (thrown) {
  if (thrown instanceof CommanderError) {
    process.exitCode = thrown.exitCode === 0 ? 0 : 64;
  } else {
    const error = asIntegrationError(diskFailure(thrown));
    terminal.settle();
    if (error.code === 'UNEXPECTED' && error.cause instanceof Error) terminal.note(error.cause.stack ?? '');
    context.end(error);
  }
  // An embedded engine that could not start (PGlite 0.5.16 on a full disk) leaves something that keeps the process up.
  setTimeout(() => process.exit(), LEFT_OVER_MS).unref();
}
