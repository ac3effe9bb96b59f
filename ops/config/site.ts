import { z } from 'zod';
import { busSchema, registro } from './bus.ts';
import { conserva } from './conserva.ts';
import { ledgerSchema } from './ledger.ts';
import { alertas, bitacora, horario, http, unknownSources } from './marcha.ts';
import { Secret } from './secret.ts';
import { configInvalid, demandShape, madeBy, strictOptions } from './problems.ts';
import type { UsedSource } from './use.ts';

const ENTIDAD = 'se espera el código CHIP de la entidad, nueve dígitos entre comillas';

const siteSchema = strictOptions({
  nombre: z.string().min(1),
  /** Entity code in CHIP. */
  entidad: z
    .string({ error: ({ input }) => (input === undefined ? `falta; ${ENTIDAD}` : ENTIDAD) })
    .regex(/^\d{9}$/, ENTIDAD),
  ledger: ledgerSchema.default({ kind: 'embedded', embedded: './libro' }),
  bus: busSchema,
  registro,
  /** Seconds that the loader may take to catch up after a capture. */
  espera: z.int().min(1).max(86_400).default(600),
  horario,
  http,
  bitacora,
  alertas,
  conserva,
  /** The key of the pseudonyms; where it is not said, a file beside the configuration that is made when it is first needed. */
  seudonimos: z.instanceof(Secret, { error: "se espera secret('LIBRO_SEUDONIMOS'), nunca la clave misma" }).optional(),
  sources: z.array(madeBy<UsedSource>('streams', 'use(sources.…, { … })')).min(1),
});

export type SiteInput = z.input<typeof siteSchema>;
/** A site's configuration, checked. */
export type Site = z.output<typeof siteSchema>;

/** Checks a configuration; CONFIG_INVALID names every path that is wrong. */
export function site(input: SiteInput): Site {
  const checked = demandShape(siteSchema, input, '');
  const ids = checked.sources.map(({ source }) => source.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  const problems = unknownSources(checked.horario, ids);
  if (twice !== undefined) {
    const reason = `${twice} está dos veces; una fuente con varias bases se declara con places`;
    throw configInvalid([{ path: 'sources', reason }]);
  }
  if (problems.length > 0) throw configInvalid(problems);
  return checked;
}
