import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { entities } from '../../../schemas/registry.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import { reconcileBancoPredial } from '../../../pipelines/reconcile/banco-predial.ts';
import type { BancoPredial } from '../../../pipelines/reconcile/banco-predial.ts';
import { bancoPredialRows } from '../../../pipelines/reconcile/banco-predial-rows.ts';
import { taxPairs } from '../../../pipelines/reconcile/impuestos.ts';
import { reconcileSaldosEjecucion } from '../../../pipelines/reconcile/saldos-ejecucion.ts';
import type { SaldosEjecucion } from '../../../pipelines/reconcile/saldos-ejecucion.ts';
import { saldosEjecucionRows } from '../../../pipelines/reconcile/saldos-ejecucion-rows.ts';
import { sync } from '../../../pipelines/sync.ts';
import type { SyncReport } from '../../../pipelines/sync.ts';
import { quietRun, runTasks } from '../../compose.ts';
import type { Libro } from '../../compose.ts';
import { checkDefects } from '../../demo/check-defects.ts';
import type { Checked, Verdict } from '../../demo/check-defects.ts';
import { expectationText } from '../../demo/defects-page.ts';
import { openDemoFolder } from '../../demo/demo-folder.ts';
import type { DemoFolder } from '../../demo/demo-folder.ts';
import { DEMO_TODAY } from '../../demo/generate-demo.ts';
import { withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { bancoPredialText, saldosEjecucionText } from '../reconcile-text.ts';
import { runLines, syncTable, writtenText } from '../run-text.ts';
import { pesos, textTable, thousands } from '../terminal.ts';

/** Below it the planted defects do not find enough bank files. */
const FEWEST_PREDIOS = 100;
const MOST_PREDIOS = 99_999;

interface DemoOptions {
  readonly carpeta: string;
  readonly predios: number;
  readonly semilla: number;
  readonly json: boolean;
}

export function addDemo(program: Command, context: CommandContext): void {
  program
    .command('demo')
    .description('Inventa un municipio, lo lee entero y muestra lo que el producto encuentra.')
    .option('--carpeta <ruta>', 'dónde se crea', './demo')
    .option('--predios <n>', 'tamaño del municipio', prediosNumber, 2000)
    .option('--semilla <n>', 'con la misma semilla sale el mismo municipio', seedNumber, 1)
    .option('--json', 'informe completo en JSON', false)
    .addHelpText(
      'after',
      `
Ejemplos:
  libro demo                                      en ./demo; dicho otra vez, nada cambia
  libro demo --carpeta ./chico --predios 300      un municipio pequeño

Todo es inventado. DEFECTOS.md dice qué está mal a propósito. Termina en 0 si se encontró todo lo sembrado y nada más.`,
    )
    .action(async (options: DemoOptions) => {
      const folder = resolve(context.folder, options.carpeta);
      const demo = openDemoFolder(folder, options);
      const shown = relative(context.folder, folder) || '.';
      const { terminal } = context;
      if (!options.json) terminal.print(madeText(demo, shown));
      const result = await withLibro({ ...context, folder }, (libro) => tryOut(libro, demo, context, options));
      if (options.json) terminal.json(result);
      else {
        terminal.print(`\n${checkedText(result.checked)}\n`);
        // Commands to copy: not folded.
        await terminal.write(`${nextText(folder, shown)}\n`);
      }
      endAsFound(context, result);
    });
}

interface TriedOut {
  readonly sync: SyncReport;
  readonly bancoPredial: BancoPredial;
  readonly saldosEjecucion: SaldosEjecucion;
  readonly checked: Checked;
}

async function tryOut(
  libro: Libro,
  demo: DemoFolder,
  context: CommandContext,
  { json }: DemoOptions,
): Promise<TriedOut> {
  const { terminal, signal } = context;
  const print = json ? () => undefined : terminal.print.bind(terminal);
  const progress = terminal.progress.bind(terminal);
  // The fiction stands still: read on any day, what is photographed bears its day.
  const runs = runTasks(libro, { ...quietRun, full: true, progress }, signal).map((run) => ({
    ...run,
    today: DEMO_TODAY,
  }));
  const report = await sync({
    runs,
    bus: libro.bus,
    entities,
    catchUpMs: libro.loaded.site.espera * 1000,
    ended: (run: RunReport) => {
      print(runLines(run));
    },
    signal,
  });
  print(`\n${syncTable(report.runs, terminal.width)}\n\n${changedText(report)}`);
  const detail = { explained: false, width: terminal.width };
  const bancoPredial = await comparePayments(libro, signal);
  print(`\n${bancoPredialText(bancoPredial, detail)}`);
  const saldosEjecucion = await compareBalances(libro, signal);
  print(`\n${saldosEjecucionText(saldosEjecucion, detail)}`);
  const checked = await checkDefects(libro, demo.defects, [bancoPredial, saldosEjecucion], signal);
  return { sync: report, bancoPredial, saldosEjecucion, checked };
}

async function comparePayments({ database }: Libro, signal: AbortSignal): Promise<BancoPredial> {
  const period = { desde: `${DEMO_TODAY.slice(0, 4)}-01-01`, hasta: DEMO_TODAY };
  const origins = { bank: ['recaudo-bancario/recaudo'], system: ['hassql/recaudo'] };
  return reconcileBancoPredial(await bancoPredialRows(database, origins, period, signal), period, DEMO_TODAY);
}

async function compareBalances({ database, loaded }: Libro, signal: AbortSignal): Promise<SaldosEjecucion> {
  const vigencia = Number(DEMO_TODAY.slice(0, 4)) - 1;
  const { entidad } = loaded.site;
  const origins = { saldos: ['chip/saldo-contable'], ejecucion: ['chip/ingresos-ejecucion'] };
  const rows = await saldosEjecucionRows(database, { entidad, vigencia, ...origins }, signal);
  return reconcileSaldosEjecucion(rows, taxPairs, vigencia, DEMO_TODAY);
}

function madeText({ made, defects }: DemoFolder, folder: string): string {
  const count = thousands(defects.length);
  return made
    ? `Se inventó un municipio en ${folder}, con ${count} defectos sembrados (${folder}/DEFECTOS.md).\n`
    : `El municipio de ${folder} ya estaba; se deja como está (${count} defectos sembrados).\n`;
}

function changedText(report: SyncReport): string {
  const nothing = report.captured === 0 && report.applied === 0;
  return nothing ? 'Nada cambió: no se escribió nada.' : writtenText(report);
}

function checkedText({ verdicts, unplanned }: Checked): string {
  const columns = [{ title: 'defecto sembrado' }, { title: 'valor', right: true }, { title: '' }];
  const rows = verdicts.map(({ defect, missing }) => [
    defect.code,
    defect.amount === null ? '' : pesos(defect.amount),
    missing.length === 0 ? '✓ hallado' : '✗ falta',
  ]);
  const [titles = '', rule = '', ...lines] = textTable(columns, rows).split('\n');
  return [
    titles,
    rule,
    ...lines.flatMap((line, index) => {
      const { title = '', key = '' } = verdicts[index]?.defect ?? {};
      return [line, `    ${title}`, `    ${key}`];
    }),
    ...verdicts.flatMap(({ defect, missing }) =>
      missing.map((one) => `✗ ${defect.code}: no se ve ${expectationText(one)}`),
    ),
    ...unplanned.map((found) => `✗ nadie lo sembró: ${found}`),
  ].join('\n');
}

const LAUNCHER = fileURLToPath(new URL('../libro.js', import.meta.url));

function nextText(folder: string, shown: string): string {
  const libro = `node ${quoted(relative(folder, LAUNCHER))}`;
  return [
    `Para seguir: cd ${quoted(shown)}, y allí`,
    `  ${libro} query "select * from bi.recaudo_diario limit 10"`,
    `  ${libro} quarantine list`,
    `  ${libro} reconcile banco-predial --todas`,
  ].join('\n');
}

/** As a command line takes it: a name with blanks is one word. */
function quoted(path: string): string {
  return /^[\p{L}\p{N}._/\\:-]+$/u.test(path) ? path : `"${path}"`;
}

function endAsFound(context: CommandContext, { sync: report, checked }: TriedOut): void {
  const error = report.error ?? report.runs.find((run) => run.error !== null)?.error ?? null;
  const missing = checked.verdicts.filter((verdict: Verdict) => verdict.missing.length > 0).length;
  if (error !== null) context.end(error);
  else if (missing > 0) {
    context.end({ code: 'NOT_FOUND', message: `Defectos sembrados que no se ven como deben: ${thousands(missing)}.` });
  } else if (checked.unplanned.length > 0) {
    const found = thousands(checked.unplanned.length);
    context.end({ code: 'ROW_REJECTED', message: `Hallazgos que nadie sembró: ${found}.` });
  }
}

function prediosNumber(text: string): number {
  const count = Number(text);
  if (/^\d{1,5}$/.test(text) && count >= FEWEST_PREDIOS && count <= MOST_PREDIOS) return count;
  throw new InvalidArgumentError(`Se espera un número de ${String(FEWEST_PREDIOS)} a ${String(MOST_PREDIOS)}.`);
}

function seedNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Se espera un número entero.');
}
