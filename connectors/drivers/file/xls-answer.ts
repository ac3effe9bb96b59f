import type { Sheets } from './sheet.ts';

/** What the child process says of a workbook: its sheets, or why it does not take it, to be read after "se rechaza entero:". */
export type XlsAnswer = { readonly sheets: Sheets } | { readonly refused: string };
