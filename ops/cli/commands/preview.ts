import { Option } from 'commander';
import type { Command } from 'commander';
import { IntegrationError } from '../../../schemas/errors.ts';
import { preview } from '../../../pipelines/preview.ts';
import type { Preview, PreviewRow } from '../../../pipelines/preview.ts';
import { namesAnySource } from '../../any-driver.ts';
import { bogotaDay } from '../../bogota.ts';
import { chooseStreams } from '../../compose.ts';
import { loadSite } from '../../config/load.ts';
import type { CommandContext } from '../command.ts';
import { addAnySource, demandNoNames, demandUnused } from '../any-source.ts';
import { showTable } from '../any-table.ts';
import type { TableOptions } from '../any-table.ts';
import { formats } from '../formats.ts';
import { counted, textTable } from '../terminal.ts';
import { wholeNumber } from './sync.ts';

export function addPreview(program: Command, context: CommandContext): void {
  const command = program
    .command('preview')
    .description('Muestra filas de un flujo, como están y como quedarían, o de cualquier tabla. No escribe nada.')
    .argument('[fuente/flujo]', 'un flujo de la configuración')
    .option('--limit <n>', 'cuántas filas', wholeNumber, 10)
    .option('--json', 'en JSON', false);
  addAnySource(command)
    .option('--table <tabla>', 'sin configuración: la tabla; si no se dice, la única que haya')
    .option('--all', 'sin configuración: todas las filas', false)
    .addOption(new Option('--format <formato>', 'sin configuración: cómo se escribe').choices([...formats]))
    .addHelpText('after', HELP)
    .action(async (name: string | undefined, options: TableOptions) => {
      if (namesAnySource(options)) {
        demandNoNames(name === undefined ? [] : [name]);
        await showTable(context, options);
        return;
      }
      if (name === undefined) throw nothingNamed();
      const { table, format, password } = options;
      demandUnused({ table, format, password, all: options.all || undefined });
      const loaded = await loadSite(context.folder);
      const [chosen, ...others] = chooseStreams(loaded, [name]);
      if (!chosen || others.length > 0) {
        throw new IntegrationError(
          'NOT_FOUND',
          `Nombre un flujo, no una fuente; por ejemplo ${name}/${chosen?.stream.id ?? ''}.`,
        );
      }
      const { origin, stream, places } = chosen;
      const { signal, terminal } = context;
      const shown = await preview({
        origin,
        stream,
        places,
        limit: options.limit,
        today: bogotaDay(Date.now()),
        signal,
      });
      if (options.json) terminal.json(shown);
      else terminal.print(previewText(shown, terminal.width));
    });
}

function nothingNamed(): IntegrationError {
  return new IntegrationError(
    'CONFIG_INVALID',
    'Diga qué mirar: un flujo de la configuración, como hassql/recaudo, o un archivo o una base con --file o --connection.',
  );
}

const HELP = `
Ejemplos:
  libro preview hassql/recaudo
  libro preview recaudo-bancario/recaudo --limit 3 --json
  libro preview --file Visitas.accdb --table Visitas
  libro preview --file pagos.csv --all --format ndjson > pagos.ndjson

De una tabla que nadie ha declarado cada celda sale como texto o nula: los valores con todas sus cifras, las
fechas como están, los bytes en hexadecimal tras 0x, sí y no como true y false.`;

function previewText({ rows, refused }: Preview, width: number): string {
  const files = refused.map(({ name, reason }) => `✗ ${name}: ${reason}`);
  const rejected = rows.filter(({ result }) => result.kind === 'rejected').length;
  const counts = `${counted(rows.length, 'fila')}; ${counted(rejected, 'rechazada')}`;
  return [...files, ...rows.map((row, index) => rowText(row, index, width)), counts].join('\n\n');
}

function rowText({ raw, result }: PreviewRow, index: number, width: number): string {
  const left = Object.entries(raw).map(
    ([column, cell]) =>
      `${column} = ${cell === null ? '∅' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell)}`,
  );
  const right = rightSide(result);
  const lines = Array.from({ length: Math.max(left.length, right.length) }, (_, line) => [
    left[line] ?? '',
    right[line] ?? '',
  ]);
  return textTable([{ title: `fila ${String(index + 1)}, como está` }, { title: 'como quedaría' }], lines, width);
}

function rightSide(result: PreviewRow['result']): readonly string[] {
  switch (result.kind) {
    case 'excluded':
      return [`se deja por fuera: ${result.rule}`];
    case 'rejected':
      return [
        `SE RECHAZA por la columna ${result.reason.column}`,
        `trae '${result.reason.value ?? ''}'`,
        `se espera ${result.reason.expected}`,
      ];
    case 'record': {
      const values = Object.entries(result.record).filter(([, value]) => value !== null);
      const observed = result.observations.map(({ code, field }) => `observación ${code} en ${field}`);
      return [...values.map(([name, value]) => `${name} = ${String(value)}`), ...observed];
    }
  }
}
