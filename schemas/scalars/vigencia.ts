import { z } from 'zod';

export const VIGENCIA_MIN = 1980;
export const VIGENCIA_MAX = 2100;

/** The fiscal year that a row belongs to, 1980 to 2100. */
export const vigencia = z.int().min(VIGENCIA_MIN).max(VIGENCIA_MAX).meta({ scalar: 'vigencia' });

/** Accounting period: 0 opening balance, 1 to 12 months, 13 closing. */
export const periodo = z.int().min(0).max(13).meta({ scalar: 'periodo' });
