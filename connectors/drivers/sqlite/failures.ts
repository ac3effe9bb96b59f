import { IntegrationError } from '../../../schemas/errors.ts';
import type { ErrorCode } from '../../../schemas/errors.ts';

/** Primary result codes, https://www.sqlite.org/rescode.html; the extended code carries them in its low byte. */
const failures = new Map<number, readonly [ErrorCode, string]>([
  [3, ['SOURCE_REFUSED', 'no hay permiso de lectura']],
  [5, ['SOURCE_BUSY', 'otro programa la tiene bloqueada para escribir; se puede intentar de nuevo']],
  [6, ['SOURCE_BUSY', 'otro programa tiene bloqueada la tabla; se puede intentar de nuevo']],
  [
    8,
    [
      'SOURCE_REFUSED',
      'quedó a medias una escritura y solo el programa que la usa puede repararla; ábrala con él y ciérrela',
    ],
  ],
  [10, ['SOURCE_UNREACHABLE', 'falló la lectura del disco o de la red']],
  [11, ['SOURCE_REFUSED', 'el archivo está dañado']],
  [14, ['SOURCE_REFUSED', 'SQLite no puede abrirla; revise los permisos del archivo y de su carpeta']],
  [26, ['SOURCE_REFUSED', 'no es una base SQLite, o está cifrada']],
]);

/** Whatever SQLite threw, as the product's error; what is not SQLite's is passed on as it is. */
export function sqliteFailure(thrown: unknown, file: string): unknown {
  const code = resultCode(thrown);
  if (code === null || !(thrown instanceof Error)) return thrown;
  const known = failures.get(code & 0xff);
  const [errorCode, reason] = known ?? ['UNEXPECTED', thrown.message];
  return new IntegrationError(errorCode, `No se puede leer la base SQLite ${file}: ${reason}.`, {
    cause: thrown,
    context: { file, sqlite: code },
  });
}

function resultCode(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('errcode' in thrown)) return null;
  return typeof thrown.errcode === 'number' ? thrown.errcode : null;
}
