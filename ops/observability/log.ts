import { mkdirSync } from 'node:fs';
import { Writable } from 'node:stream';
import { multistream, pino, stdTimeFunctions } from 'pino';
import type { Logger } from 'pino';
import { createStream } from 'rotating-file-stream';
import { bogotaSecond } from '../bogota.ts';
import type { Site } from '../config/site.ts';
import { cannotWrite } from '../cli/disk-failure.ts';

export interface LogFile {
  readonly folder: string;
  readonly options: Exclude<Site['bitacora'], false>;
}

export interface Log extends AsyncDisposable {
  readonly logger: Logger;
}

/**
 * The log of a process that runs by itself: a line of JSON an event to a file of the day, and to the output, where a
 * terminal shows it as text. What it may say is codes, counts and names of streams: no value of any field, nobody's data.
 */
export function openLog(file: LogFile | null, output: NodeJS.WriteStream): Log {
  const streams: { readonly stream: NodeJS.WritableStream }[] = [{ stream: output.isTTY ? readable(output) : output }];
  const rotating = file === null ? null : openFile(file);
  if (rotating) streams.push({ stream: rotating });
  const logger = pino(
    { base: null, timestamp: stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    multistream(streams),
  );
  return {
    logger,
    [Symbol.asyncDispose]: async () => {
      if (!rotating) return;
      await new Promise<void>((resolve) => rotating.end(resolve));
    },
  };
}

/** Another file each day, and where one has grown too large. A disk that is full stops the log, not the work. */
function openFile({ folder, options }: LogFile) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw cannotWrite(folder, cause);
  }
  const stream = createStream('libro.log', {
    path: folder,
    size: `${options.megas}M` as const,
    interval: '1d',
    maxFiles: options.archivos,
  });
  stream.on('error', () => undefined);
  return stream;
}

interface Line {
  readonly time: string;
  readonly level: string;
  readonly msg?: string;
}

const MARKS: Readonly<Record<string, string>> = { warn: '! ', error: '✗ ', fatal: '✗ ' };

/** `22:00:05  hassql/recaudo: …`, Bogotá. */
function readable(output: NodeJS.WriteStream): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      const { time, level, msg } = JSON.parse(chunk.toString('utf8')) as Line;
      const local = bogotaSecond(Date.parse(time)).slice(11);
      output.write(`${local}  ${MARKS[level] ?? ''}${msg ?? ''}\n`, done);
    },
  });
}
