import type { Driver } from '../../connectors/driver.ts';
import type { Stream } from '../../connectors/source.ts';

/** An option of a stream that cannot be as it is said. */
export interface StreamProblem {
  readonly option: 'scope' | 'mode' | 'fields';
  readonly reason: string;
}

/** Why a stream cannot be read, at these places, the way its options say; null where it can. */
export function streamProblem(stream: Stream, drivers: readonly Driver[]): StreamProblem | null {
  const scope = scopeReason(stream);
  if (scope !== null) return { option: 'scope', reason: scope };
  const fields = fileFieldReason(stream);
  if (fields !== null) return { option: 'fields', reason: fields };
  const mode = modeReason(stream, drivers);
  return mode === null ? null : { option: 'mode', reason: mode };
}

/** Under any other scope a file read for itself would have the records of all others deleted. */
function scopeReason({ files, scope }: Stream): string | null {
  const byFile = scope.kind === 'byFile';
  if (byFile === (files !== null)) return null;
  return byFile
    ? 'scopes.byFile es para archivos, y este flujo se lee de una tabla'
    : 'se lee de archivos; se espera scopes.byFile(…)';
}

/** What names no file is no part of a row either: where only that differs, the row would be taken for unchanged. */
function fileFieldReason({ scope, fields }: Stream): string | null {
  if (scope.kind !== 'byFile') return null;
  const naming = scope.resend === 'adds' ? [...scope.identity, ...scope.order] : scope.identity;
  for (const [name, { options }] of Object.entries(fields)) {
    const { scope: value } = options;
    if (typeof value !== 'string' || naming.includes(value)) continue;
    return `${name} toma ${value} del ámbito, que es ${naming.join(', ')}; lo que el archivo dice además es también una columna: léalo como columna '${value}'`;
  }
  return null;
}

function modeReason({ mode, rows }: Stream, drivers: readonly Driver[]): string | null {
  if (mode === null) return null;
  if (rows.length > 0) return 'con formas de fila (rows) se lee siempre entero; quite mode';
  if (drivers.length > 1) return 'lo que se lee en varios sitios (places) se lee siempre entero; quite mode';
  const able = drivers.every(({ capabilities }) =>
    mode.kind === 'cursor' ? capabilities.clock : capabilities.versions,
  );
  return able ? null : `el driver no dice hasta dónde se puede leer por ${mode.kind}; quite mode`;
}
