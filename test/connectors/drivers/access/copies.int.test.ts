import { appendFile, copyFile, readdir, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { batchesOf, failureOf, never, requestFor } from '../../../contracts/driver-factory.ts';
import type { Subject } from '../../../contracts/driver-factory.ts';
import { textMark } from '../../../support/access/expected.ts';
import { Jackcess, missingJackcess } from '../../../support/access/jackcess.ts';
import { need } from '../../../support/need.ts';
import { newPath } from './access-subjects.ts';
import { reader, writtenFile } from './written-file.ts';

const missing = missingJackcess();

need(
  'Jackcess',
  missing === null,
  missing ?? '',
)('cada lectura es de una copia quieta del archivo', () => {
  let jackcess: Jackcess;
  beforeAll(async () => {
    jackcess = await Jackcess.start();
  });
  afterAll(() => jackcess[Symbol.asyncDispose]());

  const marks = (...texts: readonly string[]) => texts.map((text) => [textMark(text)]);
  const holding = (...texts: readonly string[]) => writtenFile(jackcess, ['C:TEXT:20'], marks(...texts));
  const addRow = (file: string, text: string) =>
    jackcess.edit(file, [
      ['use', 'T'],
      ['row', textMark(text)],
    ]);

  test.each(['.laccdb', '.ldb', '.LDB'])(
    'espera a quien tiene el archivo abierto (%s) y lee lo que dejó',
    async (mark) => {
      const file = await holding('a');
      const lock = file.replace('.accdb', mark);
      await writeFile(lock, '');

      const reading = noticed(reader(file, { lockWaitMs: 60_000 }));
      // Those who do not wait have read it meanwhile, so this one is waiting.
      for (let turn = 0; turn < 3; turn += 1) await noticed(reader(file));
      await addRow(file, 'b');
      await rm(lock);

      expect(await reading).toEqual({ rows: [['a'], ['b']], notices: [] });
    },
  );

  test('si nadie lo cierra a tiempo, lo copia abierto y lo dice', async () => {
    const file = await holding('a');
    await writeFile(file.replace('.accdb', '.laccdb'), '');

    const found = await noticed(reader(file, { lockWaitMs: 1 }));

    expect(found).toEqual({
      rows: [['a']],
      notices: [`${file} fue copiado mientras estaba abierto en Access; si algo falta, está en la próxima corrida`],
    });
  });

  test('esperar se puede cancelar', async () => {
    const file = await holding('a');
    await writeFile(file.replace('.accdb', '.laccdb'), '');
    await using connection = await reader(file, { lockWaitMs: 60_000 }).driver.connect(never);
    const stop = new AbortController();

    const reading = failureOf(() => connection.tables(stop.signal));
    stop.abort();

    expect((await reading).code).toBe('CANCELLED');
  });

  test('un archivo al que otro programa escribe sin parar está ocupado, y se lee cuando queda quieto', async () => {
    const file = await holding('a');
    await truncate(file, 64 * 2 ** 20);
    await using connection = await reader(file, { lockWaitMs: 300 }).driver.connect(never);
    const writing = new AbortController();
    const writer = whileRunning(writing.signal, () => appendFile(file, Buffer.alloc(4096)));

    const failure = await failureOf(() => connection.tables(never));
    writing.abort();
    await writer;
    const tables = await connection.tables(never);

    expect([failure.code, failure.retry]).toEqual(['SOURCE_BUSY', true]);
    expect(failure.message).toContain(`${file}: otro programa lo está escribiendo`);
    expect(tables).toEqual([{ name: 'T', kind: 'table' }]);
  });

  test('un archivo cuya hora cambia mientras se copia, con el mismo tamaño, no se da por quieto', async () => {
    const file = await holding('a');
    await truncate(file, 64 * 2 ** 20);
    const writing = new AbortController();
    let second = 1;
    const writer = whileRunning(writing.signal, () => utimes(file, second, (second += 1)));

    const failure = await failureOf(() => noticed(reader(file, { lockWaitMs: 300 })));
    writing.abort();
    await writer;

    expect(failure.code).toBe('SOURCE_BUSY');
  });

  test('un archivo que otro reemplaza a mitad de una lectura no mezcla los dos', async () => {
    const [file, other] = [await holding('a', 'b', 'c'), await holding('x', 'y')];
    const subject = reader(file);
    await using connection = await subject.driver.connect(never);
    const reading = connection.read(requestFor(subject, ['C'], { batchSize: 1 }), never)[Symbol.asyncIterator]();

    const first = await reading.next();
    await rename(other, file);
    const rest = [await reading.next(), await reading.next(), await reading.next()];
    const again = (await batchesOf(connection.read(requestFor(subject, ['C']), never))).flat();

    expect([first, ...rest].map(({ value }) => value as unknown)).toEqual([[['a']], [['b']], [['c']], undefined]);
    expect(again).toEqual([['x'], ['y']]);
  });

  test('lo que otro escribe entre dos lecturas está en la segunda, también con una tercera abierta', async () => {
    const file = await holding('a');
    const subject = reader(file);
    await using connection = await subject.driver.connect(never);
    const all = async () => (await batchesOf(connection.read(requestFor(subject, ['C']), never))).flat();

    const before = await all();
    await addRow(file, 'b');
    const after = await all();

    expect([before, after]).toEqual([[['a']], [['a'], ['b']]]);
  });

  test('un archivo sin tocar se copia una vez por conexión; uno abierto, en cada lectura', async () => {
    const file = await holding('a');
    const subject = reader(file);
    await using connection = await subject.driver.connect(never);
    const folders = await temporaryFolder();

    await connection.count!('T', [], never);
    const first = await readdir(folders);
    await connection.count!('T', [], never);
    const second = await readdir(folders);
    await writeFile(file.replace('.accdb', '.laccdb'), '');
    await connection.count!('T', [], never);

    expect([first.length, second, await readdir(folders)]).toEqual([1, first, [expect.not.stringMatching(first[0]!)]]);
  });

  test('de una copia no queda nada: ni después, ni si se cancela, ni si el archivo no sirve', async () => {
    const file = await holding('a');
    const large = await newPath('grande.accdb');
    await copyFile(file, large);
    await truncate(large, 64 * 2 ** 20);
    const cut = await newPath('cortada.accdb');
    await copyFile(file, cut);
    await truncate(cut, 3 * 4096);
    const folders = await temporaryFolder();
    const stop = new AbortController();

    const connection = await reader(file).driver.connect(never);
    await connection.tables(never);
    const [copy = ''] = await readdir(folders);
    const named = await readdir(join(folders, copy));
    await connection[Symbol.asyncDispose]();
    await using cancelled = await reader(large).driver.connect(never);
    const copying = failureOf(() => cancelled.tables(stop.signal));
    await setImmediate();
    stop.abort();
    const failures = [await copying, await failureOf(() => noticed(reader(cut)))];

    expect(failures.map(({ code }) => code)).toEqual(['CANCELLED', 'SOURCE_REFUSED']);
    expect(await readdir(folders)).toEqual([]);
    // On Windows an open file keeps its name until it is closed.
    expect(named).toEqual(platform() === 'win32' ? ['copia'] : []);
  });

  test('una carpeta que se sincroniza con la nube se dice', async () => {
    const file = await holding('a');
    const cloud = await newPath('OneDrive - Alcaldía');
    await rename(dirname(file), cloud);
    onTestFinished(() => rename(cloud, dirname(file)));

    const { notices } = await noticed(reader(join(cloud, 'origen.accdb')));

    expect(notices).toEqual([expect.stringContaining('carpeta que se sincroniza con la nube')]);
  });

  test('la marca de cambio es otra cuando alguien abre el archivo y cuando lo cierra', async () => {
    const file = await holding('a');
    await using connection = await reader(file).driver.connect(never);
    const mark = () => connection.changeMark!('T', never);

    const closed = await mark();
    await writeFile(file.replace('.accdb', '.laccdb'), '');
    const open = await mark();
    await rm(file.replace('.accdb', '.laccdb'));

    expect(open).not.toBe(closed);
    expect(await mark()).toBe(closed);
    expect((await stat(file)).size).toBeGreaterThan(0);
  });
});

/** Everything of one reading, and what the connection says of it. */
async function noticed(subject: Subject): Promise<{ readonly rows: unknown; readonly notices: readonly string[] }> {
  await using connection = await subject.driver.connect(never);
  const rows = (await batchesOf(connection.read(requestFor(subject, ['C']), never))).flat();
  return { rows, notices: connection.notices!() };
}

/** Another program that does not stop. */
async function whileRunning(signal: AbortSignal, write: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await write();
    await setImmediate();
  }
}

/** From here on the copies of this test go into a folder of their own. */
async function temporaryFolder(): Promise<string> {
  const folder = dirname(await newPath('copias'));
  vi.stubEnv('TMPDIR', folder);
  vi.stubEnv('TEMP', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return folder;
}
