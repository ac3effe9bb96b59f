import { addDays } from './town/calendar.ts';

import type { Banco, Concepto, Pago, Persona, Town } from './town/town.ts';

/** What the systems wrote down of the collection, open to be spoilt by the planted defects. */
export interface Books {
  readonly town: Town;
  readonly files: BankFile[];
  readonly registros: Registro[];
  readonly propietarios: Propietario[];
}

export interface BankLine {
  /** What the payer's reference says: the number of a factura, as a rule. */
  referencia: string;
  valor: number;
  readonly medio: string;
  readonly secuencia: number;
  /** The payment behind it; null where nobody knows what was paid. */
  pago: Pago | null;
}

/** One day of one bank. */
export interface BankFile {
  readonly banco: Banco;
  readonly fecha: string;
  readonly fechaArchivo: string;
  modificador: string;
  lines: BankLine[];
  /** Left in the drop folder. */
  delivered: boolean;
  /** A later file of the same day stands for it: no system took it. */
  readonly superseded: boolean;
  /** What Hassql made of the lot besides applying its payments; `aplicado` is what it summed up when it loaded the file. */
  readonly lote: { aplicado: number; dobles: number; ajustes: number };
}

/** A row of Hassql's PAGOS with its concepts. */
export interface Registro {
  readonly pago: Pago | null;
  vigencia: number;
  recibo: string;
  readonly file: BankFile | null;
  readonly secuencia: number | null;
  fecha: string;
  readonly abono: string | null;
  readonly factura: string;
  readonly predio: Pago['factura']['predio'];
  readonly medio: string;
  valor: number;
  readonly origen: 'A' | 'M';
  anulado: boolean;
  conceptos: RegistroConcepto[];
}

export interface RegistroConcepto {
  readonly vigencia: number;
  readonly concepto: Concepto;
  valor: number;
}

export interface Propietario {
  readonly persona: Persona;
  dv: string | null;
}

/** Each file holds one lot. */
export const LOTE = '0001';

/** The books as they should be: each payment in its bank's file of the day, and registered. */
export function openBooks(town: Town): Books {
  const files: BankFile[] = [];
  const registros: Registro[] = [];
  const byDay = Map.groupBy(town.pagos, ({ fecha, banco }) => `${fecha} ${banco.codigo}`);
  for (const pagos of byDay.values()) {
    const file = openFile(pagos);
    files.push(file);
    for (const [index, pago] of pagos.entries()) registros.push(registered(pago, file, index + 1));
  }
  return { town, files, registros, propietarios: town.personas.map((persona) => ({ persona, dv: persona.dv })) };
}

function openFile(pagos: readonly Pago[]): BankFile {
  const [first] = pagos as [Pago];
  return {
    banco: first.banco,
    fecha: first.fecha,
    fechaArchivo: addDays(first.fecha, 1),
    modificador: 'A',
    lines: pagos.map((pago, index) => ({
      referencia: pago.factura.numero,
      valor: pago.valor,
      medio: pago.medio,
      secuencia: index + 1,
      pago,
    })),
    delivered: true,
    superseded: false,
    lote: { aplicado: pagos.reduce((sum, { valor }) => sum + valor, 0), dobles: 0, ajustes: 0 },
  };
}

function registered(pago: Pago, file: BankFile, secuencia: number): Registro {
  return {
    pago,
    vigencia: pago.vigencia,
    recibo: pago.recibo,
    file,
    secuencia,
    fecha: pago.fecha,
    abono: pago.abono,
    factura: pago.factura.numero,
    predio: pago.factura.predio,
    medio: pago.medio,
    valor: pago.valor,
    origen: 'A',
    anulado: false,
    conceptos: conceptosOf(pago),
  };
}

/** The payment by vigencia and concept. */
export function conceptosOf({ deudas }: Pick<Pago, 'deudas'>): RegistroConcepto[] {
  return deudas.flatMap(({ vigencia, valores }) =>
    Object.entries(valores).map(([concepto, valor]) => ({ vigencia, concepto: concepto as Concepto, valor })),
  );
}

export function totalOfLines(lines: readonly BankLine[]): number {
  return lines.reduce((sum, { valor }) => sum + valor, 0);
}

/** `secuencia` as a record 06 bears it. */
export function secuenciaText(secuencia: number): string {
  return String(secuencia).padStart(7, '0');
}

/** `REC_007_20260331_A.TXT`. */
export function bankFileName({ banco, fecha, modificador }: BankFile): string {
  return `REC_${banco.codigo}_${fecha.replaceAll('-', '')}_${modificador}.TXT`;
}
