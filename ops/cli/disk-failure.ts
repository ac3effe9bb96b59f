import { dirname } from 'node:path';
import { IntegrationError } from '../../schemas/errors.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no hay permiso para escribir en esa carpeta; escoja otra, o pida el permiso',
  EPERM: 'no hay permiso para escribir en esa carpeta; escoja otra, o pida el permiso',
  EROFS: 'el disco es de sólo lectura; escoja otra carpeta',
  ENOSPC: 'no queda espacio en el disco; libere espacio, o escoja otra carpeta',
  EDQUOT: 'se acabó el cupo de disco de este usuario; libere espacio, o escoja otra carpeta',
  ENAMETOOLONG: 'el nombre es demasiado largo',
  EEXIST: 'ya existe y no es una carpeta; escoja otra',
};

/** Why a file or folder could not be written: NOT_FOUND where its folder is not there, else FORBIDDEN. */
export function cannotWrite(path: string, cause: unknown): IntegrationError {
  const code = isSqliteFull(cause) ? 'ENOSPC' : cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new IntegrationError('NOT_FOUND', `No existe la carpeta ${dirname(path)}; créela o escoja otra.`, { cause });
  }
  const reason = reasons[code] ?? `el sistema dijo «${cause instanceof Error ? cause.message : String(cause)}»`;
  return new IntegrationError('FORBIDDEN', `No se pudo escribir ${path}: ${reason}.`, { cause });
}

/** SQLITE_FULL: SQLite's own number for a disk without room (https://sqlite.org/rescode.html#full). */
export function isSqliteFull(thrown: unknown): boolean {
  return thrown instanceof Error && 'errcode' in thrown && thrown.errcode === 13;
}

/** The disk's refusal as the product's error; whatever else was thrown, as it is. */
export function diskFailure(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('path' in thrown)) return thrown;
  const { code, path } = thrown;
  return typeof path === 'string' && String(code) in reasons ? cannotWrite(path, thrown) : thrown;
}
