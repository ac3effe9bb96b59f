import type { FileFormat, OneOfFormat } from '../../file-format.ts';
import { refusal } from './refusal.ts';

type Kind = FileFormat['kind'];

/** The format that the file's first bytes are of. */
export function formatOf(file: string, content: Uint8Array, { formats }: OneOfFormat): OneOfFormat['formats'][number] {
  const kind = workbookKind(content);
  const found = formats.find((format) => (kind === null ? !isWorkbook(format.kind) : format.kind === kind));
  if (found) return found;
  const declared = formats.map((format) => format.kind).join(', ');
  throw refusal(
    file,
    null,
    `${kind === null ? 'no es un libro de Excel' : `es un libro .${kind}`} y se espera ${declared}`,
  );
}

function workbookKind([first, second]: Uint8Array): 'xls' | 'xlsx' | null {
  if (first === 0xd0 && second === 0xcf) return 'xls';
  return first === 0x50 && second === 0x4b ? 'xlsx' : null;
}

function isWorkbook(kind: Kind): boolean {
  return kind === 'xls' || kind === 'xlsx';
}
