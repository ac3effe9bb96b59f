import { IntegrationError } from '../../schemas/errors.ts';
import { StatementError } from './database.ts';

const CURSOR_WORDS = ['SELECT', 'WITH', 'VALUES', 'TABLE'];
const DIRECT_WORDS = ['EXPLAIN', 'SHOW'];

/** How a query that only reads is run: through a cursor, or as it is (EXPLAIN and SHOW give little). */
export type Reading = 'cursor' | 'direct';

function afterBlockComment(text: string, start: number): number {
  let depth = 0;
  // PostgreSQL's block comments nest (documentation, 4.1.5).
  for (const mark of text.slice(start).matchAll(/\/\*|\*\//g)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return start + mark.index + 2;
  }
  return text.length;
}

function firstWord(text: string): string {
  let at = 0;
  for (;;) {
    at += /^[\s(;]*/.exec(text.slice(at))?.[0].length ?? 0;
    if (text.startsWith('--', at)) at += /^[^\n\r]*/.exec(text.slice(at))?.[0].length ?? 0;
    else if (text.startsWith('/*', at)) at = afterBlockComment(text, at);
    else return (/^[a-z]+/i.exec(text.slice(at))?.[0] ?? '').toUpperCase();
  }
}

/** QUERY_REFUSED unless the text begins as a query; that it is one and only reads, the server sees to. */
export function readingOf(text: string): Reading {
  const word = firstWord(text);
  if (CURSOR_WORDS.includes(word)) return 'cursor';
  if (DIRECT_WORDS.includes(word)) return 'direct';
  const begins = word === '' ? 'está vacía o no empieza con una palabra' : `empieza con ${word}`;
  throw new IntegrationError(
    'QUERY_REFUSED',
    `La consulta ${begins}; aquí sólo se lee: empiece con ${[...CURSOR_WORDS, ...DIRECT_WORDS].join(', ')}.`,
  );
}

const hints: Readonly<Record<string, string>> = {
  '25006': 'Aquí sólo se lee: la consulta no puede escribir.',
  '0A000': 'Aquí sólo se lee, y una consulta a la vez.',
  '42601': 'Revise la sintaxis; se admite una sola consulta.',
  '42501': 'Quien consulta no tiene permiso sobre eso.',
  '42P01': 'No existe esa tabla o vista; revise su nombre.',
  '42703': 'No existe esa columna; revise su nombre.',
  '42883': 'No existe esa función, o no para esos tipos.',
  '42803': 'Falta una columna en el group by.',
  '22012': 'Se divide por cero.',
  '22P02': 'Hay un valor que no se puede leer como su tipo.',
};

/**
 * A fault of the query that a person gave, in their words; whatever else was thrown stays as it is. Where PostgreSQL says
 * which character of the query it means, `position` says so from 1; `before` characters were put before the query.
 */
export function refusedQuery(thrown: unknown, before: number): unknown {
  if (!(thrown instanceof StatementError)) return thrown;
  // Data exceptions quote the cell that could not be read.
  const said = thrown.dataAtFault ? thrown.message.replace(/"[^"]*"/g, '"…"') : thrown.message;
  const hint = hints[thrown.sqlstate] ?? 'Corrija la consulta.';
  return new IntegrationError(
    'QUERY_REFUSED',
    `La consulta se rechazó: ${said} (SQLSTATE ${thrown.sqlstate}). ${hint}`,
    { cause: thrown, context: { sqlstate: thrown.sqlstate, ...positionOf(thrown.cause, before) } },
  );
}

function positionOf(said: unknown, before: number): { readonly position?: number } {
  const position = said instanceof Error && 'position' in said ? Number(said.position) - before : 0;
  return position >= 1 ? { position } : {};
}
