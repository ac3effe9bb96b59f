import { billTown } from './billing.ts';
import { yearOfDay } from './calendar.ts';
import { inventPeople } from './people.ts';
import { inventPredios } from './predios.ts';
import { openRandom } from './random.ts';
import type { Town } from './town.ts';

const VIGENCIAS = 3;

export interface TownOptions {
  readonly seed: number;
  readonly predios: number;
  /** The day on which the fiction stands still. */
  readonly today: string;
}

/** What truly happened in the municipality; whatever its systems make of it comes after. */
export function inventTown({ seed, predios: count, today }: TownOptions): Town {
  const random = openRandom(`libro-unico/${String(seed)}`);
  const last = yearOfDay(today);
  const vigencias = Array.from({ length: VIGENCIAS }, (_, index) => last - VIGENCIAS + 1 + index);
  const personas = inventPeople(random.branch('personas'), count + Math.ceil(count / 10));
  const predios = inventPredios(random.branch('predios'), count, personas, vigencias);
  const billed = billTown(random.branch('cobro'), predios, vigencias, today);
  return { today, vigencias, personas, predios, ...billed };
}
