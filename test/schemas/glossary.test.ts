import { expect, test } from 'vitest';

import { facturaPredialPlazo } from '../../schemas/entities/factura-predial-plazo.ts';
import { predioAlias } from '../../schemas/entities/predio-alias.ts';
import { fieldsOf } from '../../schemas/entity.ts';
import { glossary } from '../../schemas/glossary.ts';
import { entities } from '../../schemas/registry.ts';

test('el glosario da de cada entidad su clave y una línea por campo', () => {
  const text = glossary([facturaPredialPlazo]);

  const section = text.slice(text.indexOf('## factura_predial_plazo'));
  expect(section).toBe(`## factura_predial_plazo

Un plazo de pago de una factura de predial, con el total que vale hasta ese día.

Clave: \`vigencia\`, \`numero\`, \`emision\`, \`plazo\`. Versión 1. Sensibilidad: reservado:hacienda.

| Campo | Clase | Puede faltar | Unidad | Sensibilidad | Norma | Descripción |
| --- | --- | --- | --- | --- | --- | --- |
| \`vigencia\` | vigencia | no |  | interno |  | Vigencia de la numeración de la factura |
| \`numero\` | codigo | no |  | interno |  | Número de la factura |
| \`emision\` | codigo | sí |  | interno |  | Emisión de la factura |
| \`plazo\` | entero | no | plazo | interno |  | Orden del plazo, desde 1 |
| \`fecha_limite\` | fecha | no |  | interno |  | Último día del plazo |
| \`total\` | dinero | no | COP | reservado:hacienda |  | Total si se paga dentro del plazo |
| \`descuento\` | dinero | sí | COP | reservado:hacienda |  | Descuento del plazo |
`);
});

test('el glosario lista los valores de una opción', () => {
  const text = glossary([predioAlias]);

  expect(text).toContain(
    '| `clase` | opcion: `numero_predial`, `codigo_predial`, `nupre`, `matricula`, `interno` | no |',
  );
});

test('el glosario tiene todas las entidades con todos sus campos', () => {
  const text = glossary(entities);

  const missing = entities.flatMap((entity) => {
    const section = text.slice(text.indexOf(`\n## ${entity.name}\n`)).split('\n## ')[1] ?? '';
    return fieldsOf(entity).filter(({ name }) => !section.includes(`| \`${name}\` |`));
  });
  expect(missing).toEqual([]);
});
