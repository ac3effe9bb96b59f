import { parseArgs } from 'node:util';

/** What is measured of one ledger on each engine, in this order. */
export const COURSE = ['copy', 'read', 'first', 'unchanged', 'one-percent', 'all-changed', 'deleted'] as const;
/** `bus`: relay and loader against the bare client and the log; `life`: `libro up` while its source changes. */
const MEASURES = [...COURSE, 'bus', 'life'] as const;
export type Measure = (typeof MEASURES)[number];

type Engine = 'postgres' | 'kafka' | 'pglite';

export interface Options {
  readonly rows: number;
  readonly only: ReadonlySet<Measure>;
  readonly engines: readonly Engine[];
  readonly json: boolean;
  /** How long `libro up` is watched. */
  readonly minutes: number;
  /** Folder for the CPU profile of each run that is measured. */
  readonly profile: string | null;
}

export const USAGE = `npm run bench -- [--rows 1000000] [--only ${MEASURES.join(',')}] [--engine postgres|kafka|pglite|all] [--minutes 2] [--profile folder] [--json]`;

/** Throws a TypeError, for the person who typed it, when an option is none. */
export function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '1000000' },
      only: { type: 'string', default: MEASURES.join(',') },
      engine: { type: 'string', default: 'all' },
      minutes: { type: 'string', default: '2' },
      profile: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const rows = Number(values.rows);
  if (!Number.isSafeInteger(rows) || rows < 100) throw new TypeError('--rows takes a whole number from 100 on');
  const minutes = Number(values.minutes);
  if (!(minutes >= 1)) throw new TypeError('--minutes takes a number from 1 on');
  const only = values.only.split(',').map((name) => {
    const measure = MEASURES.find((known) => known === name);
    if (!measure) throw new TypeError(`--only takes ${MEASURES.join(', ')}; ${name} is none of them`);
    return measure;
  });
  return {
    rows,
    only: new Set(only),
    engines: enginesOf(values.engine),
    json: values.json,
    minutes,
    profile: values.profile ?? null,
  };
}

function enginesOf(text: string): Options['engines'] {
  if (text === 'all') return ['postgres', 'kafka', 'pglite'];
  if (text === 'postgres' || text === 'kafka' || text === 'pglite') return [text];
  throw new TypeError('--engine takes postgres, kafka, pglite or all');
}
