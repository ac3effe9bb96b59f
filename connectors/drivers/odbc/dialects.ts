import type { Dialect } from './dialect.ts';
import { sqlite } from './dialects/sqlite.ts';

export const dialects = { sqlite } as const satisfies Readonly<Record<string, Dialect>>;

export type DialectName = keyof typeof dialects;
