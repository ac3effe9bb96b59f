import { IntegrationError } from '../../../schemas/errors.ts';
import type { ErrorCode } from '../../../schemas/errors.ts';

/** The pages contradict each other; the reason is in Spanish and is read after the file's name. */
export class Damage extends Error {}

/** Whatever was thrown while the pages of a copy were read, as the product's error. */
export function accessFailure(thrown: unknown, file: string, where = ''): unknown {
  if (thrown instanceof Damage) return refused(file, `${where}${thrown.message}`, thrown);
  // Node's buffers throw it where a damaged page points outside itself.
  if (thrown instanceof RangeError) return refused(file, `${where}está dañado: una página apunta fuera de sí`, thrown);
  return thrown;
}

export function refused(file: string, reason: string, cause?: unknown): IntegrationError {
  return failure('SOURCE_REFUSED', file, reason, cause);
}

export function busy(file: string, reason: string, cause?: unknown): IntegrationError {
  return failure('SOURCE_BUSY', file, `${reason}; se puede intentar de nuevo`, cause);
}

/** What the operating system said of the file itself. */
export function fileFailure(thrown: unknown, file: string): unknown {
  switch (errorCode(thrown)) {
    case null:
      return thrown;
    case 'EACCES':
    case 'EPERM':
      return refused(file, 'no hay permiso de lectura; pida el permiso para el usuario que corre el programa', thrown);
    case 'EISDIR':
      return refused(file, 'no es un archivo', thrown);
    case 'EBUSY':
      return busy(file, 'otro programa lo tiene abierto de modo exclusivo', thrown);
    default:
      return unreachable(
        file,
        'el archivo no existe o no se alcanza. Revise la ruta y que la unidad esté conectada',
        thrown,
      );
  }
}

export function unreachable(file: string, reason: string, cause: unknown): IntegrationError {
  return failure('SOURCE_UNREACHABLE', file, reason, cause);
}

export function errorCode(thrown: unknown): string | null {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' && 'syscall' in thrown
    ? thrown.code
    : null;
}

function failure(code: ErrorCode, file: string, reason: string, cause: unknown): IntegrationError {
  return new IntegrationError(code, `No se puede leer la base de Access ${file}: ${reason}.`, {
    cause,
    context: { file },
  });
}
