import { chip } from './sources/chip.ts';
import { contraloria } from './sources/contraloria.ts';
import { dispersionNomina } from './sources/dispersion-nomina.ts';
import { hassql } from './sources/hassql.ts';
import { igac, igacNpn } from './sources/igac.ts';
import { pct } from './sources/pct.ts';
import { pila } from './sources/pila.ts';
import { pse } from './sources/pse.ts';
import { recaudoBancario } from './sources/recaudo-bancario.ts';
import { soporteLogico } from './sources/soporte-logico.ts';

/** Every source of the product, by the name that a site's configuration uses. */
export const sources = {
  chip,
  contraloria,
  dispersionNomina,
  hassql,
  igac,
  igacNpn,
  pct,
  pila,
  pse,
  recaudoBancario,
  soporteLogico,
};
