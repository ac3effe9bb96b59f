import { beforeAll, expect, test } from 'vitest';
import { readCatalogues } from '../../../pipelines/profile/catalogues.ts';
import type { Catalogues } from '../../../pipelines/profile/catalogues.ts';
import { contentsOf } from '../../../pipelines/profile/content.ts';
import { masked } from '../../../pipelines/profile/mask.ts';

let catalogues: Catalogues;
beforeAll(async () => {
  catalogues = await readCatalogues();
});

// NITs and check digits of public bodies as they print them: Contraloría de Tunja, ICBF.
test.each([
  ['800107701-8', ['NIT con su dígito de verificación']],
  ['899.999.239-2', ['NIT con su dígito de verificación']],
  ['8999992392', ['NIT con su dígito de verificación']],
  ['8999992393', []],
  ['257580000000000010001000000000', ['número predial de 30 dígitos']],
  ['130507', ['cuenta del CGC']],
  ['1.3.05.07', ['cuenta del CGC']],
  ['13050701', ['cuenta del CGC']],
  ['135507', []],
  ['1.1.01.01.200', ['rubro del CCPET']],
  ['1.1.01.01.200.01.07', ['rubro del CCPET']],
  ['1.1', ['dinero']],
  ['9.9.9.9', []],
  ['2026-02-28', ['fecha']],
  ['2026-02-28 10:15:00', ['fecha']],
  ['28/02/2026', ['fecha']],
  ['31/02/2026', []],
  ['20260228', ['fecha']],
  ['1.234.567,89', ['dinero']],
  ['-42.50', ['dinero']],
  ['4250', []],
  ['hacienda@ejemplo.gov.co', ['correo electrónico']],
  ['6F9619FF-8B86-D011-B42D-00C04FC964FF', ['identificador único (UUID)']],
  ['Planeación', []],
])('%s parece %j', (text, expected) => {
  const contents = contentsOf(text, catalogues);

  expect(contents).toEqual(expected);
});

test('de un valor enmascarado sólo queda la forma', () => {
  const shapes = ['Ñandú 1.234-5', 'a\u0000b', 'x'.repeat(30)].map(masked);

  expect(shapes).toEqual(['Aaaaa 9.999-9', 'a·a', `${'a'.repeat(24)}…`]);
});
