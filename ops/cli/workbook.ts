import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { IntegrationError } from '../../schemas/errors.ts';
import type { TextRows } from '../../pipelines/database/database.ts';

/** The grid of Excel 2007 and later, the row of titles among its rows, and what one cell holds. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const MOST_CHARACTERS = 32_767;
/** Digits that Excel keeps of a number; of more it makes zeros. */
const MOST_DIGITS = 15;

/** Archives count years from 1980: the same answer is the same file. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * A workbook of one sheet (ECMA-376), a piece per page, so that its size does not matter. Numbers of up to 15 digits are
 * numbers, as exact as they were; longer ones, and everything else, are text, and no text is a formula. QUERY_REFUSED where
 * the answer is larger than a sheet.
 */
export async function* asWorkbook(answer: TextRows): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, xml] of Object.entries(PARTS)) zip.addBuffer(Buffer.from(xml), name, { mtime: NO_TIME });
  const sheet = Readable.from(sheetXml(answer), { objectMode: false });
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', { mtime: NO_TIME });
  zip.end();
  const output = zip.outputStream.pipe(new PassThrough());
  // Else an answer that breaks off would leave the archive waiting for the rest of its sheet.
  sheet.once('error', (error) => output.destroy(error));
  try {
    for await (const chunk of output) yield chunk as Uint8Array;
  } finally {
    sheet.destroy();
  }
}

async function* sheetXml({ columns, numbers, rows }: TextRows): AsyncGenerator<string> {
  if (columns.length > MOST_COLUMNS) throw tooLarge(`tiene ${String(columns.length)} columnas`);
  const letters = columns.map((_, index) => lettersOf(index + 1));
  yield `${HEAD}<sheetData>${rowXml(columns, [], letters, 1)}`;
  let count = 1;
  for await (const page of rows) {
    const first = count + 1;
    count += page.length;
    if (count > MOST_ROWS) throw tooLarge(`tiene más de ${String(MOST_ROWS - 1)} filas`);
    yield page.map((row, index) => rowXml(row, numbers, letters, first + index)).join('');
  }
  yield '</sheetData></worksheet>';
}

/** A, B … Z, AA … XFD. */
function lettersOf(column: number): string {
  const rest = (column - 1) % 26;
  const before = (column - 1 - rest) / 26;
  return (before === 0 ? '' : lettersOf(before)) + String.fromCharCode(65 + rest);
}

function rowXml(
  cells: readonly (string | null)[],
  numbers: readonly boolean[],
  letters: readonly string[],
  row: number,
): string {
  const written = cells.map((cell, index) => {
    const place = `${letters[index] ?? ''}${String(row)}`;
    return cellXml(place, cell, numbers[index] === true);
  });
  return `<row r="${String(row)}">${written.join('')}</row>`;
}

function cellXml(place: string, cell: string | null, isNumber: boolean): string {
  if (cell === null || cell === '') return '';
  if (isNumber && isKept(cell)) return `<c r="${place}"${MONEY.test(cell) ? ' s="1"' : ''}><v>${cell}</v></c>`;
  if (cell.length > MOST_CHARACTERS) throw tooLarge(`tiene una celda de ${String(cell.length)} caracteres`);
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

const MONEY = /\.\d\d$/;

/** Zeros at either end are no digits that could be lost. */
function isKept(text: string): boolean {
  if (!/^-?\d{1,30}(?:\.\d{1,30})?$/.test(text)) return false;
  return text.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length <= MOST_DIGITS;
}

/** Characters that XML has no place for are written by their code, and so is what would look like one (ST_Xstring). */
function escaped(text: string): string {
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/[\0-\x08\x0b-\x1f\ufffe\uffff]/g, (character) => {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      return `_x${code}_`;
    })
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function tooLarge(what: string): IntegrationError {
  return new IntegrationError(
    'QUERY_REFUSED',
    `La respuesta ${what} y una hoja de Excel no admite tanto; pida menos, o use --format csv.`,
  );
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const RELATIONS = 'application/vnd.openxmlformats-package.relationships+xml';

const HEAD = `${DECLARATION}<worksheet xmlns="${MAIN}">`;

const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="${RELATIONS}"/>` +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${CONTENT}.worksheet+xml"/></Types>`,
  '_rels/.rels':
    `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">` +
    `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml':
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">` +
    '<sheets><sheet name="Consulta" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">` +
    `<Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
    `<Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  // Style 1, for amounts: format 4 of those that every workbook has, `#,##0.00`.
  'xl/styles.xml':
    `${DECLARATION}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
    '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>',
};
