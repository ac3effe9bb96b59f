import { describe, expect, it } from 'vitest';
import { asIntegrationError } from '../../../schemas/errors.ts';
import { api } from '../../../ops/config/api.ts';

const { site, use, sources, drivers, secret, fields, rows, scopes } = api('/srv/alcaldia');

const base = drivers.sqlite({ file: 'hassql.db' });
const bancos = () => use(sources.recaudoBancario, { driver: drivers.folder({ path: 'bancos' }) });
const villa = { nombre: 'Villa Inventada', entidad: '219925999', sources: [bancos()] };

const ENTIDAD = 'entidad: se espera el código CHIP de la entidad, nueve dígitos entre comillas';

// A person's file is not type-checked: what the types would refuse is passed as `never`.
const hassql = (options: unknown) => use(sources.hassql, { driver: base, ...(options as object) });
const recaudo = (override: unknown) => hassql({ streams: { recaudo: override } });

/** What the person who wrote it is told. */
function said(configure: () => unknown): string {
  try {
    configure();
  } catch (thrown) {
    const { code, message } = asIntegrationError(thrown);
    return `${code} ${message}`;
  }
  return 'nada';
}

it.each(Object.entries(sources))('el perfil de %s se usa como viene', (_name, source) => {
  const isOfFiles = source.streams.some(({ files }) => files !== null);
  const driver = isOfFiles ? drivers.folder({ path: 'carpeta' }) : base;

  expect(said(() => use(source, { driver }))).toBe('nada');
});

describe('un error en libro.config.ts se dice con su ruta y con lo que se espera', () => {
  it.each([
    [
      'una opción que no existe',
      { ...villa, sources: [bancos()], ledgr: {} },
      'ledgr: no es una opción; hay nombre, entidad, ledger, bus, registro, espera, horario, http, bitacora, alertas, conserva, seudonimos, sources',
    ],
    ['un texto donde va un número', { ...villa, espera: '60' }, 'espera: se espera un número'],
    ['un tiempo sin sentido', { ...villa, espera: 0 }, 'espera: se espera 1 o más'],
    ['un código de entidad como número', { ...villa, entidad: 219925999 }, ENTIDAD],
    ['un código de entidad corto', { ...villa, entidad: '25758' }, ENTIDAD],
    ['una fuente sin use', { ...villa, sources: [undefined] }, 'sources.0: falta; se espera use(sources.…, { … })'],
    ['ninguna fuente', { ...villa, sources: [] }, 'sources: está vacío'],
    [
      'una fuente dos veces',
      { ...villa, sources: [bancos(), bancos()] },
      'sources: recaudo-bancario está dos veces; una fuente con varias bases se declara con places',
    ],
  ])('%s', (_what, input, problem) => {
    expect(said(() => site(input as never))).toBe(
      `CONFIG_INVALID libro.config.ts:${problem.startsWith('\n') ? problem : ` ${problem}`}`,
    );
  });

  it('varios errores se dicen juntos', () => {
    const input = { entidad: 'Sopó', sources: villa.sources, colour: 1 };

    expect(said(() => site(input as never)).split('\n  ')).toEqual([
      'CONFIG_INVALID libro.config.ts:',
      'nombre: falta; se espera un texto',
      ENTIDAD,
      'colour: no es una opción; hay nombre, entidad, ledger, bus, registro, espera, horario, http, bitacora, alertas, conserva, seudonimos, sources',
    ]);
  });
});

const streams =
  'tercero, predio, predio-alias, predio-titular, avaluo, liquidacion, saldo-cartera, novedad-cartera, ' +
  'valorizacion-cuota, factura, factura-vigencia, factura-plazo, recaudo, recaudo-concepto, lote';
const at = 'use(hassql).streams.recaudo';
const options = 'table, fields, scope, key, rows, where, files, mode, mayVanish, places, driver';

describe('un error en use(…) se dice con la fuente, el flujo y el campo', () => {
  it.each<readonly [string, () => unknown, string]>([
    [
      'una fuente que no existe',
      () => use(undefined as never, { driver: base }),
      `use: no se dice qué fuente; hay ${Object.keys(sources)
        .map((name) => `sources.${name}`)
        .join(', ')}`,
    ],
    [
      'una opción que no existe',
      () => hassql({ stream: {} }),
      'use(hassql).stream: no es una opción; hay driver, places, streams',
    ],
    [
      'nada con qué leerla',
      () => use(sources.hassql, {}),
      "use(hassql).driver: falta; diga con qué se lee tercero, como drivers.sqlite({ file: './base.db' })",
    ],
    ['sin opciones', () => use(sources.hassql, undefined as never), 'use(hassql): falta; se espera un objeto { … }'],
    [
      'algo que no es un driver',
      () => use(sources.hassql, { driver: './hassql.db' as never }),
      "use(hassql).driver: se espera un driver, como drivers.sqlite({ file: './base.db' })",
    ],
    [
      'una carpeta para lo que está en tablas',
      () => hassql({ driver: drivers.folder({ path: '.' }) }),
      "use(hassql).driver: tercero se lee de una tabla; se espera un driver de base de datos, como drivers.sqlite({ file: './base.db' })",
    ],
    [
      'una base para lo que llega en archivos',
      () => use(sources.recaudoBancario, { driver: base }),
      "use(recaudo-bancario).driver: recaudo se lee de archivos; se espera drivers.folder({ path: './carpeta' })",
    ],
    [
      'un lugar sin driver',
      () => hassql({ places: [{ vigencia: 2024 }] }),
      "use(hassql).places.0.driver: falta; se espera un driver, como drivers.sqlite({ file: './base.db' })",
    ],
    [
      'un lugar con un valor que no lo es',
      () => hassql({ places: [{ vigencia: [2024], driver: base }] }),
      'use(hassql).places.0.vigencia: se espera un texto, un número, true o false',
    ],
    [
      'un flujo que no existe',
      () => hassql({ streams: { recaudos: {} } }),
      `use(hassql).streams.recaudos: no existe; hassql tiene ${streams}`,
    ],
    ['un flujo que no es nada', () => recaudo(true), `${at}: se espera un objeto { … }`],
    [
      'una opción del flujo que no existe',
      () => recaudo({ tabla: 'PAGOS' }),
      `${at}.tabla: no es una opción; hay ${options}`,
    ],
    ['una tabla que no es un texto', () => recaudo({ table: 7 }), `${at}.table: se espera un texto`],
    [
      'un ámbito que no existe',
      () => recaudo({ scope: { kind: 'todo' } }),
      `${at}.scope.kind: se espera whole o byVigencia o byFile o photograph`,
    ],
    [
      'una parte que puede desaparecer mayor que todo',
      () => recaudo({ mayVanish: 30 }),
      `${at}.mayVanish: se espera 1 o menos`,
    ],
    [
      'una forma de fila que no lo es',
      () => recaudo({ rows: ['leavesOnly'] }),
      `${at}.rows.0: se espera una forma de fila, como rows.unpivot({ … })`,
    ],
    [
      'una clave con un campo que no existe',
      () => recaudo({ key: ['recibo'] }),
      `${at}.key: recaudo no tiene el campo recibo`,
    ],
    [
      'el nombre de una columna donde va un lector',
      () => recaudo({ fields: { valor: 'VLR' } }),
      `${at}.fields.valor: se espera un lector, como fields.codigo('COLUMNA')`,
    ],
    [
      'un campo de otra clase',
      () => recaudo({ fields: { valor: fields.fecha('VLR') } }),
      `${at}.fields.valor: es dinero y se lee como fecha; se espera fields.dinero(…)`,
    ],
    [
      'ausente lo que no puede faltar',
      () => recaudo({ fields: { valor: fields.ausente('no está') } }),
      `${at}.fields.valor: recaudo no admite registros sin ese campo: no puede ser ausente(…)`,
    ],
    [
      'un valor que no es de la lista',
      () => recaudo({ fields: { estado: fields.opcion('ANULADO', { 1: 'anulada', 0: 'aplicado' }) } }),
      `${at}.fields.estado: "anulada" no es un valor de opcion; puede ser aplicado, anulado, devuelto`,
    ],
    [
      'una constante que no es de la lista',
      () => recaudo({ fields: { origen: fields.constante('banco') } }),
      `${at}.fields.origen: "banco" no es un valor de opcion; puede ser A, M`,
    ],
    [
      'una base sin archivo',
      () => drivers.sqlite({ archivo: 'x.db' } as never),
      '\n  drivers.sqlite.file: falta; se espera un texto\n  drivers.sqlite.archivo: no es una opción; hay file, schema, busyTimeoutMs',
    ],
    [
      'un secreto sin nombre',
      () => secret(undefined as never),
      "secret: se espera el nombre de una variable, como secret('LIBRO_URL')",
    ],
  ])('%s', (_what, configure, problem) => {
    expect(said(configure)).toBe(
      `CONFIG_INVALID libro.config.ts:${problem.startsWith('\n') ? problem : ` ${problem}`}`,
    );
  });

  it('un campo que la entidad no tiene', () => {
    const message = said(() => recaudo({ fields: { monto: fields.dinero('VLR') } }));

    expect(message).toMatch(
      /^CONFIG_INVALID libro\.config\.ts: use\(hassql\)\.streams\.recaudo\.fields\.monto: recaudo no tiene ese campo; tiene vigencia, numero, /,
    );
  });

  it('lo que un sitio sí puede decir', () => {
    const override = {
      table: 'RECIBOS',
      scope: scopes.whole(),
      rows: [rows.onlyRows({ column: 'ANULADO', in: ['0'] }, 'anulado')],
      where: [{ kind: 'equals', column: 'CLASE', value: 1 }],
      key: ['vigencia', 'numero'],
      mayVanish: 0.1,
      fields: {
        vigencia: fields.delAmbito('vigencia'),
        valor: fields.dineroDeFlotante('PAGADO', 2),
        predio: fields.ausente('no lo guarda'),
        numero: fields.extraer('RECIBO', /^R-(\d+)$/, fields.codigo),
        banco: fields.traducido('CAJA', { 1: '007' }, fields.codigo),
      },
    };

    expect(said(() => recaudo(override))).toBe('nada');
  });
});

describe('un flujo que no se puede leer como se dice se señala antes de leer', () => {
  const cursor = { kind: 'cursor', column: 'CAMBIO', lagSeconds: 60 };

  it.each([
    [
      'archivos que borrarían los unos lo de los otros',
      () =>
        use(sources.recaudoBancario, {
          driver: drivers.folder({ path: 'bancos' }),
          streams: { recaudo: { scope: scopes.whole() } },
        }),
      'use(recaudo-bancario).streams.recaudo.scope: se lee de archivos; se espera scopes.byFile(…)',
    ],
    [
      'una tabla por archivos',
      () => recaudo({ scope: scopes.byFile(['banco'], { order: [], resend: 'adds' }) }),
      'use(hassql).streams.recaudo.scope: scopes.byFile es para archivos, y este flujo se lee de una tabla',
    ],
    [
      'algo del archivo que no lo nombra, tomado como si lo nombrara',
      () =>
        use(sources.recaudoBancario, {
          driver: drivers.folder({ path: 'bancos' }),
          streams: { recaudo: { fields: { modificador: fields.delAmbito('modificador', fields.codigo) } } },
        }),
      'use(recaudo-bancario).streams.recaudo.fields: modificador toma modificador del ámbito, que es banco, cuenta, fecha; ' +
        "lo que el archivo dice además es también una columna: léalo como columna 'modificador'",
    ],
    [
      'novedades de filas que cambian de forma',
      () => recaudo({ mode: cursor, rows: [rows.fillDown(['BANCO'])] }),
      'use(hassql).streams.recaudo.mode: con formas de fila (rows) se lee siempre entero; quite mode',
    ],
    [
      'novedades de varios sitios',
      () =>
        recaudo({
          mode: cursor,
          places: [
            { vigencia: 2024, driver: base },
            { vigencia: 2025, driver: base },
          ],
        }),
      'use(hassql).streams.recaudo.mode: lo que se lee en varios sitios (places) se lee siempre entero; quite mode',
    ],
    [
      'novedades que el driver no puede dar',
      () => recaudo({ mode: { kind: 'rowversion', column: 'VERSION' } }),
      'use(hassql).streams.recaudo.mode: el driver no dice hasta dónde se puede leer por rowversion; quite mode',
    ],
  ])('%s', (_what, configure, problem) => {
    const message = said(configure);

    expect(message).toContain(problem);
  });

  it('y el que sí se puede no', () => {
    const used = recaudo({ mode: cursor });

    expect(used.streams.find(({ stream }) => stream.id === 'recaudo')?.stream.mode).toEqual(cursor);
  });
});
