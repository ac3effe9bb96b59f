import { z } from 'zod';
import { strictOptions } from './problems.ts';
import type { Problem } from './problems.ts';
import { Secret } from './secret.ts';

export const DISK_GIGAS = 5;

/** What `libro up` goes by. Nothing of it need be said: what is left out has the value that stands here. */

const hora = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "se espera una hora de 00:00 a 23:59, como '22:00'" });

/** Whole reads begin between the two, Bogotá; over midnight where the second is the smaller. */
const noche = strictOptions({ desde: hora, hasta: hora });

const SONDEO = 'se espera false, o { novedadesMs: 500, sellosMs: 5000, sumasMs: 60000 }';

/** Milliseconds between one question for news and the next, by what it costs; false: only at night. */
const sondeo = z.union(
  [
    z.literal(false),
    z.strictObject({
      /** Of streams with an incremental mode. */
      novedadesMs: z.int().min(50).default(500),
      /** Of files, and of databases that are files: their stamp. */
      sellosMs: z.int().min(50).default(5000),
      /** Of tables that have to be counted and summed. */
      sumasMs: z.int().min(50).default(60_000),
    }),
  ],
  { error: SONDEO },
);

/** Hours since when the ledger must have what the source has, before somebody is told. */
const frescura = z.number().min(1);

export const horario = strictOptions({
  noche: noche.prefault({ desde: '22:00', hasta: '05:00' }),
  /** A night that was missed is made up for outside its hours too, as soon as it can be. */
  reponer: z.boolean().default(true),
  /** Which sources are read first at night; the others follow as they are configured. */
  orden: z.array(z.string()).default([]),
  sondeo: sondeo.prefault({}),
  frescura: frescura.default(36),
  /** What is otherwise for one source, by its id. */
  fuentes: z
    .record(
      z.string(),
      strictOptions({
        noche: noche.optional(),
        reponer: z.boolean().optional(),
        sondeo: sondeo.optional(),
        frescura: frescura.optional(),
      }),
    )
    .default({}),
}).prefault({});

export type Horario = z.output<typeof horario>;

/** Where `/salud` and `/metricas` are served; false: nowhere. The port is the DIVIPOLA code of the first municipality. */
export const http = z
  .union(
    [
      z.literal(false),
      z.strictObject({
        direccion: z.string().min(1).default('127.0.0.1'),
        puerto: z.int().min(0).max(65_535).default(25_758),
      }),
    ],
    { error: "se espera false, o { direccion: '127.0.0.1', puerto: 25758 }" },
  )
  .prefault({});

/** The folder of the log files, how large each may be and how many are kept; false: none. */
export const bitacora = z
  .union(
    [
      z.literal(false),
      z.strictObject({
        carpeta: z.string().min(1).default('./bitacora'),
        megas: z.int().min(1).max(1024).default(20),
        archivos: z.int().min(1).max(1000).default(30),
      }),
    ],
    { error: "se espera false, o { carpeta: './bitacora', megas: 20, archivos: 30 }" },
  )
  .prefault({});

const correo = z.email({ error: "se espera una dirección, como 'hacienda@sopo.gov.co'" });

/** Who is told by e-mail when something is amiss, and by which server. */
export const alertas = strictOptions({
  servidor: z.string().min(1),
  puerto: z.int().min(1).max(65_535).default(587),
  /** `starttls` is demanded, never tried; `ninguna` sends in the clear: only inside the machine or the office. */
  seguridad: z.enum(['starttls', 'tls', 'ninguna']).default('starttls'),
  usuario: z.string().min(1).optional(),
  clave: z.instanceof(Secret, { error: "se espera secret('LIBRO_CORREO_CLAVE'), nunca la clave misma" }).optional(),
  de: correo,
  para: z.array(correo).min(1),
  /** Below so many gigabytes free on a disk somebody is told. */
  discoGigas: z.number().min(0).default(DISK_GIGAS),
}).optional();

export type Alertas = NonNullable<z.output<typeof alertas>>;

export function unknownSources({ orden, fuentes }: Horario, ids: readonly string[]): readonly Problem[] {
  const named = [
    ...orden.map((id) => ({ path: 'horario.orden', id })),
    ...Object.keys(fuentes).map((id) => ({ path: `horario.fuentes.${id}`, id })),
  ];
  return named
    .filter(({ id }) => !ids.includes(id))
    .map(({ path, id }) => ({ path, reason: `no hay fuente ${id}; hay ${ids.join(', ')}` }));
}
