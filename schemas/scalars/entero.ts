import { z } from 'zod';

/** A count or an ordinal: an integer that a binary number holds exactly. */
export const entero = z.int().meta({ scalar: 'entero' });
