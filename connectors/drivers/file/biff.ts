/** Records of the stream `Workbook`, [MS-XLS] 2.3. */
const BOF = 0x0809;
const EOF = 0x000a;
const FILEPASS = 0x002f;
const BIFF8 = 0x0600;

/**
 * Why the stream is not the whole one of a workbook of Excel 97 to 2003, to be read after "se rechaza entero:"; null where it
 * is. The library that reads it gives what it can of one that was cut, and takes an encrypted one for damaged.
 */
export function biffProblem(stream: Buffer | null): string | null {
  if (stream === null || !isBiff8(stream)) {
    return 'no es un libro de Excel 97 a 2003; ábralo y guárdelo como .xlsx';
  }
  const records = [...recordsOf(stream)];
  if (records.includes(FILEPASS)) return 'tiene contraseña; guárdelo sin contraseña';
  const parts = records.filter((record) => record === BOF || record === EOF);
  // A chart is a part inside of its sheet. What follows the last part is filler up to the end of its sector.
  let open = 0;
  const ends = parts.filter((record) => {
    open += record === BOF ? 1 : -1;
    return open === 0;
  });
  if (open !== 0) return 'está cortado: le falta el final de una hoja';
  return ends.length > 1 ? null : 'está cortado: no tiene ninguna hoja';
}

/** Up to the last whole record. */
function* recordsOf(stream: Buffer): Generator<number> {
  for (let at = 0; at + 4 <= stream.length;) {
    const record = stream.readUInt16LE(at);
    at += 4 + stream.readUInt16LE(at + 2);
    if (at <= stream.length) yield record;
  }
}

function isBiff8(stream: Buffer): boolean {
  return stream.length >= 8 && stream.readUInt16LE(0) === BOF && stream.readUInt16LE(4) === BIFF8;
}
