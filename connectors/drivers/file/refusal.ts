import { IntegrationError } from '../../../schemas/errors.ts';

/** Where in the file, as people count: from 1; null when the whole file is meant. */
export type Line = number | null;

/** The file is not taken, not even in part. `why` reads on after "se rechaza entero:" and says what was found and expected. */
export function refusal(file: string, line: Line, why: string, cause?: unknown): IntegrationError {
  const where = line === null ? '' : ` en la línea ${String(line)},`;
  return new IntegrationError('FILE_REFUSED', `El archivo ${file} se rechaza entero:${where} ${why}.`, {
    cause,
    context: { file, line },
  });
}
