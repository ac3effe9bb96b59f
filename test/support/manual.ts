import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../ops/manual');

/** A page of the manual, for tests that do what it says. */
export class ManualPage {
  readonly text: string;

  constructor(name: string) {
    this.text = readFileSync(join(folder, name), 'utf8');
  }

  /** The one block of code in that language that holds the text. */
  block(language: string, holding: string): string {
    const blocks = [...this.text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, name]) => name === language);
    const found = blocks.map(([, , code = '']) => code).filter((code) => code.includes(holding));
    const [only, another] = found;
    if (only === undefined || another !== undefined) {
      throw new Error(`the manual has ${String(found.length)} blocks of ${language} with «${holding}»`);
    }
    return only;
  }

  /** The names in backquotes in the first column of the table that has this title there. */
  names(title: string): readonly string[] {
    const lines = this.text.split('\n');
    const from = lines.findIndex((line) => line.startsWith(`| ${title} `));
    const rest = lines.slice(from + 2);
    const rows = rest.slice(
      0,
      rest.findIndex((line) => !line.startsWith('|')),
    );
    return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  }
}
