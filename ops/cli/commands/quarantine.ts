import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { IntegrationError } from '../../../schemas/errors.ts';
import { entities } from '../../../schemas/registry.ts';
import { retryRejections } from '../../../pipelines/capture/retry.ts';
import type { RetryReport } from '../../../pipelines/capture/retry.ts';
import { poisonRecords, retryPoison } from '../../../pipelines/ledger/poison.ts';
import type { PoisonRecord } from '../../../pipelines/ledger/poison.ts';
import { discardRejections, quarantinedCells, quarantinedRows } from '../../../pipelines/quarantine-desk.ts';
import type { QuarantinedRow } from '../../../pipelines/quarantine-desk.ts';
import type { StoredRow } from '../../../pipelines/capture/stored-row.ts';
import { catchUp, chooseStreams, runTasks, quietRun } from '../../compose.ts';
import type { Libro } from '../../compose.ts';
import { capturing } from '../../stamp.ts';
import { capturingIn, withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { pesos, textTable, thousands } from '../terminal.ts';
import { wholeNumber } from './sync.ts';

export function addQuarantine(program: Command, context: CommandContext): void {
  const quarantine = program
    .command('quarantine')
    .helpCommand(false)
    .description('Filas que no pudieron entrar al libro: verlas, reintentarlas o descartarlas.')
    .addHelpText(
      'after',
      '\nEjemplos:\n  libro quarantine list hassql\n  libro quarantine show 12\n  libro quarantine retry --flujo hassql/recaudo\n  libro quarantine discard 12 13',
    );
  addList(quarantine, context);
  addShow(quarantine, context);
  addRetry(quarantine, context);
  addDiscard(quarantine, context);
}

function addList(quarantine: Command, context: CommandContext): void {
  quarantine
    .command('list')
    .description('Lista las filas apartadas, con su razón.')
    .argument('[flujo]', 'fuente o fuente/flujo')
    .option('--todas', 'también las ya cerradas', false)
    .option('--limit <n>', 'cuántas', wholeNumber, 50)
    .option('--json', 'en JSON', false)
    .addHelpText('after', '\nEjemplos:\n  libro quarantine list\n  libro quarantine list hassql/recaudo --todas')
    .action(
      async (
        origin: string | undefined,
        options: { readonly todas: boolean; readonly limit: number; readonly json: boolean },
      ) => {
        const asked = { id: null, origin: origin ?? null, closedToo: options.todas, limit: options.limit };
        const { rows, poison } = await withLibro(context, async ({ loaded, database }) => {
          const found = await quarantinedRows(database, asked, context.signal);
          if (origin !== undefined && found.length === 0) chooseStreams(loaded, [origin]);
          return { rows: found, poison: await poisonRecords(database, context.signal) };
        });
        if (options.json) context.terminal.json({ rows, poison });
        else context.terminal.print([listText(rows, context.terminal.width), ...poison.map(poisonText)].join('\n'));
      },
    );
}

function poisonText({ entity, key, topic, offset, reason }: PoisonRecord): string {
  return `✗ la base no admitió ${entity} ${key} (${topic}, posición ${String(offset)}): ${reason}. Se reintenta con «libro quarantine retry».`;
}

function listText(rows: readonly QuarantinedRow[], width: number): string {
  if (rows.length === 0) return 'No hay filas en cuarentena.';
  const columns = [
    { title: 'nº', right: true },
    { title: 'flujo' },
    { title: 'clave' },
    { title: 'estado' },
    { title: 'valor', right: true },
    { title: 'razón' },
  ];
  return textTable(
    columns,
    rows.map((row) => [
      String(row.id),
      row.origin,
      row.key ?? '(ilegible)',
      row.state,
      amountsText(row),
      reasonText(row),
    ]),
    width,
  );
}

function amountsText({ amounts }: QuarantinedRow): string {
  return Object.values(amounts)
    .filter((amount) => amount !== null)
    .map((amount) => (/^-?\d/.test(amount) ? pesos(amount) : amount))
    .join(' ');
}

function reasonText({ column, value, expected }: QuarantinedRow): string {
  if (column === '') return `se espera ${expected}`;
  return value === null ? `${column}: se espera ${expected}` : `${column} trae '${value}'; se espera ${expected}`;
}

function addShow(quarantine: Command, context: CommandContext): void {
  quarantine
    .command('show')
    .description('Muestra una fila apartada como la dio su fuente.')
    .argument('<numero>', 'número de la lista', wholeNumber)
    .option('--json', 'en JSON', false)
    .addHelpText('after', '\nEjemplo:\n  libro quarantine show 12')
    .action(async (id: number, options: { readonly json: boolean }) => {
      await withLibro(context, async ({ database }) => {
        const [row] = await quarantinedRows(database, { id, origin: null, closedToo: true, limit: 1 }, context.signal);
        const cells = await quarantinedCells(database, id, context.signal);
        if (!row || !cells) throw new IntegrationError('NOT_FOUND', `No hay fila número ${String(id)} en cuarentena.`);
        if (options.json) context.terminal.json({ ...row, fila: cells });
        else context.terminal.print(showText(row, cells));
      });
    });
}

function showText(row: QuarantinedRow, cells: StoredRow): string {
  const head = [
    `nº ${String(row.id)}  ${row.origin}  ${row.state}${row.closing === null ? '' : ` (${row.closing})`}`,
    `clave ${row.key ?? '(ilegible)'}, leída ${row.readAt} en la corrida ${String(row.run)}, ${row.scope}`,
    `razón: ${reasonText(row)}`,
  ];
  const lines = Object.entries(cells).map(([column, cell]) => [
    column,
    cell === null ? '∅' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell),
  ]);
  return [...head, '', textTable([{ title: 'columna' }, { title: 'valor en la fuente' }], lines)].join('\n');
}

type Retried = readonly (RetryReport & { readonly origin: string })[];

function addRetry(quarantine: Command, context: CommandContext): void {
  quarantine
    .command('retry')
    .description('Lee otra vez las filas apartadas, con la configuración de ahora.')
    .argument('[numero...]', 'números de la lista; sin nada, todas las del flujo', collect, [])
    .option('--flujo <fuente/flujo>', 'fuente o fuente/flujo')
    .option('--json', 'en JSON', false)
    .addHelpText(
      'after',
      '\nEjemplos:\n  libro quarantine retry --flujo hassql/recaudo\n  libro quarantine retry 12 13',
    )
    .action(async (ids: readonly number[], options: { readonly flujo?: string; readonly json: boolean }) => {
      const { signal, terminal } = context;
      const retryIn = async (libro: Libro): Promise<Retried> => {
        const only = options.flujo === undefined ? [] : [options.flujo];
        const done: Retried[number][] = [];
        for (const task of runTasks(libro, { ...quietRun, only }, signal)) {
          const report = await retryRejections({ ...task, ids: ids.length === 0 ? null : ids });
          if (report.tried + report.waiting > 0) done.push({ origin: `${task.source}/${task.stream.id}`, ...report });
        }
        await catchUp(libro, signal);
        const revived = ids.length === 0 ? await retryPoison(libro.database, entities, signal) : 0;
        if (revived > 0) terminal.note(`${thousands(revived)} registros que la base no admitía ya están en el libro.`);
        return done;
      };
      const reports = await withLibro(context, (libro) => capturing(libro, capturingIn(context), () => retryIn(libro)));
      if (options.json) terminal.json(reports);
      else terminal.print(retryText(reports));
      const tried = reports.reduce((sum, report) => sum + report.tried, 0);
      if (tried < ids.length) context.end({ code: 'NOT_FOUND', message: NOT_TRIED });
    });
}

const NOT_TRIED =
  'Las que no se reintentaron no existen, ya no están abiertas, o esperan a que se corrija la fuente y se lea otra vez.';

function retryText(reports: Retried): string {
  if (reports.length === 0) return 'No hay filas que se puedan reintentar.';
  const right = true;
  const columns = [
    { title: 'flujo' },
    { title: 'reintentadas', right },
    { title: 'publicadas', right },
    { title: 'siguen mal', right },
    { title: 'esperan lectura', right },
  ];
  const rows = reports.map(({ origin, tried, published, stillRejected, waiting }) => [
    origin,
    ...[tried, published, stillRejected, waiting].map(thousands),
  ]);
  const table = textTable(columns, rows);
  const waits = reports.filter(({ waiting }) => waiting > 0).map(({ origin }) => origin);
  return waits.length === 0 ? table : `${table}\n\n${WAITS} libro sync ${waits.join(' ')}`;
}

const WAITS =
  'Las que esperan lectura no se pueden reintentar solas (repiten la clave de otra, o su fuente ya es distinta): corríjalas en la fuente y léala otra vez:';

function addDiscard(quarantine: Command, context: CommandContext): void {
  quarantine
    .command('discard')
    .description('Marca filas como vistas: siguen por fuera del libro y ya no detienen los borrados.')
    .argument('<numero...>', 'números de la lista', collect, [])
    .addHelpText('after', '\nEjemplo:\n  libro quarantine discard 12 13')
    .action(async (ids: readonly number[]) => {
      const count = await withLibro(context, ({ database }) => discardRejections(database, ids, context.signal));
      context.terminal.print(`Filas descartadas: ${thousands(count)} de ${thousands(ids.length)}.`);
      if (count < ids.length) throw new IntegrationError('NOT_FOUND', NOT_OPEN);
    });
}

const NOT_OPEN = 'Las que no se descartaron no existen o ya no están abiertas; cuáles hay: libro quarantine list.';

function collect(text: string, earlier: readonly number[]): readonly number[] {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Se espera un número de la lista.');
  return [...earlier, Number(text)];
}
