import type { Command } from 'commander';
import type { TallyReport } from '../../../pipelines/capture/balance.ts';
import { verifyStream } from '../../../pipelines/verify/verify.ts';
import type { VerifiedScope, VerifyReport, VerifySides } from '../../../pipelines/verify/report.ts';
import { catchUp, quietRun, runTasks } from '../../compose.ts';
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
      `
Ejemplos:
  libro verify
  libro verify hassql/recaudo --json

En cada fila: fuente − excluidas − cuarentena − por publicar = libro − rezagados − por salir − por cambiar.
  por publicar, por cambiar  lo que una lectura entera publicaría, y lo que el libro tiene hoy en su lugar
  rezagados                  último estado bueno de filas que hoy están en cuarentena
  por salir                  lo que ya no está en la fuente
Son pendientes, no errores. Mientras verifica un flujo nadie más lo lee; del libro no cambia nada.`,
    )
    .action(async (only: string[], options: { readonly json: boolean }) => {
      const { terminal, signal } = context;
      const reports = await withLibro(context, async (libro) => {
        const done: VerifyReport[] = [];
        const progress = terminal.progress.bind(terminal);
        const caughtUp = (): Promise<void> => catchUp(libro, signal);
        for (const run of runTasks(libro, { ...quietRun, only, progress }, signal))
          done.push(await verifyStream({ run, caughtUp }));
        return done;
      });
      if (options.json) terminal.json(reports);
      else terminal.print(verifyText(reports, terminal.width));
      const failed = reports.find(({ error }) => error !== null);
      if (failed?.error) context.end({ code: failed.error.code, message: '' });
    });
}

function verifyText(reports: readonly VerifyReport[], width: number): string {
  const titles = [
    'fuente',
    'excluidas',
    'cuarentena',
    'por publicar',
    'libro',
    'rezagados',
    'por salir',
    'por cambiar',
  ];
  const columns = [{ title: 'flujo' }, ...[...titles, 'diferencia'].map((title) => ({ title, right: true }))];
  const rows = reports.flatMap((report) => [
    countRow(`${report.ok ? '✓' : '✗'} ${report.origin}`, report, report.excluded),
    ...Object.keys(report.source.amounts).map((name) => amountRow(name, report, report.excluded)),
    ...scopesToShow(report).flatMap((scope) => [
      countRow(`  ${scope.scope}`, scope, null),
      ...Object.keys(scope.difference.amounts)
        .filter((name) => !isZero(scope.difference.amounts[name]))
        .map((name) => amountRow(name, scope, null)),
    ]),
  ]);
  const apart = reports
    .filter((report) => report.apart.rows > 0)
    .map(
      ({ origin, apart: { rows: count } }) =>
        `  ${origin}: aparte, ${thousands(count)} registros que hoy no se pueden leer (archivos que ya no están, cortes anteriores)`,
    );
  const errors = reports.flatMap(({ origin, error }) => (error ? [`✗ ${origin}: ${error.message}`] : []));
  return [textTable(columns, rows, width), ...apart, ...errors].join('\n');
}

/** Each vigencia, where there are several; of other scopes only those that differ. */
function scopesToShow({ scopes }: VerifyReport): readonly VerifiedScope[] {
  if (scopes.length < 2) return [];
  return scopes.filter(
    ({ scope, difference }) =>
      scope.includes('vigencia=') || difference.rows !== 0 || !Object.values(difference.amounts).every(isZero),
  );
}

function isZero(amount: TallyReport['amounts'][string] | undefined): boolean {
  return amount === undefined || (amount.total === '0.00' && amount.unreadable === 0);
}

function sides(
  { source, quarantined, ledger, stale, leaving, pending, difference }: VerifySides,
  excluded: TallyReport | null,
): readonly (TallyReport | null)[] {
  return [source, excluded, quarantined, pending.after, ledger, stale, leaving, pending.before, difference];
}

function countRow(title: string, verified: VerifySides, excluded: TallyReport | null): readonly string[] {
  return [title, ...sides(verified, excluded).map((side) => (side ? thousands(side.rows) : ''))];
}

function amountRow(name: string, verified: VerifySides, excluded: TallyReport | null): readonly string[] {
  return [`    ${name}`, ...sides(verified, excluded).map((side) => (side ? amountText(side.amounts[name]) : ''))];
}

function amountText(amount: TallyReport['amounts'][string] | undefined): string {
  if (amount === undefined) return pesos('0.00');
  return amount.unreadable === 0
    ? pesos(amount.total)
    : `${pesos(amount.total)} y ${thousands(amount.unreadable)} ilegibles`;
}
