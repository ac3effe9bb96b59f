import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { IntegrationError } from '../../../schemas/errors.ts';
import type { XlsFormat } from '../../file-format.ts';
import type { FileContents } from './opened-file.ts';
import { refusal } from './refusal.ts';
import { workbookContents } from './sheet.ts';
import type { Sheets } from './sheet.ts';
import type { XlsAnswer } from './xls-answer.ts';

/** What a hostile file may cost at most. A sheet of 65,536 rows, the largest there is, takes a fifth of it. */
export interface XlsLimits {
  readonly seconds: number;
  readonly heapMb: number;
  readonly answerBytes: number;
}
const LIMITS: XlsLimits = { seconds: 120, heapMb: 768, answerBytes: 384 * 1024 * 1024 };

const SIGNATURE = 0xd0cf11e0;

/** Reads a workbook of Excel 97 to 2003, in a process of its own that can be ended, sees no environment and writes nothing. */
export async function parseXls(
  file: string,
  content: Uint8Array,
  format: XlsFormat,
  signal: AbortSignal,
  limits: XlsLimits = LIMITS,
): Promise<FileContents> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.length < 4 || bytes.readUInt32BE(0) !== SIGNATURE) {
    throw refusal(file, null, `no es un libro .xls sino ${kindOf(bytes)}; guárdelo como libro de Excel`);
  }
  return workbookContents(file, await sheetsOf(file, bytes, signal, limits), format);
}

/** Programs give the name of one kind to files of another. */
function kindOf(bytes: Buffer): string {
  const start = bytes.subarray(0, 512).toString('latin1').trimStart().toLowerCase();
  if (start.startsWith('pk\u0003\u0004')) return 'uno .xlsx o un archivo comprimido';
  return start.startsWith('<') ? 'una página (HTML o XML) con ese nombre' : 'un archivo de otra clase';
}

async function sheetsOf(file: string, bytes: Buffer, signal: AbortSignal, limits: XlsLimits): Promise<Sheets> {
  const text = await answerOf(file, bytes, signal, limits);
  const answer = JSON.parse(text) as XlsAnswer;
  if ('refused' in answer) throw refusal(file, null, answer.refused);
  return answer.sheets;
}

interface Ending {
  readonly code: number | null;
  readonly killed: NodeJS.Signals | null;
}

function startReader({ heapMb }: XlsLimits, signal: AbortSignal): ChildProcess {
  return fork(new URL('./xls.child.ts', import.meta.url), {
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    // It may read its own modules: it writes no file and starts no process.
    execArgv: [
      `--max-old-space-size=${String(heapMb)}`,
      '--permission',
      `--allow-fs-read=${fileURLToPath(new URL('../../../', import.meta.url))}*`,
    ],
    env: {},
    signal,
    killSignal: 'SIGKILL',
  });
}

async function answerOf(file: string, bytes: Buffer, signal: AbortSignal, limits: XlsLimits): Promise<string> {
  const late = AbortSignal.timeout(limits.seconds * 1000);
  const child = startReader(limits, AbortSignal.any([signal, late]));
  const ended = new Promise<Ending>((resolve) => {
    child.once('close', (code, killed) => {
      resolve({ code, killed });
    });
    // What was ended by a signal closes afterwards; what never started does not.
    child.once('error', () => {
      if (child.pid === undefined) resolve({ code: null, killed: null });
    });
  });
  child.stdin?.on('error', () => undefined).end(bytes);
  const [out, words] = await Promise.all([
    textOf(child.stdout, limits.answerBytes, () => child.kill('SIGKILL')),
    textOf(child.stderr, 100_000, () => undefined),
  ]);
  const { code, killed } = await ended;
  signal.throwIfAborted();
  if (code === 0 && out !== null) return out;
  if (late.aborted)
    throw refusal(file, null, `no se pudo leer en ${String(limits.seconds)} segundos; guárdelo como .xlsx`);
  if (out === null || killed !== null || words?.includes('heap out of memory') === true) {
    throw refusal(
      file,
      null,
      `leerlo pide más memoria que la admitida (${String(limits.heapMb)} MB); guárdelo como .xlsx`,
    );
  }
  throw readerFailed(file, code, words ?? '');
}

function readerFailed(file: string, code: number | null, words: string): IntegrationError {
  return new IntegrationError(
    'UNEXPECTED',
    `El lector de libros .xls terminó con el código ${String(code)} al leer ${file}.`,
    { context: { file, words: words.slice(-2000) } },
  );
}

/** All that comes, or null when it is more than may come. */
async function textOf(stream: Readable | null, most: number, tooMuch: () => void): Promise<string | null> {
  const chunks: Buffer[] = [];
  let left = most;
  for await (const chunk of stream ?? []) {
    left -= (chunk as Buffer).length;
    if (left < 0) {
      tooMuch();
      stream?.resume();
      return null;
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}
