import { z } from 'zod';

/** Yes or no. */
export const bandera = z.boolean().meta({ scalar: 'bandera' });
