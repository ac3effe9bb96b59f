import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { entities } from '../../../schemas/registry.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import { sync } from '../../../pipelines/sync.ts';
import type { SyncReport } from '../../../pipelines/sync.ts';
import { quietRun, runTasks } from '../../compose.ts';
import { keepLog } from '../../log-keeping.ts';
import { capturing } from '../../stamp.ts';
import { capturingIn, withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { runLines, syncTable, writtenText } from '../run-text.ts';

interface SyncOptions {
  readonly full: boolean;
  readonly dryRun: boolean;
  readonly acceptDeletes?: number;
  readonly json: boolean;
}

export function addSync(program: Command, context: CommandContext): void {
  program
    .command('sync')
    .description('Lee las fuentes y pone el libro al día.')
    .argument('[fuente...]', 'fuente o fuente/flujo; sin nada, todas')
    .option('--full', 'lee también lo que está fuera de la ventana de cada flujo', false)
    .option('--dry-run', 'dice qué cambiaría y no escribe nada', false)
    .option('--accept-deletes <n>', 'acepta que desaparezcan exactamente n registros', wholeNumber)
    .option('--json', 'informe completo en JSON', false)
    .addHelpText(
      'after',
      `
Ejemplos:
  libro sync                            todas las fuentes
  libro sync hassql recaudo-bancario    dos fuentes
  libro sync hassql/recaudo --full      un flujo, todas sus vigencias
  libro sync --dry-run                  qué cambiaría, sin escribir
  libro sync hassql/predio --accept-deletes 1200

Termina en 0 si todo cuadró. Si algo falla dice qué, dónde y qué hacer; lo demás sigue.`,
    )
    .action(async (only: string[], options: SyncOptions) => {
      const { terminal, signal } = context;
      const report = await withLibro(context, (libro) => {
        const { full, dryRun, acceptDeletes, json } = options;
        const asked = { ...quietRun, only, full, dryRun, acceptDeletes: acceptDeletes ?? null };
        const progress = terminal.progress.bind(terminal);
        const runs = runTasks(libro, { ...asked, progress }, signal);
        const ended = (run: RunReport): void => {
          if (!json) terminal.print(runLines(run));
        };
        const catchUpMs = libro.loaded.site.espera * 1000;
        return capturing(libro, capturingIn(context), async () => {
          const synced = await sync({ runs, bus: libro.bus, entities, catchUpMs, ended, signal });
          if (!dryRun) await keepLog(libro, signal);
          return synced;
        });
      });
      show(context, report, options);
    });
}

function show(context: CommandContext, report: SyncReport, options: SyncOptions): void {
  const { terminal } = context;
  if (options.json) terminal.json(report);
  else {
    terminal.print(`\n${syncTable(report.runs, terminal.width)}`);
    terminal.print(`\n${options.dryRun ? 'Ensayo: no se escribió nada.' : writtenText(report)}`);
  }
  const failed = report.runs.find(({ error }) => error !== null);
  const error = report.error ?? (failed?.error ? { code: failed.error.code, message: '' } : null);
  if (error) context.end(error);
}

/** A whole number of at least zero, from the command line. */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Se espera un número entero.');
}
