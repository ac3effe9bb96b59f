/**
 * A uniqueidentifier is kept as hexadecimal text in the order in which SQL Server compares its bytes: the last six,
 * then the two before, then each earlier group (System.Data.SqlTypes.SqlGuid, "x_rgiGuidOrder").
 */
export type GuidText = string;

const ORDER = [10, 11, 12, 13, 14, 15, 8, 9, 6, 7, 4, 5, 0, 1, 2, 3];

export function guidFromBytes(bytes: Uint8Array): GuidText {
  return Buffer.from(ORDER.map((place) => bytes[place] ?? 0)).toString('hex');
}

export function guidBytes(stored: GuidText): Buffer {
  const ordered = Buffer.from(stored, 'hex');
  const bytes = Buffer.alloc(16);
  ORDER.forEach((place, index) => {
    bytes[place] = ordered[index] ?? 0;
  });
  return bytes;
}

/** Null when the text is none. */
export function guidFromText(text: string): GuidText | null {
  const match = /^\{?([\da-f]{8})-([\da-f]{4})-([\da-f]{4})-([\da-f]{4})-([\da-f]{12})/i.exec(text);
  if (match === null) return null;
  const [, first = '', second = '', third = '', fourth = '', last = ''] = match;
  const little = [first, second, third].map((group) => Buffer.from(group, 'hex').reverse());
  return guidFromBytes(Buffer.concat([...little, Buffer.from(fourth + last, 'hex')]));
}

export function guidText(stored: GuidText): string {
  const bytes = guidBytes(stored);
  const group = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).reverse().toString('hex');
  const rest = bytes.subarray(8).toString('hex');
  return `${group(0, 4)}-${group(4, 6)}-${group(6, 8)}-${rest.slice(0, 4)}-${rest.slice(4)}`.toUpperCase();
}
