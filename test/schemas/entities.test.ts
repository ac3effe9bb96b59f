import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { campo, defineEntity, fieldsOf, moneyFieldsOf, sensitivityOf, topicOf } from '../../schemas/entity.ts';
import { liquidacionPredial } from '../../schemas/entities/liquidacion-predial.ts';
import { predio } from '../../schemas/entities/predio.ts';
import { recaudo } from '../../schemas/entities/recaudo.ts';
import { abierto } from '../../schemas/field-meta.ts';
import { entities, entityNamed } from '../../schemas/registry.ts';
import { dinero } from '../../schemas/scalars/dinero.ts';

describe.each(entities.map((entity) => [entity.name, entity] as const))('%s', (name, entity) => {
  const fields = fieldsOf(entity);

  test('se halla por su nombre', () => {
    const found = entityNamed(name);

    expect(found).toBe(entity);
  });

  test('describe cada campo con una frase que empieza en mayúscula', () => {
    const undescribed = fields
      .filter(({ description }) => !/^[A-ZÁÉÍÓÚ0-9].*[^.\s]$/u.test(description))
      .map((field) => field.name);

    expect(undescribed).toEqual([]);
  });

  test('da unidad a cada número', () => {
    const unmeasured = fields
      .filter(({ scalar, unit }) => ['dinero', 'decimal', 'entero', 'periodo'].includes(scalar) && unit === null)
      .map((field) => field.name);

    expect(unmeasured).toEqual([]);
  });

  test('nombra campos y tabla como PostgreSQL los admite', () => {
    const names = [name, ...fields.map((field) => field.name)].filter((text) => !/^[a-z][a-z0-9_]{0,49}$/.test(text));

    expect(names).toEqual([]);
  });

  test('tiene por clave campos propios, sin repetir, y al menos uno que nunca falta', () => {
    const required = fields.filter(({ nullable }) => !nullable).map((field) => field.name);
    const known = new Set(fields.map((field) => field.name));

    expect(entity.key.filter((field) => !known.has(field))).toEqual([]);
    expect(new Set(entity.key).size).toBe(entity.key.length);
    expect(entity.key.some((field) => required.includes(field))).toBe(true);
  });

  test('no tiene por clave un valor en pesos', () => {
    const amounts = moneyFieldsOf(entity);

    expect(entity.key.filter((field) => amounts.includes(field))).toEqual([]);
  });

  test('guarda las fechas y momentos como tales', () => {
    const dated = fields.filter((field) => /^(fecha|periodo_corte)/.test(field.name) || field.name.endsWith('_en'));

    expect(dated.filter(({ scalar }) => scalar !== 'fecha' && scalar !== 'instante')).toEqual([]);
  });
});

test('las entidades del libro son estas', () => {
  const names = entities.map(({ name }) => name);

  expect(names).toEqual([
    'apropiacion',
    'avaluo',
    'comprobante',
    'cuenta_bancaria',
    'cuenta_contable',
    'documento_perdido',
    'documento_presupuestal',
    'documento_presupuestal_linea',
    'egreso',
    'egreso_deduccion',
    'ejecucion_gastos',
    'ejecucion_ingresos',
    'encuesta_satisfaccion',
    'factura_predial',
    'factura_predial_plazo',
    'factura_predial_vigencia',
    'liquidacion_predial',
    'lote_recaudo',
    'mapa_contable',
    'mapa_fuente',
    'modificacion_presupuestal',
    'movimiento_bancario',
    'movimiento_contable',
    'nomina_linea',
    'novedad_cartera',
    'pago_nomina',
    'pila_linea',
    'plusvalia_liquidacion',
    'predio',
    'predio_alias',
    'predio_titular',
    'recaudo',
    'recaudo_concepto',
    'recibo_caja',
    'recibo_caja_concepto',
    'rubro',
    'saldo_bancario',
    'saldo_cartera',
    'saldo_contable',
    'solicitud_sisben',
    'tercero',
    'transaccion_pse',
    'valorizacion_cuota',
    'visita',
  ]);
});

test('el tema de una entidad lleva la sensibilidad más alta de sus campos', () => {
  const topics = [predio, recaudo, liquidacionPredial].map(topicOf);

  expect(topics).toEqual([
    'abierto.catastro.predio.v1',
    'interno.tesoreria.recaudo.v1',
    'reservado.predial.liquidacion_predial.v1',
  ]);
});

test('quién debe qué es reservado de Hacienda', () => {
  const reserved = entities.filter((entity) => sensitivityOf(entity) === 'reservado:hacienda').map(({ name }) => name);

  expect(reserved).toEqual([
    'factura_predial',
    'factura_predial_plazo',
    'factura_predial_vigencia',
    'liquidacion_predial',
    'novedad_cartera',
    'plusvalia_liquidacion',
    'predio_titular',
    'saldo_cartera',
    'valorizacion_cuota',
  ]);
});

test('la nómina y los registros de personas son de su oficina', () => {
  const offices = ['talento_humano', 'inspeccion', 'recepcion', 'sisben'] as const;
  const reserved = offices.map((office) =>
    entities.filter((entity) => sensitivityOf(entity) === `reservado:${office}`).map(({ name }) => name),
  );

  expect(reserved).toEqual([
    ['nomina_linea', 'pago_nomina', 'pila_linea'],
    ['documento_perdido'],
    ['visita'],
    ['solicitud_sisben'],
  ]);
});

test('lo que se conserva por un tiempo se cuenta desde un día que nunca falta', () => {
  const kept = entities.filter(({ conserva }) => conserva !== undefined);
  const dated = kept.filter((entity) =>
    fieldsOf(entity).some(
      ({ name, scalar, nullable }) => name === entity.conserva?.campo && scalar === 'fecha' && !nullable,
    ),
  );

  expect(kept.map(({ name }) => name)).toEqual([
    'documento_perdido',
    'encuesta_satisfaccion',
    'solicitud_sisben',
    'visita',
  ]);
  expect(dated).toEqual(kept);
});

test('presupuesto, saldos reportados, catálogos y predios son abiertos', () => {
  const open = entities.filter((entity) => sensitivityOf(entity) === 'abierto').map(({ name }) => name);

  expect(open).toEqual([
    'apropiacion',
    'avaluo',
    'cuenta_contable',
    'ejecucion_gastos',
    'ejecucion_ingresos',
    'mapa_contable',
    'mapa_fuente',
    'modificacion_presupuestal',
    'predio',
    'predio_alias',
    'rubro',
    'saldo_contable',
  ]);
});

test('un recaudo se cuadra en su valor', () => {
  const amounts = moneyFieldsOf(recaudo);

  expect(amounts).toEqual(['valor']);
});

test('un campo se describe como fue declarado', () => {
  const [field] = fieldsOf(recaudo).filter(({ name }) => name === 'banco');

  expect(field).toEqual({
    name: 'banco',
    scalar: 'codigo',
    nullable: true,
    description: 'Banco recaudador',
    unit: null,
    sensitivity: 'interno',
    norm: 'Códigos de entidad de ACH Colombia, tres dígitos',
  });
});

test('una entidad con un campo sin describir, sin sensibilidad o sin clase no se deja declarar', () => {
  const declare = (schema: z.ZodObject) => () =>
    defineEntity({ name: 'prueba', version: 1, summary: 'Prueba', domain: 'tesoreria', schema, key: [] });

  expect(declare(z.object({ valor: campo(dinero, abierto('')) }))).toThrow('prueba.valor has no description');
  expect(declare(z.object({ valor: dinero }))).toThrow('prueba.valor has no sensitivity');
  expect(declare(z.object({ valor: z.string().meta({ ...abierto('Valor') }) }))).toThrow('made of a scalar');
});
