import { expect, test } from 'vitest';
import { needsPseudonymKey, seudonimo, withPseudonymKey } from '../../../connectors/fields/seudonimo.ts';
import { Unreadable, type Field } from '../../../connectors/field.ts';
import type { Cell } from '../../../connectors/driver.ts';
import { opcional } from '../../../connectors/fields/index.ts';
import { defineStream } from '../../../connectors/source.ts';
import { whole } from '../../../connectors/scope.ts';
import { defineEntity, campo } from '../../../schemas/entity.ts';
import { reservado } from '../../../schemas/field-meta.ts';
import { seudonimo as scalar } from '../../../schemas/scalars/seudonimo.ts';
import { z } from 'zod';

function read(field: Field<string | null>, key: string, cell: Cell): unknown {
  const reader = field.withKey?.(key).compile(new Map([['CEDULA', 0]]));
  return reader?.([cell], { scope: {}, observe: () => undefined });
}

test('una persona tiene el mismo seudónimo escriba cada sistema su cédula como la escriba', () => {
  const written = ['9900000001', '9.900.000.001', '0009900000001', ' 9900000001 ', 9_900_000_001];

  const pseudonyms = written.map((cell) => read(seudonimo('CEDULA'), 'una clave', cell));

  // HMAC-SHA256 of 9900000001, by `printf 9900000001 | openssl dgst -sha256 -hmac 'una clave'`.
  expect(pseudonyms).toEqual(written.map(() => '7fd50c8773145a9aacf240f87d4986f4'));
});

test('otra persona y otra clave dan otro seudónimo', () => {
  const one = read(seudonimo('CEDULA'), 'una clave', '9900000001');
  const another = read(seudonimo('CEDULA'), 'una clave', '9900000002');
  const otherKey = read(seudonimo('CEDULA'), 'otra clave', '9900000001');

  expect(new Set([one, another, otherKey]).size).toBe(3);
});

test('sin documento no hay seudónimo: se rechaza, o es nulo donde se admite', () => {
  const required = read(seudonimo('CEDULA'), 'una clave', '  ');
  const optional = read(opcional(seudonimo('CEDULA')), 'una clave', null);

  expect(required).toBeInstanceOf(Unreadable);
  expect(optional).toBeNull();
});

test('la declaración de un flujo no guarda la clave, pero otra clave es otra declaración', () => {
  const entity = defineEntity({
    name: 'pago',
    version: 1,
    summary: 'Un pago',
    domain: 'nomina',
    schema: z.object({ empleado: campo(scalar, reservado('talento_humano', 'Empleado')) }),
    key: ['empleado'],
  });
  const fields = { empleado: seudonimo('CEDULA') };
  const stream = defineStream({ id: 'pago', entity, table: 'PAGOS', scope: whole(), fields });

  const options = ['una clave', 'otra clave'].map((key) => withPseudonymKey(stream, key).fields['empleado']?.options);

  expect(needsPseudonymKey(stream)).toBe(true);
  expect(JSON.stringify(options)).not.toContain('clave');
  expect(options[0]).not.toEqual(options[1]);
});

test('sin la clave no se deja leer', () => {
  const compile = () => seudonimo('CEDULA').compile(new Map([['CEDULA', 0]]));

  expect(compile).toThrow('The pseudonym of CEDULA was not given its key');
});
