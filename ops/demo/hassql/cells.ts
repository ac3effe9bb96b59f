import type { SQLInputValue } from 'node:sqlite';
import type { Factura, Persona } from '../town/town.ts';

export type Row = readonly SQLInputValue[];

/** Vigencia, number and emission of a bill. */
export function facturaKey({ vigencia, numero, emision }: Factura): [number, string, string] {
  return [vigencia, numero, String(emision)];
}

/** The kind of document by one letter, and its number. */
export function documentOf({ tipo, numero }: Persona): [string, string] {
  return [tipo === '31' ? 'N' : 'C', numero];
}
