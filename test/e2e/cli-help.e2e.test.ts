import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'sin configuración '));
const { libro } = commandLine(folder);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const commands = [
  'init',
  'check',
  'discover',
  'preview',
  'sync',
  'up',
  'watch',
  'status',
  'runs',
  'verify',
  'query',
  'bi-access',
  'history',
  'quarantine',
  'reconcile',
  'schemas',
  'topics',
  'rebuild',
  'restore',
  'demo',
];
const parts = [
  'quarantine list',
  'quarantine show',
  'quarantine retry',
  'quarantine discard',
  'reconcile banco-predial',
  'reconcile saldos-ejecucion',
];

/** Words of commander's that nobody translated. */
const ENGLISH =
  /\b(?:usage|options?|commands?|arguments?|default|choices|display|help for|example|missing|unknown|invalid)\b|error: /i;

describe('la ayuda', () => {
  it('nombra todos los comandos y ninguno más', async () => {
    const { code, out, err } = await libro('--help');

    expect([code, err]).toEqual([0, '']);
    expect([...out.matchAll(/^ {2}([a-z-]+)(?: [[<]| {2,})/gm)].map(([, name]) => name)).toEqual(commands);
    expect(out.replaceAll('--help', '')).not.toMatch(ENGLISH);
  });

  it.each([...commands, ...parts])('de %s está en español y trae ejemplos', async (command) => {
    const { code, out, err } = await libro(...command.split(' '), '--help');

    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`^Uso: libro ${command}`));
    expect(out).toMatch(new RegExp(`\\nEjemplos?:\\n  libro ${command}`));
    expect(out.replaceAll('--help', '')).not.toMatch(ENGLISH);
  });

  it('sin comando es la misma, y no es un éxito', async () => {
    const [nothing, asked] = [await libro(), await libro('--help')];

    expect(nothing).toEqual({ code: 64, out: '', err: asked.out });
  });
});

describe('un comando mal dado', () => {
  it.each([
    [['nada'], "No existe el comando 'nada'."],
    [['sync', '--nada'], "No existe la opción '--nada'."],
    [['sync', '--accept-deletes'], "A la opción '--accept-deletes <n>' le falta su valor."],
    [
      ['sync', '--accept-deletes', 'todo'],
      "'todo' no sirve para la opción '--accept-deletes <n>'. Se espera un número entero.",
    ],
    [['rebuild'], "Falta la opción '--into <libro>'."],
    [['watch'], 'Falta el argumento <fuente/flujo>.'],
    [['history', 'recaudo', '1', '2'], 'Sobran argumentos.'],
    [
      ['query', 'select 1', '--format', 'xml'],
      "'xml' no sirve para la opción '--format <formato>'. Puede ser table, csv, json, ndjson, xlsx.",
    ],
    [['quarantine', 'show', 'x'], "'x' no sirve para <numero>. Se espera un número entero."],
    [['quarantine', 'nada'], "No existe el comando 'nada'."],
    [
      ['reconcile', 'banco-predial', '--desde', '2026-02-31'],
      "'2026-02-31' no sirve para la opción '--desde <fecha>'. Se espera una fecha que exista, AAAA-MM-DD.",
    ],
  ])('%s se dice en español y termina en 64', async (words, said) => {
    expect(await libro(...words)).toEqual({
      code: 64,
      out: '',
      err: `${said}\n(«libro --help» muestra los comandos; «libro <comando> --help», cómo se escribe cada uno)\n`,
    });
  });

  it('sin configuración se dice cómo hacer una, y termina en 78', async () => {
    expect(await libro('sync')).toEqual({
      code: 78,
      out: '',
      err: `CONFIG_INVALID: No hay libro.config.ts en ${folder} ni más arriba. Cree uno con «libro init», o vaya a la carpeta que lo tiene.\n`,
    });
  });
});
