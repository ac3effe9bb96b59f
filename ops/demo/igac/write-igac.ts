import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIVIPOLA } from '../town/predios.ts';
import type { Predio, Titular, Town } from '../town/town.ts';
import { at } from '../town/town.ts';

/**
 * What the cadastral manager hands over each January: of the last vigencia but one R1 and R2 with codes of 20 digits; of the
 * last one R1 with those of 30.
 */
export function writeIgac(folders: { readonly igac: string; readonly npn: string }, town: Town): void {
  const [before, last] = [at(town.vigencias, -2), at(town.vigencias, -1)];
  const files = [
    [folders.igac, 'R1', before, linesOf(town, before, r1)],
    [folders.igac, 'R2', before, linesOf(town, before, r2)],
    [folders.npn, 'R1', last, linesOf(town, last, r1Npn)],
  ] as const;
  for (const [folder, register, vigencia, lines] of files) {
    mkdirSync(folder, { recursive: true });
    const name = `${DIVIPOLA}_${register}_${String(vigencia)}_${String(vigencia)}0110.TXT`;
    writeFileSync(join(folder, name), lines.map((line) => `${line}\r\n`).join(''), 'latin1');
  }
}

type Register = (predio: Predio, titular: Titular, vigencia: number) => string;

function linesOf({ predios }: Town, vigencia: number, register: Register): readonly string[] {
  const registered = predios.filter(({ desde }) => desde <= vigencia);
  return registered.flatMap((predio) => ownersIn(predio, register).map((titular) => register(predio, titular, vigencia)));
}

/** R1 has a line for each owner, R2 one for the predio. */
function ownersIn({ titulares }: Predio, register: Register): readonly Titular[] {
  return register === r2 ? titulares.slice(0, 1) : titulares;
}

function r1(predio: Predio, titular: Titular, vigencia: number): string {
  const total = digits(predio.titulares.length, 3);
  const owner = ownerOf(titular, 33);
  return `${predio.codigo}1${titular.orden}${total}${owner}${predio.direccion.padEnd(34)} ${valuesOf(predio, vigencia, 12)}`;
}

function r1Npn(predio: Predio, titular: Titular, vigencia: number): string {
  const total = digits(predio.titulares.length, 3);
  const owner = ownerOf(titular, 100);
  const values = valuesOf(predio, vigencia, 15);
  return `${predio.npn}1${titular.orden}${total}${owner}${predio.direccion.padEnd(100)} ${values}${predio.codigo.slice(5)}`;
}

/** Name, civil state (which nobody knows), kind of document by its letter, and its number. */
function ownerOf({ persona: { nombre, tipo, numero } }: Titular, width: number): string {
  return `${nombre.padEnd(width)} ${tipo === '31' ? 'N' : 'C'}${numero.padStart(12, '0')}`;
}

/** From the destino to the day since when it all holds. Square metres: the last four digits of the area, hectares before them. */
function valuesOf({ destino, areaTerreno, areaConstruida, avaluo }: Predio, vigencia: number, width: 12 | 15): string {
  const amount = digits(avaluo.get(vigencia) ?? 0, width);
  return `${destino}${digits(areaTerreno, width)}${digits(areaConstruida, 6)}${amount}0101${String(vigencia)}`;
}

function r2({ codigo, matricula, areaTerreno, areaConstruida, estrato }: Predio, _: Titular, vigencia: number): string {
  const zone = `4142${digits(areaTerreno, 10)}`;
  const building = areaConstruida === 0 ? ''.padEnd(19, '0') : `02010001${String(estrato ?? 0)}2850${digits(areaConstruida, 6)}`;
  const none = ''.padEnd(19, '0');
  const zones = `${zone}${''.padEnd(14, '0')}`;
  return `${codigo}2001001  ${matricula.padEnd(18)}${zones}${building}${''.padEnd(9)}${none}${none}0101${String(vigencia)}`;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
