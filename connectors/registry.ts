import { chip } from './sources/chip.ts';
import { contraloria } from './sources/contraloria.ts';
import { hassql } from './sources/hassql.ts';
import { pct } from './sources/pct.ts';
import { recaudoBancario } from './sources/recaudo-bancario.ts';

/** Every source of the product, by the name that a site's configuration uses. */
export const sources = { chip, contraloria, hassql, pct, recaudoBancario };
