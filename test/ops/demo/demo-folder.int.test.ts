import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDemoFolder } from '../../../ops/demo/demo-folder.ts';

const OPTIONS = { predios: 100, semilla: 5 };

let root: string;
let folder: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'demo-folder-'));
  folder = join(root, 'demo');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

it('generates once and then leaves the data as it is', () => {
  const first = openDemoFolder(folder, OPTIONS);
  writeFileSync(join(folder, 'pct.db'), 'cambiado por alguien');

  const second = openDemoFolder(folder, OPTIONS);

  expect(first.made).toBe(true);
  expect(second).toEqual({ made: false, defects: first.defects });
  expect(readFileSync(join(folder, 'pct.db'), 'utf8')).toBe('cambiado por alguien');
});

it('begins again when it was interrupted', () => {
  openDemoFolder(folder, OPTIONS);
  const mark = join(folder, 'demo.json');
  const whole = JSON.parse(readFileSync(mark, 'utf8')) as Record<string, unknown>;
  writeFileSync(mark, JSON.stringify({ ...whole, defectos: null }));
  writeFileSync(join(folder, 'pct.db'), 'a medias');

  const again = openDemoFolder(folder, OPTIONS);

  expect(again.made).toBe(true);
  expect(statSync(join(folder, 'pct.db')).size).toBeGreaterThan(10_000);
});

it('touches no folder that holds other things', () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'nomina.xlsx'), 'de alguien');

  const open = (): unknown => openDemoFolder(folder, OPTIONS);

  expect(open).toThrow(/tiene otras cosas y no se tocan/);
  expect(readFileSync(join(folder, 'nomina.xlsx'), 'utf8')).toBe('de alguien');
});

it('does not put another demo over one that is there', () => {
  openDemoFolder(folder, OPTIONS);

  const open = (): unknown => openDemoFolder(folder, { ...OPTIONS, predios: 101 });

  expect(open).toThrow(/una demo de 100 predios y semilla 5/);
});

it('says so when its mark is not its own', () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'demo.json'), '{"otra":"cosa"}');

  const open = (): unknown => openDemoFolder(folder, OPTIONS);

  expect(open).toThrow(/no es de una demo de este programa/);
});
