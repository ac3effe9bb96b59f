import { crc32, deflateRawSync } from 'node:zlib';

/** A cell as the sheet's XML has it; a plain text is kept as inline text, a number as a number. */
export type SheetCell = string | number | null | { readonly xml: string };

/** Style 1: a day. Style 2: a day and its time. */
export const dayCell = (serial: number): SheetCell => ({ xml: `s="1"><v>${String(serial)}</v>` });
export const momentCell = (serial: number): SheetCell => ({ xml: `s="2"><v>${String(serial)}</v>` });

const STYLES =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="165" formatCode="yyyy-mm-dd hh:mm"/></numFmts>' +
  '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs></styleSheet>';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook with one sheet per entry. */
export function workbook(sheets: Readonly<Record<string, readonly (readonly SheetCell[])[]>>): Buffer {
  const names = Object.keys(sheets);
  const sheetList = names.map(
    (name, place) => `<sheet name="${name}" sheetId="${String(place + 1)}" r:id="rId${String(place + 1)}"/>`,
  );
  const relations = names.map(
    (_, place) =>
      `<Relationship Id="rId${String(place + 1)}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${String(place + 1)}.xml"/>`,
  );
  const styles = `<Relationship Id="rId99" Type="${RELATIONS}/styles" Target="styles.xml"/>`;
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${RELATIONS}"><sheets>${sheetList.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}${styles}</Relationships>`,
    'xl/styles.xml': STYLES,
  };
  for (const [place, name] of names.entries())
    parts[`xl/worksheets/sheet${String(place + 1)}.xml`] = sheetXml(sheets[name] ?? []);
  return archive(parts);
}

function sheetXml(rows: readonly (readonly SheetCell[])[]): string {
  const body = rows.map((row, place) => {
    const cells = row.map((cell, column) => cellXml(cell, `${String.fromCharCode(65 + column)}${String(place + 1)}`));
    return `<row r="${String(place + 1)}">${cells.join('')}</row>`;
  });
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body.join('')}</sheetData></worksheet>`;
}

function cellXml(cell: SheetCell, place: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${String(cell)}</v></c>`;
  if (typeof cell === 'string') return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${cell}</t></is></c>`;
  return `<c r="${place}" ${cell.xml}</c>`;
}

/** A zip archive of these parts, packed; what is declared of a part may be a lie. */
export function archive(
  parts: Readonly<Record<string, string | Buffer>>,
  lie: { readonly unpacked?: number; readonly crc?: number } = {},
): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content);
    const packed = deflateRawSync(data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(lie.crc ?? crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(lie.unpacked ?? data.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, place, Buffer.from(name));
    const entry = [Buffer.from('PK\u0003\u0004', 'latin1'), common, Buffer.from(name), packed];
    local.push(...entry);
    offset += entry.reduce((bytes, part) => bytes + part.length, 0);
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
