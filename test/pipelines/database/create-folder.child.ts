/** Says that it begins, and makes the embedded database in the folder given, to be killed while it does. */
import { openEmbedded } from '../../../pipelines/database/embedded.ts';

const [folder] = process.argv.slice(2);
const opening = openEmbedded(folder!, new AbortController().signal);
process.stdout.write('creating\n');
await opening;
