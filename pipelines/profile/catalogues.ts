import { readFile } from 'node:fs/promises';

/** Published codes that a column's content is held against. */
export interface Catalogues {
  /** Accounts of the Catálogo General de Cuentas, digits without dots. */
  readonly cgc: ReadonlySet<string>;
  /** Budget codes of the CCPET, dotted. */
  readonly ccpet: ReadonlySet<string>;
}

/** Reads the catalogues that the product carries; where they come from is in `catalogues/SOURCE.md`. */
export async function readCatalogues(): Promise<Catalogues> {
  const [cgc, ccpet] = await Promise.all(['cgc', 'ccpet'].map(codesOf));
  return { cgc: cgc ?? new Set(), ccpet: ccpet ?? new Set() };
}

async function codesOf(name: string): Promise<ReadonlySet<string>> {
  const text = await readFile(new URL(`./catalogues/${name}.txt`, import.meta.url), 'utf8');
  return new Set(text.split('\n').filter((line) => line !== ''));
}
