import { expect, it } from 'vitest';
import { dispersionNomina } from '../../../connectors/sources/dispersion-nomina.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import { DropFolder } from '../../support/bank-file.ts';
import { captured } from '../../support/captured.ts';
import { describeOnOneDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { keyedStream, pseudonym } from '../../support/pseudonym.ts';

const TITLES =
  'TIPO DOCUMENTO;DOCUMENTO;BENEFICIARIO;BANCO DESTINO;CUENTA DESTINO;VALOR;FECHA APLICACION;RESULTADO;CAUSAL';
const ana = '9950000017;PERSONA ÑUSTA INVENTADA;007;99970000001;2.340.000,00';
const luis = '9950000034;PERSONA INVENTADA;051;99970000002;1.900.000,50';

function answer(...lines: readonly string[]): string {
  return [TITLES, ...lines.map((line) => `CC;${line}`)].map((line) => `${line}\r\n`).join('');
}

describeOnOneDatabase('lo que el banco responde de una nómina', (libro) => {
  function run(drop: DropFolder): Promise<RunReport> {
    return libro().run(keyedStream(dispersionNomina, 'pago'), drop.driver, { source: 'dispersion-nomina' });
  }

  it('lo rechazado se envía otra vez, en un archivo que se suma al primero', async () => {
    using drop = new DropFolder();
    drop.put(
      'dispersion_202603_ADM_1.csv',
      answer(`${ana};27/03/2026;RECHAZADO;CUENTA CANCELADA`, `${luis};27/03/2026;EXITOSO;`),
    );
    await run(drop);

    drop.put('DISPERSION_202603_ADM_2.CSV', answer(`${ana};30/03/2026;EXITOSO;`));
    const second = await run(drop);
    const giros = await captured(libro(), 'pago_nomina');

    expect(countsOf(second)).toEqual({ read: 1, published: 1, unchanged: 0, rejected: 0, deleted: 0 });
    expect(giros.map(({ scope, record }) => [scope, record['consecutivo'], record['estado'], record['valor']])).toEqual(
      [
        ['archivo=["2026","03","ADM","1"]', 1, 'rechazado', '2340000.00'],
        ['archivo=["2026","03","ADM","1"]', 1, 'pagado', '1900000.50'],
        ['archivo=["2026","03","ADM","2"]', 2, 'pagado', '2340000.00'],
      ],
    );
    expect(giros[0]?.record).toEqual({
      vigencia: 2026,
      mes: 3,
      nomina: 'ADM',
      empleado: pseudonym('9950000017'),
      consecutivo: 1,
      fecha: '2026-03-27',
      banco: '007',
      valor: '2340000.00',
      estado: 'rechazado',
      causal: 'CUENTA CANCELADA',
      vigencia_egreso: null,
      egreso: null,
    });
  });

  it('una respuesta corregida con el mismo envío se rechaza por su nombre; un resultado desconocido, por su columna', async () => {
    using drop = new DropFolder();
    drop.put('dispersion_202603_ADM_1.csv', answer(`${ana};27/03/2026;DEVUELTO;`, `${luis};27/03/2026;EXITOSO;`));

    const first = await run(drop);
    drop.put('dispersion_202603_ADM_1.csv', answer(`${ana};27/03/2026;EXITOSO;`, `${luis};27/03/2026;EXITOSO;`));
    const again = await run(drop);

    expect(countsOf(first)).toEqual({ read: 2, published: 1, unchanged: 0, rejected: 1, deleted: 0 });
    expect(await libro().rows('select columna, valor from corridas.cuarentena')).toEqual([
      { columna: 'RESULTADO', valor: 'DEVUELTO' },
    ]);
    expect([again.error?.code, again.files.refused.map(({ name }) => name)]).toEqual([
      'FILE_REFUSED',
      ['dispersion_202603_ADM_1.csv'],
    ]);
  });
});
