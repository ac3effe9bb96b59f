import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { fieldsOf } from '../../schemas/entity.ts';
import { loteRecaudo } from '../../schemas/entities/lote-recaudo.ts';
import { predio } from '../../schemas/entities/predio.ts';
import { recaudo } from '../../schemas/entities/recaudo.ts';
import { deleteSchemaOf, jsonSchemaOf, schemaFiles } from '../../schemas/json-schema.ts';
import { entities } from '../../schemas/registry.ts';
import { records } from './records.ts';

describe.each(records.map(({ entity, record }) => [entity.name, entity, record] as const))(
  'un registro de %s',
  (_, entity, record) => {
    const validator = z.fromJSONSchema(jsonSchemaOf(entity));

    test('que la entidad acepta también lo acepta su JSON Schema', () => {
      const accepted = [entity.schema.safeParse(record).success, validator.safeParse(record).success];

      expect(accepted).toEqual([true, true]);
    });

    test('al que le falta un campo lo rechazan ambos', () => {
      const answers = Object.keys(record).flatMap((name) => {
        const rest = Object.fromEntries(Object.entries(record).filter(([other]) => other !== name));
        return [entity.schema.safeParse(rest).success, validator.safeParse(rest).success];
      });

      expect(answers.filter(Boolean)).toEqual([]);
    });

    test('con un campo de otra clase lo rechazan ambos', () => {
      const answers = Object.keys(record).flatMap((name) => {
        const wrong = { ...record, [name]: [] };
        return [entity.schema.safeParse(wrong).success, validator.safeParse(wrong).success];
      });

      expect(answers.filter(Boolean)).toEqual([]);
    });
  },
);

test.each([
  ['valor', '-0.00'],
  ['valor', '1.5'],
  ['banco', ' 007'],
  ['referencia', ''],
  ['vigencia', 2205],
  ['estado', 'perdido'],
  ['fecha_recaudo', null],
])('un recaudo con %s %j lo rechazan la entidad y su JSON Schema', (name, value) => {
  const record = { ...records[0]!.record, [name]: value };

  const accepted = [
    recaudo.schema.safeParse(record).success,
    z.fromJSONSchema(jsonSchemaOf(recaudo)).safeParse(record).success,
  ];

  expect(accepted).toEqual([false, false]);
});

test('un campo opcional que se añade después no rompe a quien valida con el JSON Schema anterior', () => {
  const record = { ...records[0]!.record, canal: 'PSE' };

  const { success } = z.fromJSONSchema(jsonSchemaOf(recaudo)).safeParse(record);

  expect(success).toBe(true);
});

test('el JSON Schema dice de qué entidad es, su clave y su sensibilidad', () => {
  const { properties, required, ...heading } = jsonSchemaOf(loteRecaudo);

  expect(heading).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:libro-unico:lote_recaudo:v1',
    title: 'lote_recaudo',
    description: 'Los totales de control de un lote de recaudo, según el banco o según el sistema que lo cargó.',
    'x-dominio': 'tesoreria',
    'x-sensibilidad': 'interno',
    'x-clave': ['banco', 'cuenta', 'fecha_recaudo', 'lote'],
    type: 'object',
  });
  expect(Object.keys(properties as object)).toEqual(required);
});

test('cada propiedad lleva descripción, unidad, sensibilidad y norma de su campo', () => {
  const properties = jsonSchemaOf(predio)['properties'] as Record<string, unknown>;

  expect(properties['area_terreno']).toEqual({
    anyOf: [
      { type: 'string', pattern: '^(?!-0\\.0+$)-?(?:0|[1-9]\\d{0,16})\\.\\d{2}$', 'x-escalar': 'decimal' },
      { type: 'null' },
    ],
    description: 'Área del terreno',
    'x-sensibilidad': 'abierto',
    'x-unidad': 'm2',
  });
  expect(properties['municipio']).toEqual({
    anyOf: [{ type: 'string', pattern: '^\\d{5}$', 'x-escalar': 'divipola' }, { type: 'null' }],
    description: 'Municipio',
    'x-sensibilidad': 'abierto',
    'x-norma': 'DIVIPOLA, DANE',
  });
});

test('ningún patrón pide el modo Unicode, que no todo validador usa', () => {
  const text = JSON.stringify(entities.map(jsonSchemaOf));

  const patterns = [...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
    ([, quoted]) => JSON.parse(quoted ?? '') as string,
  );

  expect(patterns.length).toBeGreaterThan(entities.length);
  expect(patterns.filter((pattern) => /\\[pPk]|\\u\{/.test(pattern))).toEqual([]);
});

test.each(entities.map((entity) => [entity.name, entity] as const))(
  '%s tiene en su JSON Schema todos sus campos y un archivo con su nombre',
  (name, entity) => {
    const properties = jsonSchemaOf(entity)['properties'] as Record<string, unknown>;

    expect(Object.keys(properties)).toEqual(fieldsOf(entity).map((field) => field.name));
    expect(schemaFiles([entity])).toEqual([
      [`${name}.v1.schema.json`, jsonSchemaOf(entity)],
      [`${name}.v1.delete.schema.json`, deleteSchemaOf(entity)],
    ]);
  },
);

test('los datos de un eliminado son campos de su clave, la que tenga el flujo', () => {
  const validator = z.fromJSONSchema(deleteSchemaOf(recaudo));

  const answers = [{ vigencia: 2026, numero: 'Ñ-1' }, { vigencia: 'x', numero: 'Ñ-1' }, { numero: 3 }];

  expect(answers.map((record) => validator.safeParse(record).success)).toEqual([true, false, false]);
});
