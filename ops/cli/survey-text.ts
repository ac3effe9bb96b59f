import type { TableSurvey } from '../../connectors/driver.ts';
import type { SourceSurvey } from '../../pipelines/discover.ts';
import { counted, tenths, textTable } from './terminal.ts';

/** What a source's catalogue says, a table after the other. */
export function surveyText({ source, tables, problem }: SourceSurvey): string {
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

/** A number of bytes for a person. */
export function sizeText(bytes: number): string {
  const megabytes = bytes / 2 ** 20;
  return megabytes < 1 ? `${String(Math.ceil(bytes / 1024))} KB` : `${tenths(megabytes)} MB`;
}
