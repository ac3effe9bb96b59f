import { refusal } from './refusal.ts';

/**
 * What the file's name says of it: itself, and the named groups of the declared expression; one that it does not fit is
 * refused. The name is that in the folder, or in the archive that holds the file.
 */
export function attributesOfName(file: string, expression: string | undefined): Readonly<Record<string, string>> {
  const archivo = file.slice(file.lastIndexOf('/') + 1);
  if (expression === undefined) return { archivo };
  const match = new RegExp(expression, 'u').exec(archivo);
  if (!match) throw refusal(file, null, `su nombre no es como lo declara la fuente (${expression})`);
  const named = Object.entries<string | undefined>(match.groups ?? {}).map(
    ([name, value]) => [name, value ?? ''] as const,
  );
  return { archivo, ...Object.fromEntries(named) };
}
