/** Opens the embedded database in the folder given, puts one row in, commits it, says so, and holds on until it is killed. */
import { openEmbedded } from '../../../pipelines/database/embedded.ts';

const [folder] = process.argv.slice(2);
const signal = new AbortController().signal;
const database = await openEmbedded(folder!, signal);
await database.execute('CREATE TABLE IF NOT EXISTS vive (pid int)', signal);
await database.transaction((open) => open.query('INSERT INTO vive VALUES ($1)', [process.pid], signal), signal);
process.stdout.write('held\n');
process.stdin.resume();
