import { banco } from './sources/banco.ts';
import { chip } from './sources/chip.ts';
import { contraloria } from './sources/contraloria.ts';
import { controlIngresos } from './sources/control-ingresos.ts';
import { dispersionNomina } from './sources/dispersion-nomina.ts';
import { hassql } from './sources/hassql.ts';
import { igac, igacNpn } from './sources/igac.ts';
import { necesidades } from './sources/necesidades.ts';
import { pctInformes } from './sources/pct-informes.ts';
import { pct } from './sources/pct.ts';
import { pila } from './sources/pila.ts';
import { plusvalia } from './sources/plusvalia.ts';
import { pse } from './sources/pse.ts';
import { recaudoBancario } from './sources/recaudo-bancario.ts';
import { sisben } from './sources/sisben.ts';
import { soporteLogico } from './sources/soporte-logico.ts';

/** Every source of the product, by the name that a site's configuration uses. */
export const sources = {
  banco,
  chip,
  contraloria,
  controlIngresos,
  dispersionNomina,
  hassql,
  igac,
  igacNpn,
  necesidades,
  pct,
  pctInformes,
  pila,
  plusvalia,
  pse,
  recaudoBancario,
  sisben,
  soporteLogico,
};
