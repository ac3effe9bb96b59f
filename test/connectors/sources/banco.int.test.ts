import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { folder } from '../../../connectors/drivers/file/index.ts';
import { banco } from '../../../connectors/sources/banco.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import { databases } from '../../support/databases.ts';
import type { OpenedDatabase } from '../../support/databases.ts';
import { countsOf, TestLibro } from '../../support/libro.ts';

// A ledger made anew for each test, on two cores that do other things too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const TITLES = 'FECHA;SECUENCIA;CODIGO;DESCRIPCION;OFICINA;REFERENCIA;DOCUMENTO;VALOR;SALDO';
const ANTERIOR = '2026-10-01;;SA;SALDO ANTERIOR;;;;;1.000,00';
const ABONO = '2026-10-02;0001;1101;ABONO RECAUDO CONVENIO;CONVENIOS;REC 20261001;;2.500.000,50;2.501.000,50';
const CHEQUE = '2026-10-05;0001;2203;PAGO CHEQUE;OFICINA PEÑA;;00726000123;-859.999,50;1.641.001,00';
const FINAL = '2026-10-31;;SF;SALDO FINAL;;;;;1.641.001,00';
const FIRST = 'EXT_007_00000099900000701_20261031_20261103.csv';

let database: OpenedDatabase;
let libro: TestLibro;
let path: string;

beforeAll(async () => {
  database = await databases[0]!.open();
});
beforeEach(async () => {
  libro = await TestLibro.openEmpty(database);
  path = mkdtempSync(join(tmpdir(), 'extractos-'));
  return () => {
    rmSync(path, { recursive: true });
  };
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

function put(name: string, ...lines: readonly string[]): void {
  writeFileSync(join(path, name), [TITLES, ...lines].map((line) => `${line}\r\n`).join(''), 'latin1');
}

function run(id: string, acceptDeletes: number | null = null): Promise<RunReport> {
  const stream = banco.streams.find((candidate) => candidate.id === id)!;
  return libro.run(stream, folder({ path }), { source: 'banco', acceptDeletes });
}

function movements(): Promise<readonly unknown[]> {
  return libro.rows(`select fecha::text, secuencia, documento, valor, _eliminado_en is not null as eliminado
                       from libro.movimiento_bancario order by fecha`);
}

it('cada línea del extracto es un movimiento de la cuenta que dice el nombre del archivo; sus saldos no lo son', async () => {
  put(FIRST, ANTERIOR, ABONO, CHEQUE, FINAL);

  const report = await run('movimiento');

  expect([report.error, report.excluded]).toEqual([null, { 'saldo del extracto': 2 }]);
  expect(
    await libro.rows(`select banco, cuenta, fecha::text, secuencia, codigo, descripcion, oficina, referencia, documento, valor, saldo
                        from libro.movimiento_bancario order by fecha`),
  ).toEqual([
    {
      banco: '007',
      cuenta: '00000099900000701',
      fecha: '2026-10-02',
      secuencia: '0001',
      codigo: '1101',
      descripcion: 'ABONO RECAUDO CONVENIO',
      oficina: 'CONVENIOS',
      referencia: 'REC 20261001',
      documento: null,
      valor: '2500000.50',
      saldo: '2501000.50',
    },
    {
      banco: '007',
      cuenta: '00000099900000701',
      fecha: '2026-10-05',
      secuencia: '0001',
      codigo: '2203',
      descripcion: 'PAGO CHEQUE',
      oficina: 'OFICINA PEÑA',
      referencia: null,
      documento: '00726000123',
      valor: '-859999.50',
      saldo: '1641001.00',
    },
  ]);
});

it('su saldo final es el de la cuenta al corte, y un extracto bajado otra vez lo corrige', async () => {
  put(FIRST, ANTERIOR, ABONO, CHEQUE, FINAL);
  await run('saldo');

  put(FIRST.replace('20261103', '20261110'), ANTERIOR, ABONO, FINAL.replace('1.641.001,00', '2.501.000,50'));
  const report = await run('saldo');

  expect(countsOf(report)).toEqual({ read: 3, published: 1, unchanged: 0, rejected: 0, deleted: 0 });
  expect(await libro.rows('select banco, cuenta, fecha_corte::text, saldo_extracto from libro.saldo_bancario')).toEqual(
    [{ banco: '007', cuenta: '00000099900000701', fecha_corte: '2026-10-31', saldo_extracto: '2501000.50' }],
  );
});

it('un valor con otros separadores aparta su línea y la nombra', async () => {
  put(FIRST, ANTERIOR, ABONO, CHEQUE.replace('-859.999,50', '-859,999.50'), FINAL);

  const report = await run('movimiento');

  expect(countsOf(report)).toEqual({ read: 4, published: 1, unchanged: 0, rejected: 1, deleted: 0 });
  expect(await libro.rows('select clave, columna, valor from corridas.cuarentena')).toEqual([
    { clave: '["007","00000099900000701","2026-10-05","0001"]', columna: 'VALOR', valor: '-859,999.50' },
  ]);
});

it('el mismo mes bajado otra vez vale por el anterior: lo que cambió se publica y lo que ya no está se marca eliminado', async () => {
  put(FIRST, ANTERIOR, ABONO, CHEQUE, FINAL);
  await run('movimiento');

  put(FIRST.replace('20261103', '20261110'), ANTERIOR, ABONO.replace('2.500.000,50', '2.500.001,00'), FINAL);
  const report = await run('movimiento', 1);

  expect(countsOf(report)).toEqual({ read: 3, published: 1, unchanged: 0, rejected: 0, deleted: 1 });
  expect(await movements()).toEqual([
    { fecha: '2026-10-02', secuencia: '0001', documento: null, valor: '2500001.00', eliminado: false },
    { fecha: '2026-10-05', secuencia: '0001', documento: '00726000123', valor: '-859999.50', eliminado: true },
  ]);
});

it('el extracto del mes siguiente no toca el anterior', async () => {
  put(FIRST, ANTERIOR, ABONO, FINAL);
  await run('movimiento');

  put('EXT_007_00000099900000701_20261130_20261201.csv', CHEQUE.replace('2026-10-05', '2026-11-05'), FINAL);
  const report = await run('movimiento');

  expect(countsOf(report)).toEqual({ read: 2, published: 1, unchanged: 0, rejected: 0, deleted: 0 });
  expect(await movements()).toHaveLength(2);
});

it('un extracto que no llega a su saldo final está cortado: no entra, y el que había queda', async () => {
  put(FIRST, ANTERIOR, ABONO, CHEQUE, FINAL);
  await run('movimiento');

  put(FIRST.replace('20261103', '20261110'), ANTERIOR, ABONO);
  const report = await run('movimiento', 1);

  expect([report.error?.code, report.deleted, await movements()]).toEqual([
    'FILE_REFUSED',
    0,
    [expect.objectContaining({ eliminado: false }), expect.objectContaining({ eliminado: false })],
  ]);
  expect(report.error?.message).toContain(
    "en la línea 3, su última fila dice '1101' en CODIGO y se espera SF: está cortado",
  );
});
