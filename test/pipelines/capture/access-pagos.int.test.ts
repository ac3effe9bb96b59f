import { rm, truncate, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { access } from '../../../connectors/drivers/access/index.ts';
import { checkStream } from '../../../pipelines/check.ts';
import { newPath } from '../../connectors/drivers/access/access-subjects.ts';
import { textMark } from '../../support/access/expected.ts';
import { Jackcess, missingJackcess } from '../../support/access/jackcess.ts';
import { databases } from '../../support/databases.ts';
import { TestLibro, countsOf } from '../../support/libro.ts';
import { need } from '../../support/need.ts';
import { pagos } from '../../support/town.ts';

const missing = missingJackcess();
const stream = { ...pagos, table: 'PAGOS' };
const none = { read: 0, published: 0, unchanged: 0, rejected: 0, deleted: 0 };

need(
  'Jackcess',
  missing === null,
  missing ?? '',
)('los pagos de una aplicación de Access', () => {
  let jackcess: Jackcess;
  beforeAll(async () => {
    jackcess = await Jackcess.start();
  });
  afterAll(() => jackcess[Symbol.asyncDispose]());

  const pago = (numero: string, valor: string): readonly string[] => [
    ...['row', textMark(numero), textMark('2026'), 'T2026-03-02T00:00', `D${valor}`],
    ...[textMark('010000120034000'), textMark('N')],
  ];

  async function pagosFile(...rows: readonly (readonly string[])[]): Promise<string> {
    const file = await newPath('Caja año 2026.mdb');
    const columns = [
      ...['NUM_RECIBO:TEXT:20', 'VIGENCIA:TEXT:4', 'FEC_PAGO:SHORT_DATE_TIME', 'VLR_PAGADO:MONEY'],
      ...['CEDULA_CATASTRAL:TEXT:30', 'ANULADO:TEXT:1'],
    ];
    await jackcess.create(file, 'V2003', [['table', 'PAGOS', 'NUM_RECIBO', ...columns], ...rows]);
    return file;
  }

  test('se cargan al centavo, se dice que estaban abiertos, y lo que otro cambia llega en la corrida siguiente', async () => {
    const file = await pagosFile(pago('1', '-125000.50'), pago('2', '0.01'), pago('3', '922337203685.47'));
    await using database = await databases[0]!.open();
    const libro = await TestLibro.open(database);
    const driver = access({ file, lockWaitMs: 0 });

    await writeFile(file.replace('.mdb', '.ldb'), '');
    const first = await libro.run(stream, driver);
    await rm(file.replace('.mdb', '.ldb'));
    await jackcess.edit(file, [['use', 'PAGOS'], ['change', textMark('2'), textMark('2-A')], pago('4', '10.00')]);
    const second = await libro.run(stream, driver, { acceptDeletes: 1 });

    expect([first.error, countsOf(first), first.notes]).toEqual([
      null,
      { ...none, read: 3, published: 3 },
      [`${file} fue copiado mientras estaba abierto en Access; si algo falta, está en la próxima corrida`],
    ]);
    expect([second.error, countsOf(second), second.notes]).toEqual([
      null,
      { ...none, read: 4, published: 2, unchanged: 2, deleted: 1 },
      [],
    ]);
    expect(await libro.recaudos()).toEqual([
      '2026 1 -125000.50 aplicado',
      '2026 2 0.01 aplicado eliminado',
      '2026 2-A 0.01 aplicado',
      '2026 3 922337203685.47 aplicado',
      '2026 4 10.00 aplicado',
    ]);
  });

  test('un byte nulo y un diezmilésimo rechazan su fila y no las otras', async () => {
    const file = await pagosFile(pago('1\u0000', '1.00'), pago('2', '1.0001'), pago('3', '1.00'));
    await using database = await databases[0]!.open();
    const libro = await TestLibro.open(database);

    const run = await libro.run(stream, access({ file }));

    expect([run.error, countsOf(run)]).toEqual([null, { ...none, read: 3, published: 1, rejected: 2 }]);
    expect(await libro.recaudos()).toEqual(['2026 3 1.00 aplicado']);
  });

  test('un archivo que aparece cortado detiene la corrida, y lo del libro queda', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => pago(String(1000 + index), '1.00'));
    const file = await pagosFile(...rows);
    await using database = await databases[0]!.open();
    const libro = await TestLibro.open(database);
    const driver = access({ file });
    await libro.run(stream, driver);

    await truncate(file, 40 * 4096);
    const run = await libro.run(stream, driver);

    expect([run.outcome, run.error?.code, countsOf(run)]).toEqual(['falló', 'SOURCE_REFUSED', none]);
    expect(run.error?.message).toContain(`No se puede leer la base de Access ${file}: `);
    expect(await libro.rows('select count(*) as n from libro.recaudo where _eliminado_en is null')).toEqual([
      { n: 300 },
    ]);
  });

  test('libro check dice cuántas filas hay y si el archivo estaba abierto', async () => {
    const file = await pagosFile(pago('1', '1.00'));
    await writeFile(file.replace('.mdb', '.ldb'), '');
    const places = [{ driver: access({ file, lockWaitMs: 0 }), values: {} }];

    const check = await checkStream({ origin: 'caja/recaudo', stream, places, today: '2026-11-20', signal: never });

    expect([check.ok, check.lines]).toEqual([
      true,
      ['PAGOS: 1 fila, columnas en orden', expect.stringContaining('fue copiado mientras estaba abierto')],
    ]);
  });
});

const never = new AbortController().signal;
