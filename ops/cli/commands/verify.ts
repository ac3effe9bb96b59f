import type { Command } from 'commander';
import { verifyStream } from '../../../pipelines/verify.ts';
import type { Sum, VerifyReport } from '../../../pipelines/verify.ts';
import { quietRun, runTasks } from '../../compose.ts';
import { withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { pesos, textTable, thousands } from '../terminal.ts';

export function addVerify(program: Command, context: CommandContext): void {
  program
    .command('verify')
    .description('Cuenta y suma cada fuente y la compara con el libro, en filas y en pesos.')
    .argument('[fuente...]', 'fuente o fuente/flujo; sin nada, todas')
    .option('--json', 'en JSON', false)
    .addHelpText(
      'after',
      '\nEjemplos:\n  libro verify\n  libro verify hassql/recaudo --json\n\nNo escribe nada. Lo que una lectura entera publicaría se muestra como pendiente, no como error.',
    )
    .action(async (only: string[], options: { readonly json: boolean }) => {
      const { terminal, signal } = context;
      const reports = await withLibro(context, async (libro) => {
        const done: VerifyReport[] = [];
        const progress = terminal.progress.bind(terminal);
        for (const task of runTasks(libro, { ...quietRun, only, progress }, signal))
          done.push(await verifyStream(task));
        return done;
      });
      if (options.json) terminal.json(reports);
      else terminal.print(verifyText(reports));
      const failed = reports.find(({ error }) => error !== null);
      if (failed?.error) context.end({ code: failed.error.code, message: '' });
    });
}

function verifyText(reports: readonly VerifyReport[]): string {
  const columns = [
    { title: 'flujo' },
    { title: 'fuente', right: true },
    { title: 'cuarentena', right: true },
    { title: 'libro', right: true },
    { title: 'rezagados', right: true },
    { title: 'por salir', right: true },
    { title: 'pendientes', right: true },
    { title: 'diferencia', right: true },
  ];
  const rows = reports.flatMap((report) => [
    countRow(report),
    ...Object.keys(report.source.amounts).map((name) => amountRow(report, name)),
  ]);
  const errors = reports.flatMap(({ origin, error }) => (error ? [`✗ ${origin}: ${error.message}`] : []));
  return [textTable(columns, rows), ...errors].join('\n');
}

function sides({ source, quarantined, ledger, stale, leaving, pending, difference }: VerifyReport): readonly Sum[] {
  return [source, quarantined, ledger, stale, leaving, pending.after, difference];
}

function countRow(report: VerifyReport): readonly string[] {
  return [`${report.ok ? '✓' : '✗'} ${report.origin}`, ...sides(report).map(({ rows }) => thousands(rows))];
}

function amountRow(report: VerifyReport, name: string): readonly string[] {
  return [`    ${name}`, ...sides(report).map(({ amounts }) => pesos(amounts[name] ?? '0.00'))];
}
