/** Opens the server's folder given, says which postmaster it found, and holds on until its input ends or it is killed. */
import { once } from 'node:events';

import { openManaged } from '../../../pipelines/database/managed.ts';
import { serverUser } from '../../support/managed.ts';

const [folder] = process.argv.slice(2);
const signal = new AbortController().signal;
await using database = await openManaged(folder!, { user: serverUser }, signal);
const [row] = await database.query('SELECT pg_postmaster_start_time()::text AS started', [], signal);
process.stdout.write(`${JSON.stringify(row)}\n`);
process.stdin.resume();
await once(process.stdin, 'end');
