import { isFecha } from '../../../schemas/scalars/fecha.ts';
import type { Cell, Column, ColumnType } from '../../driver.ts';
import type { AsobancariaFormat } from '../../file-format.ts';
import type { FileContents, FileTable } from './opened-file.ts';
import { refusal } from './refusal.ts';

/** Records of Asobancaria 2001, 162 characters each, `01 (05 06* 08)+ 09`. */
type Kind = '01' | '05' | '06' | '08' | '09';

/** Which records may follow which. */
const follow: Readonly<Record<Kind | 'start', readonly Kind[]>> = {
  start: ['01'],
  '01': ['05'],
  '05': ['06', '08'],
  '06': ['06', '08'],
  '08': ['05', '09'],
  '09': [],
};

/** Up to where a record holds fields that it cannot do without; what follows is filler, which banks leave out at times. */
const shortest: Readonly<Record<Kind, number>> = { '01': 55, '05': 19, '06': 94, '08': 33, '09': 29 };

/** Fields of record 06, at positions as the norm counts them: from 1, both ends included. */
const details = {
  referencia: [3, 50],
  valor: [51, 64],
  procedencia: [65, 66],
  medio: [67, 68],
  operacion: [69, 74],
  autorizacion: [75, 80],
  entidad_debitada: [81, 83],
  sucursal: [84, 87],
  secuencia: [88, 94],
  causal: [95, 97],
} as const;

interface Tally {
  registros: bigint;
  centavos: bigint;
}

interface Lot extends Tally {
  readonly servicio: string;
  readonly numero: string;
}

/** Checks every control of the file; what disagrees refuses the whole of it. */
export function parseAsobancaria(name: string, content: Uint8Array, format: AsobancariaFormat): FileContents {
  const lines = linesOf(content);
  if (lines.length === 0) {
    if (format.empty === 'refused')
      throw refusal(name, null, 'está vacío y la fuente no admite archivos vacíos; pídalo de nuevo al banco');
    // Nothing in it says whose it is: no attributes, no rows.
    return { attributes: {}, tables: tablesOf([], [], []) };
  }
  return new AsobancariaFile(name).read(lines);
}

class AsobancariaFile {
  readonly #name: string;
  readonly #details: Cell[][] = [];
  readonly #lots: Cell[][] = [];
  readonly #total: Tally = { registros: 0n, centavos: 0n };
  #attributes: Readonly<Record<string, string>> = {};
  #closing: Cell[] = [];
  #lot: Lot | null = null;
  #line = 0;
  #text = '';

  constructor(name: string) {
    this.#name = name;
  }

  read(lines: readonly string[]): FileContents {
    let previous: Kind | 'start' = 'start';
    for (const text of lines) {
      this.#line += 1;
      this.#text = text;
      const kind = this.#kindAfter(previous);
      if (text.length < shortest[kind]) {
        this.#refuse(
          `el registro ${kind} tiene ${String(text.length)} caracteres y sus campos llegan al ${String(shortest[kind])}`,
        );
      }
      this.#take(kind);
      previous = kind;
    }
    if (previous !== '09')
      this.#refuse(
        `el archivo termina en un registro ${previous} y se espera el 09: está cortado; pídalo de nuevo al banco`,
      );
    return { attributes: this.#attributes, tables: tablesOf(this.#details, this.#lots, [this.#closing]) };
  }

  #kindAfter(previous: Kind | 'start'): Kind {
    const found = this.#slice(1, 2);
    const kind = follow[previous].find((allowed) => allowed === found);
    if (kind) return kind;
    if (found === '01' && previous !== 'start')
      this.#refuse('empieza otro archivo con un registro 01: son varios archivos unidos; sepárelos');
    if (previous === '09') this.#refuse(`hay un registro '${found}' después del 09, que debe ser el último`);
    return this.#refuse(
      `hay un registro '${found}' y ${previous === 'start' ? 'el primero debe ser' : `después del ${previous} se espera`} ${follow[previous].join(' o ')}`,
    );
  }

  #take(kind: Kind): void {
    switch (kind) {
      case '01':
        this.#attributes = this.#header();
        return;
      case '05':
        this.#lot = {
          servicio: this.#slice(3, 15),
          numero: this.#digits(16, 19, 'número de lote'),
          registros: 0n,
          centavos: 0n,
        };
        return;
      case '06':
        this.#takeDetail();
        return;
      case '08':
        this.#takeLotControl();
        return;
      case '09':
        this.#agree('el archivo', this.#total);
        this.#closing = [Number(this.#total.registros), pesosOf(this.#total.centavos)];
        return;
    }
  }

  #header(): Readonly<Record<string, string>> {
    const modificador = this.#slice(53, 53);
    if (!/^[A-Z0-9]$/.test(modificador))
      this.#refuse(`el modificador es '${modificador}' y se espera una letra de la A a la Z o un dígito`);
    const hora = this.#digits(49, 52, 'hora');
    if (!/^([01]\d|2[0-3])[0-5]\d$/.test(hora)) this.#refuse(`la hora es '${hora}' y se espera HHMM`);
    return {
      nit: this.#digits(3, 12, 'NIT'),
      fecha: this.#day(13, 20, 'fecha de recaudo'),
      banco: this.#digits(21, 23, 'banco'),
      cuenta: this.#slice(24, 40),
      fecha_archivo: this.#day(41, 48, 'fecha del archivo'),
      hora,
      modificador,
      tipo_cuenta: this.#slice(54, 55),
    };
  }

  #takeDetail(): void {
    const lot = this.#openLot();
    const centavos = BigInt(this.#digits(...details.valor, 'valor'));
    lot.registros += 1n;
    lot.centavos += centavos;
    const cells = Object.entries(details).map(([field, [from, to]]) =>
      field === 'valor' ? pesosOf(centavos) : this.#slice(from, to),
    );
    this.#details.push([lot.servicio, lot.numero, ...cells, this.#line]);
  }

  #takeLotControl(): void {
    const lot = this.#openLot();
    const numero = this.#digits(30, 33, 'número de lote');
    if (numero !== lot.numero)
      this.#refuse(`el registro 08 cierra el lote ${numero} y el que está abierto es el ${lot.numero}`);
    this.#agree(`el lote ${lot.numero}`, lot);
    this.#lots.push([lot.servicio, lot.numero, Number(lot.registros), pesosOf(lot.centavos), this.#line]);
    this.#total.registros += lot.registros;
    this.#total.centavos += lot.centavos;
    this.#lot = null;
  }

  /** The control record of this line against what was counted and added. */
  #agree(whole: string, counted: Tally): void {
    const kind = this.#slice(1, 2);
    const registros = BigInt(this.#digits(3, 11, 'número de registros'));
    const centavos = BigInt(this.#digits(12, 29, 'valor total'));
    if (registros !== counted.registros) {
      this.#refuse(
        `el registro ${kind} dice ${String(registros)} registros y ${whole} trae ${String(counted.registros)}`,
      );
    }
    if (centavos !== counted.centavos) {
      this.#refuse(
        `el registro ${kind} dice un total de ${pesosOf(centavos)} y ${whole} suma ${pesosOf(counted.centavos)}`,
      );
    }
  }

  #openLot(): Lot {
    return this.#lot ?? this.#refuse('no hay un lote abierto');
  }

  #slice(from: number, to: number): string {
    return this.#text.slice(from - 1, to);
  }

  #digits(from: number, to: number, field: string): string {
    const found = this.#slice(from, to);
    if (/^\d+$/.test(found) && found.length === to - from + 1) return found;
    return this.#refuse(
      `el campo ${field} (posiciones ${String(from)} a ${String(to)}) trae '${found}' y se esperan ${String(to - from + 1)} dígitos`,
    );
  }

  #day(from: number, to: number, field: string): string {
    const found = this.#digits(from, to, field);
    if (isFecha(`${found.slice(0, 4)}-${found.slice(4, 6)}-${found.slice(6)}`)) return found;
    return this.#refuse(`el campo ${field} trae '${found}' y se espera un día que exista, AAAAMMDD`);
  }

  #refuse(why: string): never {
    throw refusal(this.#name, this.#line, why);
  }
}

/** Blank lines and the end-of-file mark of DOS after the last record are no records. */
function linesOf(content: Uint8Array): readonly string[] {
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1');
  const lines = text.replace(/[\s\x1a]+$/, '').split(/\r?\n/);
  return lines.length === 1 && lines[0] === '' ? [] : lines;
}

function pesosOf(centavos: bigint): string {
  const digits = centavos.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function tablesOf(
  detalle: readonly Cell[][],
  lote: readonly Cell[][],
  archivo: readonly Cell[][],
): Readonly<Record<string, FileTable>> {
  const control = { registros: 'integer', valor: 'decimal' } as const;
  const lot = { servicio: 'text', lote: 'text' } as const;
  const fields = Object.fromEntries(
    Object.keys(details).map((field) => [field, field === 'valor' ? 'decimal' : 'text'] as const),
  );
  return {
    detalle: { columns: columnsOf({ ...lot, ...fields, linea: 'integer' }), rows: detalle },
    lote: { columns: columnsOf({ ...lot, ...control, linea: 'integer' }), rows: lote },
    archivo: { columns: columnsOf(control), rows: archivo },
  };
}

function columnsOf(types: Readonly<Record<string, ColumnType>>): readonly Column[] {
  return Object.entries(types).map(([name, type]) => ({ name, type, declared: 'Asobancaria 2001', nullable: false }));
}
