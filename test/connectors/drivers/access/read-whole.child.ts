/** Reads every table of the file given, and prints its rows, the most kilobytes and the microseconds of processor that it took. */
import { access } from '../../../../connectors/drivers/access/index.ts';

const never = new AbortController().signal;
await using connection = await access({ file: process.argv[2]! }).connect(never);
let rows = 0;
for (const { name } of await connection.tables(never)) {
  const columns = (await connection.columns(name, never)).map((column) => column.name);
  const request = { table: name, columns, where: [], orderBy: [], batchSize: 2000 };
  for await (const batch of connection.read(request, never)) rows += batch.length;
}
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
process.stdout.write([rows, maxRSS, userCPUTime + systemCPUTime].map(String).join(' '));
