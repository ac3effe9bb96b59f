import { inventAddress } from './people.ts';
import type { Random } from './random.ts';
import type { Persona, Predio, Titular, Zona } from './town.ts';

/** DIVIPOLA of the invented municipality: Cundinamarca has no 999. */
export const DIVIPOLA = '25999';
/** Círculo registral of the invented municipality. */
const CIRCULO = '999';

/** Predios with one to three owners each; the last hundredth appears in the course of the vigencias. */
export function inventPredios(
  random: Random,
  count: number,
  personas: readonly Persona[],
  vigencias: readonly number[],
): readonly Predio[] {
  return Array.from({ length: count }, (_, index) => inventPredio(random, index, count, personas, vigencias));
}

function inventPredio(
  random: Random,
  index: number,
  count: number,
  personas: readonly Persona[],
  vigencias: readonly number[],
): Predio {
  const zona: Zona = random.chance(60) ? 'urbana' : 'rural';
  const destino = destinoOf(random, zona);
  const isBuilt = destino !== 'R';
  const areaTerreno = zona === 'urbana' ? random.between(60, 600) : random.between(1_000, 80_000);
  const first = 1000 * (zona === 'urbana' ? random.between(15_000, 180_000) : random.between(20_000, 300_000));
  const desde = index >= count * 0.99 ? random.pick(vigencias) : (vigencias[0] ?? 0);
  return {
    ...codesOf(zona, index),
    matricula: `${CIRCULO}-${String(10_001 + index)}`,
    direccion: zona === 'urbana' ? inventAddress(random) : `VEREDA INVENTADA LOTE ${String(index + 1)}`,
    zona,
    destino,
    estrato: zona === 'urbana' && isBuilt ? random.between(1, 5) : null,
    areaTerreno,
    areaConstruida: isBuilt ? Math.min(areaTerreno, random.between(40, 300)) : 0,
    tarifa: tarifaOf(destino, first),
    titulares: inventTitulares(random, index, personas),
    desde,
    avaluo: new Map(vigencias.map((vigencia, year) => [vigencia, grown(first, year)])),
    costumbre: costumbreOf(random),
  };
}

function codesOf(zona: Zona, index: number): { readonly codigo: string; readonly npn: string } {
  const place = DIVIPOLA + (zona === 'urbana' ? '01' : '00');
  const manzana = String(1 + Math.floor(index / 50)).padStart(4, '0');
  const terreno = String(1 + (index % 50)).padStart(4, '0');
  return { codigo: `${place}00${manzana}${terreno}000`, npn: `${place}000000${manzana}${terreno}000000000` };
}

/** Letters of Res. IGAC 70/2011: A habitacional, C comercial, D agropecuario, R lote. */
function destinoOf(random: Random, zona: Zona): string {
  return random.pick(zona === 'urbana' ? ['A', 'A', 'A', 'A', 'A', 'C', 'C', 'R'] : ['D', 'D', 'D', 'A', 'R']);
}

function tarifaOf(destino: string, avaluo: number): number {
  if (destino === 'R') return 160;
  if (destino === 'C') return 90;
  return avaluo > 100_000_000 ? 75 : 60;
}

/** Four in a hundred each year, to the thousand. */
function grown(first: number, years: number): number {
  return Math.round((first * (100 + 4 * years)) / 100_000) * 1000;
}

function inventTitulares(random: Random, index: number, personas: readonly Persona[]): readonly Titular[] {
  const owners = random.chance(80) ? 1 : random.between(2, 3);
  const last = personas.length;
  return Array.from({ length: owners }, (_, order) => ({
    orden: String(order + 1).padStart(3, '0'),
    persona: personas[(index + order * 7) % last] ?? random.pick(personas),
    porcentaje: order === 0 ? 100 - Math.floor(100 / owners) * (owners - 1) : Math.floor(100 / owners),
  }));
}

function costumbreOf(random: Random): Predio['costumbre'] {
  const draw = random.below(100);
  return draw < 76 ? 'puntual' : draw < 88 ? 'tardío' : 'moroso';
}
