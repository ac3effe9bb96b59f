import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { need } from '../../support/need.ts';

const CHECKOUT = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'despliegue-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function has(command: string): boolean {
  return spawnSync(command, ['--version']).error === undefined;
}

need(
  'docker-compose',
  has('docker-compose'),
  'es un paquete de Debian',
)('docker-compose.yml', () => {
  it('es válido; ningún puerto se ve desde fuera del equipo y ninguna clave está escrita', () => {
    const { status, stdout, stderr } = spawnSync(
      'docker-compose',
      ['--file', join(CHECKOUT, 'docker-compose.yml'), 'config'],
      { env: { ...process.env, LIBRO_SITIO: folder }, encoding: 'utf8' },
    );
    const lines = stdout.split('\n').map((line) => line.trim());
    const services = stdout
      .split('\n')
      .filter((line) => /^ {2}\w+:/.test(line))
      .map((line) => line.trim());

    expect([status, stderr]).toEqual([0, '']);
    expect(services).toEqual(expect.arrayContaining(['kafka:', 'postgres:', 'libro:']));
    expect(lines.filter((line) => /^- [\d.:]+\/tcp$/.test(line))).toEqual([
      '- 127.0.0.1:19092:19092/tcp',
      '- 127.0.0.1:25758:25758/tcp',
      '- 127.0.0.1:15432:5432/tcp',
    ]);
    expect(
      lines.filter((line) => /(PASSWORD|CLAVE|URL)\w*: /.test(line) && !line.includes('_FILE: /run/secrets/')),
    ).toEqual([]);
  });
});

need(
  'systemd-analyze',
  has('systemd-analyze'),
  'es de systemd',
)('libro.service', () => {
  it('es una unidad válida', () => {
    const unit = readFileSync(join(CHECKOUT, 'ops/deploy/libro.service'), 'utf8').replaceAll('/opt/libro', CHECKOUT);
    const path = join(folder, 'libro.service');
    writeFileSync(path, unit);

    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' });

    expect([status, stdout, stderr]).toEqual([0, '', '']);
  });
});
