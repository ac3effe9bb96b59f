import { z } from 'zod';

const expected = 'un texto no vacío, sin nulos ni espacios en los extremos';

/** Words as their source wrote them, trimmed, never empty. PostgreSQL holds neither NUL nor a lone surrogate. */
export const texto = z
  .string()
  .regex(/^(?!\s)[^\u0000]+(?<!\s)$/, expected)
  .refine((text) => text.isWellFormed(), expected)
  .meta({ scalar: 'texto' });
