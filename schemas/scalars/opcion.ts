import { z } from 'zod';

/** One of a closed list of codes. */
export function opcion<const Values extends readonly string[]>(
  values: Values,
): z.ZodEnum<{ [Value in Values[number]]: Value }> {
  return z.enum(values).meta({ scalar: 'opcion' });
}
