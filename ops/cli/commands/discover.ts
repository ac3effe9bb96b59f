import type { Command } from 'commander';
import type { TableSurvey } from '../../../connectors/driver.ts';
import { discover } from '../../../pipelines/discover.ts';
import type { SourceSurvey } from '../../../pipelines/discover.ts';
import { chooseStreams, driversOf } from '../../compose.ts';
import { loadSite } from '../../config/load.ts';
import type { CommandContext } from '../command.ts';
import { counted, textTable } from '../terminal.ts';

interface DiscoverOptions {
  readonly json: boolean;
}

export function addDiscover(program: Command, context: CommandContext): void {
  program
    .command('discover')
    .description(
      'Muestra qué hay en una fuente: tablas, vistas, columnas, tipos, claves, filas y tamaños. No lee filas.',
    )
    .argument('[fuente...]', 'una fuente; sin nada, todas las que tienen catálogo')
    .option('--json', 'en JSON', false)
    .addHelpText('after', '\nEjemplos:\n  libro discover hassql\n  libro discover pct --json')
    .action(async (only: string[], options: DiscoverOptions) => {
      const { terminal, signal, end } = context;
      const chosen = chooseStreams(await loadSite(context.folder), only);
      const places = driversOf(chosen).filter(({ driver }) => only.length > 0 || driver.capabilities.catalogue);
      const surveys: SourceSurvey[] = [];
      for (const { source, driver } of places) surveys.push(await discover(source, driver, signal));
      if (options.json) terminal.json(surveys);
      else terminal.print(surveys.length === 0 ? NONE : surveys.map(surveyText).join('\n\n'));
      if (surveys.some(({ tables }) => tables === null))
        end({ code: 'SOURCE_REFUSED', message: 'Hay fuentes de las que no se pudo ver el catálogo.' });
    });
}

const NONE = 'Ninguna fuente tiene catálogo que mostrar; lo tienen las de drivers.sqlserver({ … }).';

function surveyText({ source, tables, problem }: SourceSurvey): string {
  if (tables === null) return `✗ ${source}: ${problem ?? ''}`;
  const views = tables.filter(({ kind }) => kind === 'view').length;
  const counts = `${counted(tables.length - views, 'tabla')}, ${counted(views, 'vista')}`;
  return [`${source}: ${counts}`, ...tables.map(tableText)].join('\n\n');
}

function tableText({ name, kind, columns, key, rows, bytes }: TableSurvey): string {
  const facts = [
    kind === 'view' ? 'vista' : 'tabla',
    ...(rows === null ? [] : [counted(rows, 'fila')]),
    ...(bytes === null ? [] : [sizeText(bytes)]),
    key.length === 0 ? 'sin clave' : `clave ${key.join(', ')}`,
  ];
  const lines = columns.map(({ name: column, declared, nullable }) => [
    column,
    declared,
    nullable ? 'puede faltar' : '',
  ]);
  return `${name} (${facts.join('; ')})\n${textTable([{ title: 'columna' }, { title: 'tipo' }, { title: '' }], lines)}`;
}

function sizeText(bytes: number): string {
  const megabytes = bytes / 2 ** 20;
  return megabytes < 1 ? `${String(Math.ceil(bytes / 1024))} KB` : `${megabytes.toFixed(1)} MB`;
}
