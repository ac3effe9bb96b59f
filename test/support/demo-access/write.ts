import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DEMO_TODAY } from '../../../ops/demo/generate-demo.ts';
import { inventTown } from '../../../ops/demo/town/invent-town.ts';
import { openRandom } from '../../../ops/demo/town/random.ts';
import { Jackcess } from '../access/jackcess.ts';
import type { Application, ApplicationTable } from './application.ts';
import { controlIngresos } from './control-ingresos.ts';
import { necesidades } from './necesidades.ts';
import { plusvalia } from './plusvalia.ts';
import { sisben } from './sisben.ts';

/** Where the demo takes them from. */
const FOLDER = join(import.meta.dirname, '..', '..', '..', 'ops', 'demo', 'access');
/** What the demo is made of unless somebody asks otherwise. */
const DEFAULTS = { seed: 1, predios: 2000, today: DEMO_TODAY };
/** The beginning and the end of a JPEG, with nothing between. */
const PHOTOGRAPH = 'X/9j/2Q==';

const random = openRandom('aplicaciones de Access');
const applications: readonly Application[] = [
  necesidades(random.branch('necesidades')),
  controlIngresos(random.branch('control de ingresos')),
  sisben(random.branch('sisben')),
  plusvalia(random.branch('plusvalía'), inventTown(DEFAULTS)),
];

await using jackcess = await Jackcess.start();
const workshop = mkdtempSync(join(tmpdir(), 'demo-access-'));
try {
  for (const application of applications) await write(application);
} finally {
  rmSync(workshop, { recursive: true });
}

async function write({ file, format, tables }: Application): Promise<void> {
  const path = join(workshop, file);
  await jackcess.create(path, format, tables.flatMap(definition));
  for (const { name, attachments } of tables) {
    if (attachments) await jackcess.tell('attachments', path, name, attachments.column);
  }
  await jackcess.edit(path, tables.flatMap(content));
  writeFileSync(join(FOLDER, `${file}.gz`), gzipSync(readFileSync(path), { level: 9 }));
}

function definition({ name, key, columns, lookup }: ApplicationTable): readonly (readonly string[])[] {
  return [['table', name, key, ...columns], ...(lookup ? [['lookup', ...lookup]] : [])];
}

function content({ name, rows, attachments }: ApplicationTable): readonly (readonly string[])[] {
  return [
    ['use', name],
    ...rows.flatMap((row, index) => {
      const file = attachments?.files[index] ?? '';
      return [['row', ...row], ...(file === '' ? [] : [['attach', file, PHOTOGRAPH]])];
    }),
  ];
}
