import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const LIBRO = fileURLToPath(new URL('../../../ops/cli/libro.js', import.meta.url));

/** Three processes and a ledger each, on two cores that do other things too. */
const SLOW = 180_000;

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'demo-e2e-'));
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function libro(...words: readonly string[]): Promise<Ended> {
  // Run by npm, the command goes by the folder that npm was called from.
  const env = { ...process.env, INIT_CWD: root };
  const child = spawn(process.execPath, [LIBRO, ...words], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = [child.stdout, child.stderr].map(async (stream) => (await stream.toArray()).join(''));
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [out = '', err = ''] = await Promise.all(texts);
  return { code, out, err };
}

const demo = (): Promise<Ended> => libro('demo', '--predios', '100', '--semilla', '4');

// One after the other on one folder: each test starts from what the one before left.
it('la primera vez inventa el municipio y halla todo lo sembrado', async () => {
  const { code, out, err } = await demo();

  expect(err).toBe('');
  expect(out.match(/✓ hallado/g)).toHaveLength(12);
  expect(out).not.toContain('✗');
  expect(code).toBe(0);
}, SLOW);

it('la segunda vez no cambia nada y halla lo mismo', async () => {
  const { code, out } = await demo();

  expect(out).toContain('Nada cambió: no se escribió nada.');
  expect(out.match(/✓ hallado/g)).toHaveLength(12);
  expect(code).toBe(0);
}, SLOW);

it('una celda que alguien daña y un defecto que alguien corrige se nombran, y el comando no termina en 0', async () => {
  using hassql = new DatabaseSync(join(root, 'demo', 'hassql.db'));
  hassql.exec(`update PAGOS set VLR_PAGADO = 'N/A' where NUM_RECIBO = '000001' and VIGENCIA = 2024`);
  hassql.exec(`update PAGOS set FEC_PAGO = '2026-02-28' where FEC_PAGO = '2026-02-31'`);

  const { code, out, err } = await demo();

  expect(out).toMatch(/✗ nadie lo sembró: en cuarentena, fila \d+: hassql\/recaudo \[2024,"000001"\] VLR_PAGADO/);
  expect(out).toContain('✗ FECHA_IMPOSIBLE: no se ve 1 fila(s) de hassql/recaudo');
  expect(err).toBe('NOT_FOUND: Defectos sembrados que no se ven como deben: 1.\n');
  expect(code).toBe(66);
}, SLOW);
