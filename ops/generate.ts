import { resolve } from 'node:path';
import { faultsOf, writeDocuments } from './document-files.ts';
import { documents } from './generated-documents.ts';

const root = resolve(import.meta.dirname, '..');

if (process.argv.includes('--check')) {
  const faults = await faultsOf(root, documents);
  if (faults.length > 0) {
    for (const fault of faults) console.error(fault);
    console.error('Lo generado no está al día: corra «npm run generate», borre lo que sobra y confirme los cambios.');
    process.exitCode = 1;
  }
} else {
  await writeDocuments(root, documents);
}
