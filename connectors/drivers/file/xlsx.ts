import type { XlsxFormat } from '../../file-format.ts';
import { safeWorkbook } from './archive.ts';
import type { FileContents } from './opened-file.ts';
import { refusal } from './refusal.ts';
import { momentOf, workbookContents } from './sheet.ts';
import type { SheetCell, Sheets } from './sheet.ts';

/** Reads a workbook of Excel 2007 or later. */
export async function parseXlsx(file: string, content: Uint8Array, format: XlsxFormat): Promise<FileContents> {
  return workbookContents(file, await sheetsOf(file, content), format);
}

async function sheetsOf(file: string, content: Uint8Array): Promise<Sheets> {
  const archive = safeWorkbook(file, content);
  const { default: readWorkbook } = await import('read-excel-file/node');
  const sheets = await readWorkbook(archive, { trim: false }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refusal(file, null, `no se puede leer como libro .xlsx (${reason})`, cause);
  });
  return Object.fromEntries(
    sheets.map(({ sheet, data }) => [
      sheet,
      // The library gives a `Date` in UTC for a cell with a date style.
      (data as unknown as readonly (readonly (SheetCell | Date)[])[]).map((row) =>
        row.map((cell) => (cell instanceof Date ? momentOf(cell) : cell)),
      ),
    ]),
  );
}
