/** Fields of the files that tests write; all of them invented. */
interface Fields {
  readonly nit: string;
  readonly fecha: string;
  readonly banco: string;
  readonly cuenta: string;
  readonly fechaArchivo: string;
  readonly hora: string;
  readonly modificador: string;
}

export interface Detail {
  readonly referencia?: string;
  readonly centavos: number | string;
  readonly secuencia?: string;
  readonly causal?: string;
}

const defaults: Fields = {
  nit: '9000000001',
  fecha: '20250301',
  banco: '007',
  cuenta: '00000000000000123',
  fechaArchivo: '20250302',
  hora: '0815',
  modificador: 'A',
};

const padded = (record: string): string => record.padEnd(162, ' ');

export const header = (fields: Partial<Fields> = {}): string => {
  const { nit, fecha, banco, cuenta, fechaArchivo, hora, modificador } = { ...defaults, ...fields };
  return padded(`01${nit}${fecha}${banco}${cuenta}${fechaArchivo}${hora}${modificador}01`);
};

export const lotHeader = (lot = 1): string => padded(`057709990000001${digits(lot, 4)}`);

export const detail = ({ referencia = '1', centavos, secuencia = '1', causal = '000' }: Detail): string =>
  padded(
    `06${referencia.padStart(48, '0')}${digits(centavos, 14)}01010000000000000070101${digits(secuencia, 7)}${causal}`,
  );

export const lotControl = (records: number, centavos: number | string, lot = 1): string =>
  padded(`08${digits(records, 9)}${digits(centavos, 18)}${digits(lot, 4)}`);

export const fileControl = (records: number, centavos: number | string): string =>
  padded(`09${digits(records, 9)}${digits(centavos, 18)}`);

/** A good file of one lot. */
export function oneLot(details: readonly Detail[], fields: Partial<Fields> = {}): readonly string[] {
  const total = details.reduce((sum, { centavos }) => sum + BigInt(centavos), 0n).toString();
  return [
    header(fields),
    lotHeader(),
    ...details.map(detail),
    lotControl(details.length, total),
    fileControl(details.length, total),
  ];
}

/** Lines as banks end them. */
export function bankFile(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'latin1');
}

function digits(value: number | string, width: number): string {
  return String(value).padStart(width, '0');
}
