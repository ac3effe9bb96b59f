import { z } from 'zod';

const expected = 'un código no vacío, sin espacios en los extremos ni caracteres de control';

/** A code: text without control characters, trimmed, never empty. `007` stays `007`: codes are compared, never calculated with. */
export const codigo = z
  .string()
  .regex(/^(?!\s)[^\u0000-\u001f\u007f-\u009f\u2028\u2029]+(?<!\s)$/, expected)
  .refine((text) => text.isWellFormed(), expected)
  .meta({ scalar: 'codigo' });
