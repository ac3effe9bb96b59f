import { refusal } from './refusal.ts';

/** What the file's name says of it: itself, and the named groups of the declared expression; one that it does not fit is refused. */
export function attributesOfName(file: string, expression: string | undefined): Readonly<Record<string, string>> {
  if (expression === undefined) return { archivo: file };
  const match = new RegExp(expression, 'u').exec(file);
  if (!match) throw refusal(file, null, `su nombre no es como lo declara la fuente (${expression})`);
  const named = Object.entries<string | undefined>(match.groups ?? {}).map(
    ([name, value]) => [name, value ?? ''] as const,
  );
  return { archivo: file, ...Object.fromEntries(named) };
}
