import type { PGlite } from '@electric-sql/pglite';

import { asText, parsersByType, sessionSettings } from './values.ts';

/** PGlite, and whether it has stopped for good (a PANIC: the disk is full, a file is gone …). */
export interface Engine {
  readonly pglite: PGlite;
  readonly hasStopped: () => boolean;
}

/** Starts PGlite in a folder, or in memory; a folder that is empty gets a new cluster. */
export async function startEngine(folder: string | null): Promise<Engine> {
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create(folder === null ? {} : { dataDir: folder });
  const hasStopped = endWhenStopped(pglite.Module);
  for (const type of Object.keys(pglite.parsers)) pglite.parsers[type] = parsersByType.get(Number(type)) ?? asText;
  // Values arrive encoded, whatever the type that the statement gives them.
  pglite.serializers = new Proxy({}, { get: () => (value: unknown) => value });
  await pglite.query(`SELECT ${sessionSettings}`);
  return { pglite, hasStopped };
}

// What PostgreSQL's longjmp exits with after an ordinary error (PGlite's POSTGRES_MAIN_LONGJMP).
const LONG_JUMP = 100;

/**
 * PGlite 0.5.16 swallows whatever its main loop throws and calls it again, so that a PANIC (tried: no disk left for a WAL
 * segment) spins for ever. After one, every way in throws it, and `stackRestore`, called where it is swallowed, lets it out.
 */
function endWhenStopped(module: PGlite['Module']): () => boolean {
  let fault: { readonly thrown: unknown } | undefined;
  const guard =
    <Given extends unknown[], Result>(call: (...given: Given) => Result) =>
    (...given: Given): Result => {
      if (fault) throw fault.thrown;
      try {
        return call(...given);
      } catch (thrown) {
        if (!isLongJump(thrown)) fault = { thrown };
        throw thrown;
      }
    };
  module._PostgresMainLoopOnce = guard(module._PostgresMainLoopOnce);
  module._PostgresMainLongJmp = guard(module._PostgresMainLongJmp);
  module._PostgresSendReadyForQueryIfNecessary = guard(module._PostgresSendReadyForQueryIfNecessary);
  module._pgl_pq_flush = guard(module._pgl_pq_flush);
  module.stackRestore = guard(module.stackRestore);
  return () => fault !== undefined;
}

function isLongJump(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'status' in thrown && thrown.status === LONG_JUMP;
}
