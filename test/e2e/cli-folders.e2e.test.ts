import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, statfsSync, writeFileSync } from 'node:fs';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { generateDemo } from '../../ops/demo/generate-demo.ts';
import { commandLine, LAUNCHER } from '../support/command-line.ts';
import { need } from '../support/need.ts';

/** Some commands one after the other, each a process that opens a ledger, on two cores that do other things too. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

// One after the other on one folder: each test starts from what the one before left.
describe('en una carpeta vacía', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alcaldía #1 (ñ) '));
  const { libro } = commandLine(folder);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('init la prepara, y dicho otra vez no toca nada', async () => {
    const first = await libro('init');
    const config = readFileSync(join(folder, 'libro.config.ts'), 'utf8');
    const second = await libro('init');

    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain(`✓ configuración nueva: ${join(folder, 'libro.config.ts')}\n✓ libro listo: `);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['bancos', 'libro', 'libro.config.ts']));
    expect(second).toEqual({ ...first, out: first.out.split('\n').slice(1).join('\n') });
    expect(readFileSync(join(folder, 'libro.config.ts'), 'utf8')).toBe(config);
  });

  it('desde una subcarpeta se revisa, se lee y se mira, aunque no haya nada todavía', async () => {
    const below = commandLine(join(folder, 'bancos'));
    const [check, sync, list, runs] = [
      await below.libro('check'),
      await below.libro('sync'),
      await below.libro('quarantine', 'list'),
      await below.libro('runs', '--json'),
    ];

    expect(check.out).toBe(
      `✓ libro: base embebida en ${join(folder, 'libro')}\n` +
        '    para probar: lo confirmado sobrevive al programa, no a un corte de luz\n' +
        '✓ recaudo-bancario/recaudo: la carpeta se alcanza, pero no hay en ella ningún archivo que leer (*.txt)\n✓ recaudo-bancario/lote: la carpeta se alcanza, pero no hay en ella ningún archivo que leer (*.txt)\n',
    );
    expect(sync.out).toMatch(/\n0 cambios capturados, 0 aplicados al libro\.\n$/);
    expect(list.out).toBe('No hay filas en cuarentena.\n');
    expect(JSON.parse(runs.out)).toMatchObject([
      { origin: 'recaudo-bancario/lote' },
      { origin: 'recaudo-bancario/recaudo' },
    ]);
    expect([check, sync, list, runs].map(({ code, err }) => [code, err])).toEqual(Array(4).fill([0, '']));
  });
});

describe('watch sobre un libro embebido', () => {
  it('dice que nadie podría leer mientras mira, y no se queda esperando', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mirar '));
    const { libro } = commandLine(folder);
    await libro('init');

    const watch = await libro('watch', 'recaudo-bancario/recaudo');

    expect(watch).toEqual({
      code: 78,
      out: '',
      err: expect.stringMatching(/^CONFIG_INVALID: El libro embebido admite un solo proceso a la vez: /) as string,
    });
    rmSync(folder, { recursive: true });
  });
});

const NOBODY = { uid: 65_534, gid: 65_534 };

need(
  'otro usuario',
  canBeNobody(),
  'solo root puede serlo, y el otro debe poder leer este programa',
)('en una carpeta de otro usuario', () => {
  const root = mkdtempSync(join(tmpdir(), 'de otro '));
  const mine = join(root, 'mia');
  beforeAll(async () => {
    chmodSync(root, 0o755);
    mkdirSync(mine);
    await commandLine(mine).libro('init');
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('se dice que no se puede escribir y qué hacer, sin rastro de pila', async () => {
    const [there, inMine] = [commandLine(root, NOBODY), commandLine(mine, NOBODY)];
    const said = await Promise.all([
      there.libro('init'),
      there.libro('demo'),
      there.libro('schemas', '--out', 'x'),
      inMine.libro('sync'),
    ]);

    expect(said.map(({ code, err }) => [code, err.replaceAll(root, '…')])).toEqual([
      [
        77,
        'FORBIDDEN: No se pudo escribir …: no hay permiso para escribir en esa carpeta; escoja otra, o pida el permiso.\n',
      ],
      [
        77,
        'FORBIDDEN: No se pudo escribir …/demo: no hay permiso para escribir en esa carpeta; escoja otra, o pida el permiso.\n',
      ],
      [
        77,
        'FORBIDDEN: No se pudo escribir …/x: no hay permiso para escribir en esa carpeta; escoja otra, o pida el permiso.\n',
      ],
      [
        69,
        expect.stringMatching(
          /^LEDGER_UNAVAILABLE: El libro en la carpeta …\/mia\/libro no está disponible: .+ revise permisos/,
        ),
      ],
    ]);
    expect(existsSync(join(root, 'demo'))).toBe(false);
  });
});

need(
  'un disco pequeño',
  canMount(),
  'hace falta root y que se pueda montar un tmpfs',
)('en un disco que se llena', () => {
  const disk = mkdtempSync(join(tmpdir(), 'disco '));
  const { libro } = commandLine(disk);
  beforeAll(() => {
    mount(disk);
    generateDemo(disk, { seed: 7, predios: 60 });
  });
  afterAll(() => {
    spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  });

  it('demo y la ayuda dicen que no hay espacio, sin rastro de pila', async () => {
    const filler = join(disk, 'relleno');
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(filler, Buffer.alloc(bavail * bsize - 2 ** 16));

    const demo = await libro('demo', '--carpeta', 'otra');
    const printed = spawnSync('sh', ['-c', '"$0" "$1" --help > /dev/full', process.execPath, LAUNCHER], {
      encoding: 'utf8',
    });

    rmSync(filler);
    expect([demo.code, demo.err]).toEqual([
      77,
      `FORBIDDEN: No se pudo escribir ${join(disk, 'otra', 'hassql.db')}: no queda espacio en el disco; libere espacio, o escoja otra carpeta.\n`,
    ]);
    expect([printed.status, printed.stderr]).toEqual([
      77,
      'FORBIDDEN: No se pudo escribir la salida: no queda espacio en el disco; libere espacio, o escoja otra carpeta.\n',
    ]);
  });

  it('sync dice qué pasó y, cuando vuelve a haber espacio, completa lo que faltaba', async () => {
    await libro('init');
    const { bavail, bsize } = statfsSync(disk);
    const filler = join(disk, 'relleno');
    writeFileSync(filler, Buffer.alloc(bavail * bsize - LEFT));

    const full = await libro('sync');
    rmSync(filler);
    const after = await libro('sync');
    const verify = await libro('verify');

    expect(full.code).toBe(69);
    expect(full.err + full.out).toMatch(/^ *LEDGER_UNAVAILABLE: El libro .+ no queda espacio en el disco/m);
    expect(full.err + full.out).not.toMatch(/^ +at /m);
    expect([after.code, after.err, verify.code, verify.err]).toEqual([0, '', 0, '']);
  });
});

/** Less than what the demo's rows take in a ledger. */
const LEFT = 3 * 2 ** 20;

function mount(folder: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=192m', 'tmpfs', folder]).status === 0;
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'montar '));
  const mounted = process.getuid?.() === 0 && mount(folder);
  if (mounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return mounted;
}

/** Root may act as another user, if that one may read this checkout. */
function canBeNobody(): boolean {
  if (process.getuid?.() !== 0) return false;
  const look = 'require("node:fs").accessSync(process.argv[1])';
  return spawnSync(process.execPath, ['-e', look, import.meta.filename], NOBODY).status === 0;
}
