import type { Title, TitledRegion } from '../../file-format.ts';
import { refusal } from './refusal.ts';

/** How far down the titles are looked for. */
const HEADING_ROWS = 40;
/** The most rows that titles take. */
const DEEPEST = 3;
/** Rows that `findTitles` looks at. */
export const ROWS_LOOKED_AT = HEADING_ROWS + DEEPEST;

export interface FoundTitles {
  /** Places of the first title row, and of the first row below the titles. */
  readonly top: number;
  readonly below: number;
  /** A name per column: the declaration's where it names the column, else as the file writes it. */
  readonly names: readonly string[];
  /** Columns that the file might have had. */
  readonly lacking: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** A region of which the titles are declared. */
interface Region extends Omit<TitledRegion, 'titles'> {
  readonly titles: readonly Title[];
}

/** Finds the titles of a report among its rows, given as texts; a file without them is refused. */
export function findTitles(file: string, rows: readonly (readonly string[])[], region: Region): FoundTitles {
  const found = titlesIn(rows, region);
  if (!found) throw refusal(file, null, whyNone(rows, region));
  return { ...found, attributes: attributesOf(file, rows.slice(0, found.top), region.heading) };
}

/** The same, without a word about where there are none. */
export function titlesIn(
  rows: readonly (readonly string[])[],
  { titles, optional = [], titleRows = [1] }: Region,
): Omit<FoundTitles, 'attributes'> | null {
  const [required, others] = [titles.map(spelled), optional.map(spelled)];
  const named = [...required, ...others];
  for (let top = 0; top < Math.min(rows.length, HEADING_ROWS); top += 1) {
    for (const depth of titleRows) {
      const written = joined(rows.slice(top, top + depth));
      const compared = written.map(comparable);
      if (!required.every(({ fits }) => compared.some(fits))) continue;
      return {
        top,
        below: top + depth,
        names: written.map((text, at) => named.find(({ fits }) => fits(compared[at] ?? ''))?.name ?? text),
        lacking: others.filter(({ fits }) => !compared.some(fits)).map(({ name }) => name),
      };
    }
  }
  return null;
}

/** Titles over several rows as one each. A merged cell is written once, over the first of its columns. */
function joined(rows: readonly (readonly string[])[]): readonly string[] {
  const width = Math.max(0, ...rows.map(({ length }) => length));
  const last = rows.length - 1;
  const above: string[] = rows.map(() => '');
  return Array.from({ length: width }, (_, column) => {
    const own = rows.map((row) => (row[column] ?? '').trim());
    if (own.every((part) => part === '')) return '';
    const parts = own.map((written, depth) => {
      if (depth === last) return written;
      // What stood under the group to the left says nothing under this one.
      if (written !== '') above.fill('', depth).splice(depth, 1, written);
      return above[depth] ?? '';
    });
    return parts.filter((part) => part !== '').join(' / ');
  });
}

interface SpelledTitle {
  readonly name: string;
  /** Of a text as it is compared. */
  readonly fits: (compared: string) => boolean;
}

function spelled(title: Title): SpelledTitle {
  const [name, ...others] = typeof title === 'string' ? [title] : title;
  const patterns = [name, ...others].map((spelling) => {
    const parts = comparable(spelling)
      .split('*')
      .map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, String.raw`\$&`));
    return new RegExp(`^${parts.join('.*')}$`, 'su');
  });
  return {
    name: name.trim(),
    fits: (compared) => patterns.some((pattern) => pattern.test(compared)),
  };
}

function comparable(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

function whyNone(rows: readonly (readonly string[])[], { titles, titleRows = [1] }: Region): string {
  const head = rows.slice(0, HEADING_ROWS);
  const compared = head.flatMap((_, top) =>
    titleRows.flatMap((depth) => joined(rows.slice(top, top + depth)).map(comparable)),
  );
  const missing = titles.map(spelled).filter(({ fits }) => !compared.some(fits));
  const detail =
    missing.length === 0 ? 'están en filas distintas' : `faltan ${missing.map(({ name }) => name).join(', ')}`;
  return `ninguna de las primeras ${String(HEADING_ROWS)} filas tiene todos los títulos que se esperan: ${detail}`;
}

/** Each expression with named groups, in the first cell above the titles that it fits. */
function attributesOf(
  file: string,
  above: readonly (readonly string[])[],
  heading: readonly string[],
): Readonly<Record<string, string>> {
  const texts = above.flat().filter((text) => text !== '');
  const attributes: Record<string, string> = {};
  for (const source of heading) {
    const expression = new RegExp(source, 'u');
    const groups = texts.map((text) => expression.exec(text)?.groups).find((found) => found !== undefined);
    if (!groups)
      throw refusal(file, null, `ninguna celda del encabezado dice lo que la fuente busca en él (${source})`);
    for (const [name, value] of Object.entries<string | undefined>(groups)) attributes[name] = (value ?? '').trim();
  }
  return attributes;
}
