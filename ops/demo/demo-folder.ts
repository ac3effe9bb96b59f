import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { IntegrationError } from '../../schemas/errors.ts';
import { generateDemo } from './generate-demo.ts';
import type { PlantedDefect } from './planted-defect.ts';

/** Raised when the same options come to give other data: a folder made before is then not taken for the same demo. */
const EDITION = 2;
const MARK = 'demo.json';

const markSchema = z.object({
  edicion: z.int(),
  predios: z.int(),
  semilla: z.int(),
  /** Null while the folder is being filled: a demo that was interrupted is begun again. */
  defectos: z.array(z.unknown()).nullable(),
});

export interface DemoOptions {
  readonly predios: number;
  readonly semilla: number;
}

export interface DemoFolder {
  /** Made now, or found as it was left. */
  readonly made: boolean;
  readonly defects: readonly PlantedDefect[];
}

/** The demo in a folder, generated unless it is there. CONFIG_INVALID when the folder holds anything else. */
export function openDemoFolder(folder: string, options: DemoOptions): DemoFolder {
  const mark = join(folder, MARK);
  const known = existsSync(mark) ? readMark(mark) : null;
  if (known === null && existsSync(folder) && readdirSync(folder).length > 0) {
    throw refused(folder, 'tiene otras cosas y no se tocan', 'Diga otra carpeta con --carpeta.');
  }
  if (known !== null && !isSame(known, options)) {
    const { predios, semilla } = known;
    const what = `tiene una demo de ${String(predios)} predios y semilla ${String(semilla)}${known.edicion === EDITION ? '' : ', de otra versión'}`;
    throw refused(folder, what, 'Bórrela, o diga otra carpeta con --carpeta.');
  }
  // What the file holds was written by this program from its own types.
  if (known?.defectos) return { made: false, defects: known.defectos as readonly PlantedDefect[] };
  mkdirSync(folder, { recursive: true });
  writeMark(mark, options, null);
  const { defects } = generateDemo(folder, { seed: options.semilla, predios: options.predios });
  writeMark(mark, options, defects);
  return { made: true, defects };
}

function readMark(mark: string): z.output<typeof markSchema> {
  try {
    return markSchema.parse(JSON.parse(readFileSync(mark, 'utf8')));
  } catch (cause) {
    throw new IntegrationError('CONFIG_INVALID', `${mark} no es de una demo de este programa. Borre la carpeta o diga otra con --carpeta.`, {
      cause,
    });
  }
}

function writeMark(mark: string, options: DemoOptions, defectos: readonly PlantedDefect[] | null): void {
  writeFileSync(mark, `${JSON.stringify({ edicion: EDITION, ...options, defectos }, null, 2)}\n`);
}

function isSame({ edicion, predios, semilla }: z.output<typeof markSchema>, options: DemoOptions): boolean {
  return edicion === EDITION && predios === options.predios && semilla === options.semilla;
}

function refused(folder: string, why: string, what: string): IntegrationError {
  return new IntegrationError('CONFIG_INVALID', `La carpeta ${folder} ${why}. ${what}`);
}
