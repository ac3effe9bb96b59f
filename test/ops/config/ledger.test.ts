import { describe, expect, it } from 'vitest';
import { asIntegrationError } from '../../../schemas/errors.ts';
import { api } from '../../../ops/config/api.ts';

const { site, use, sources, drivers, secret } = api('/srv/alcaldia');

const villa = {
  nombre: 'Villa Inventada',
  entidad: '219925999',
  sources: [use(sources.recaudoBancario, { driver: drivers.folder({ path: 'bancos' }) })],
};

/** What the person who wrote it is told. */
function said(ledger: unknown): string {
  try {
    site({ ...villa, ledger });
  } catch (thrown) {
    const { code, message } = asIntegrationError(thrown);
    return `${code} ${message}`;
  }
  return 'nada';
}

describe('un error en ledger se dice con su ruta, según cómo se tiene el libro', () => {
  it.each([
    [
      'un libro que no es ninguno',
      './libro',
      "ledger: se espera { embedded: './libro' }, { managed: './libro-pg' } o { url: secret('LIBRO_URL') }",
    ],
    [
      'un libro con una opción que no es suya',
      { embedded: './libro', connections: 8 },
      'ledger.connections: no es una opción; hay embedded',
    ],
    [
      'un libro con una opción mal escrita',
      { url: 'postgres://servidor/libro', conections: 8 },
      'ledger.conections: no es una opción; hay url, connections, statementTimeoutMs',
    ],
    [
      'un usuario del servidor que no es un nombre',
      { managed: './libro-pg', user: 1000 },
      'ledger.user: se espera un texto',
    ],
    [
      'menos conexiones de las que hacen falta',
      { url: 'postgres://servidor/libro', connections: 1 },
      'ledger.connections: se espera 2 o más',
    ],
    [
      'un límite de tiempo como texto',
      { url: 'postgres://servidor/libro', statementTimeoutMs: '60 s' },
      'ledger.statementTimeoutMs: se espera un número',
    ],
  ])('%s', (_what, ledger, problem) => {
    expect(said(ledger)).toBe(`CONFIG_INVALID libro.config.ts: ${problem}`);
  });

  it('un secreto pegado dentro de un texto', () => {
    const url = `postgres://libro:${String(secret('CLAVE'))}@servidor/libro`;

    expect(said({ url })).toBe(
      "CONFIG_INVALID libro.config.ts: ledger.url: se espera postgres://usuario@servidor/base; si lleva clave, la dirección entera en secret('LIBRO_URL')",
    );
  });

  it.each([
    { embedded: './libro' },
    { managed: './libro-pg', user: 'libro', connections: 8, statementTimeoutMs: 60_000 },
    { url: 'postgres://servidor/libro', connections: 2 },
    { url: secret('LIBRO_URL') },
    undefined,
  ])('%j sirve', (ledger) => {
    expect(said(ledger)).toBe('nada');
  });
});
