import { expect, it } from 'vitest';
import { ausente } from '../../../connectors/fields/index.ts';
import { byFile } from '../../../connectors/scope.ts';
import type { Stream } from '../../../connectors/source.ts';
import { recaudoBancario } from '../../../connectors/sources/recaudo-bancario.ts';
import { recordHistory } from '../../../pipelines/history.ts';
import { DropFolder, bankText } from '../../support/bank-file.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import type { TestLibro } from '../../support/libro.ts';
import { wrapped } from '../../support/wrapped-driver.ts';

const [recaudo, lote] = recaudoBancario.streams as readonly [Stream, Stream];
const day = '20260302';
const { signal } = new AbortController();
const none = { read: 0, published: 0, unchanged: 0, rejected: 0, deleted: 0 };

async function alive(libro: TestLibro): Promise<readonly string[]> {
  const rows = await libro.rows<{ line: string }>(
    `select concat_ws(' ', modificador, factura, valor) as line from libro.recaudo
      where _eliminado_en is null order by fecha_recaudo, secuencia`,
  );
  return rows.map(({ line }) => line);
}

describeOnEachDatabase('los archivos que dejan los bancos', (open) => {
  it('un archivo alimenta dos flujos, cada uno con su cuadre, y dicho otra vez no se lee', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('dia.txt', { day, modifier: 'A', payments: [1000, 2500] });

    const details = await libro.run(recaudo, drop.driver);
    const lots = await libro.run(lote, drop.driver);
    const again = await libro.run(recaudo, drop.driver);

    expect(countsOf(details)).toEqual({ read: 2, published: 2, unchanged: 0, rejected: 0, deleted: 0 });
    expect(details.equations[0]?.left.amounts).toEqual({ valor: { total: '3500.00', unreadable: 0 } });
    expect(countsOf(lots)).toEqual({ read: 1, published: 1, unchanged: 0, rejected: 0, deleted: 0 });
    expect([again.read, again.files]).toEqual([0, { applied: [], skipped: 1, refused: [] }]);
    expect(await libro.rows('select count(*) as n from corridas.bytes')).toEqual([{ n: 1 }]);
  });

  it('un archivo ya aplicado se lee otra vez bajo otra declaración, una sola vez', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('dia.txt', { day, modifier: 'A', payments: [1000, 2500] });
    const other: Stream = { ...recaudo, fields: { ...recaudo.fields, referencia: ausente('no se usa') } };
    await libro.run(recaudo, drop.driver);

    const changed = await libro.run(other, drop.driver);
    const again = await libro.run(other, drop.driver);
    const back = await libro.run(recaudo, drop.driver);

    expect(countsOf(changed)).toEqual({ ...none, read: 2, published: 2 });
    expect([again.read, again.files.skipped]).toEqual([0, 1]);
    expect(countsOf(back)).toEqual({ ...none, read: 2, published: 2 });
  });

  const original = { day, modifier: 'A', payments: [1000, 2500, 10, 20] };
  const resend = { day, modifier: 'B', payments: [1000, 2500, 10] };

  it('un reenvío reemplaza a su original, llegue después', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('a.txt', original);
    await libro.run(recaudo, drop.driver);

    drop.put('b.txt', resend);
    const run = await libro.run(recaudo, drop.driver);

    expect([run.error, run.deleted]).toEqual([null, 1]);
    expect(await alive(libro)).toEqual(['B 1 1000.00', 'B 2 2500.00', 'B 3 10.00']);
  });

  it('de cada estado de un registro se sabe de qué archivo vino', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('a.txt', original);
    await libro.run(recaudo, drop.driver);
    drop.put('b.txt', resend);
    await libro.run(recaudo, drop.driver);

    const states = await recordHistory(libro.database, recaudo.entity, '0000001', signal);

    expect(states.map(({ state, files }) => [state, files])).toEqual([
      ['vigente', 'b.txt'],
      ['anterior', 'a.txt'],
    ]);
  });

  it('un reenvío vale aunque llegue antes que su original, o con él', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('b.txt', resend);
    await libro.run(recaudo, drop.driver);
    drop.put('a.txt', original);
    const late = await libro.run(recaudo, drop.driver);
    const together = await libro.run(recaudo, drop.driver, { source: 'otra' });

    expect([late.published, late.deleted, late.files.skipped]).toEqual([0, 0, 2]);
    expect([together.published, together.files.applied]).toEqual([3, ['b.txt']]);
  });

  it('el mismo modificador con otro contenido se rechaza por su nombre, y lo aplicado queda', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('a.txt', original);
    await libro.run(recaudo, drop.driver);

    drop.put('a.txt', { ...original, payments: [1000, 2500, 10, 21] });
    const run = await libro.run(recaudo, drop.driver);

    expect(run.error?.code).toBe('FILE_REFUSED');
    expect(run.files).toEqual({
      applied: [],
      skipped: 0,
      refused: [
        {
          name: 'a.txt',
          reason:
            `El archivo a.txt dice ser el mismo que el que ya se aplicó (archivo=["007","00000000000000123","${day}"], orden 'A') ` +
            'y su contenido es otro. Deje en la carpeta el bueno, o pida al banco un reenvío con otro modificador.',
        },
      ],
    });
    expect(await alive(libro)).toEqual(['A 1 1000.00', 'A 2 2500.00', 'A 3 10.00', 'A 4 20.00']);
  });

  it('dos que dicen ser el mismo y difieren se rechazan los dos, y dos iguales son uno', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('uno.txt', original);
    drop.put('otro.txt', { ...original, payments: [1000, 2500, 10, 21] });
    const rivals = await libro.run(recaudo, drop.driver);

    drop.put('otro.txt', original);
    const copies = await libro.run(recaudo, drop.driver);

    expect([rivals.published, rivals.files.refused.map(({ name }) => name)]).toEqual([0, ['otro.txt', 'uno.txt']]);
    expect([copies.error, copies.published, copies.files]).toEqual([
      null,
      4,
      { applied: ['otro.txt'], skipped: 1, refused: [] },
    ]);
  });

  it('un archivo malo no detiene a los demás, y uno que se va no borra nada', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('bueno.txt', { day, modifier: 'A', payments: [5] });
    drop.put(
      'cortado.txt',
      bankText({ day: '20260303', modifier: 'A', payments: [7, 8] })
        .split('\r\n')
        .slice(0, -2)
        .join('\r\n'),
    );
    drop.put('vacio.txt', '');

    const run = await libro.run(recaudo, drop.driver);
    drop.remove('bueno.txt');
    drop.remove('cortado.txt');
    const gone = await libro.run(recaudo, drop.driver);

    expect([run.error?.code, run.published, run.files.applied]).toEqual(['FILE_REFUSED', 1, ['bueno.txt']]);
    expect([gone.error, gone.deleted]).toEqual([null, 0]);
    expect(await alive(libro)).toEqual(['A 1 5.00']);
  });

  it('un reenvío que borraría demasiado espera a una persona, sin detener a los demás', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('a.txt', original);
    await libro.run(recaudo, drop.driver);
    drop.put('b.txt', { ...resend, payments: [1000] });
    drop.put('c.txt', { day: '20260304', modifier: 'A', payments: [3] });

    const held = await libro.run(recaudo, drop.driver);
    const accepted = await libro.run(recaudo, drop.driver, { acceptDeletes: 3 });

    expect([held.outcome, held.deleted, held.files.applied]).toEqual(['falló', 0, ['c.txt']]);
    expect([accepted.outcome, accepted.deleted]).toEqual(['bien', 3]);
  });

  it('un archivo en blanco, o con solo la marca de fin de DOS, es que nadie pagó', async () => {
    const libro = open();
    using drop = new DropFolder();
    for (const [name, content] of Object.entries({ 'a.txt': '', 'b.txt': '\r\n \r\n', 'c.txt': '\x1a' })) {
      drop.put(name, content);
    }

    const run = await libro.run(recaudo, drop.driver);

    expect([run.error, run.files]).toEqual([null, { applied: [], skipped: 3, refused: [] }]);
  });

  it('uno que el banco está escribiendo espera a la próxima corrida, y los demás no', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('bueno.txt', { day, modifier: 'A', payments: [5] });
    const whole = bankText({ day: '20260303', modifier: 'A', payments: [7, 8] });
    drop.put('creciendo.txt', whole.slice(0, 200));
    const growing = wrapped(drop.driver, {
      files: (files) => async (pattern, signal) => {
        const entries = await files(pattern, signal);
        drop.put('creciendo.txt', whole);
        return entries;
      },
    });

    const run = await libro.run(recaudo, growing);
    const next = await libro.run(recaudo, drop.driver);

    expect([run.error?.code, run.published, run.files.applied]).toEqual(['FILE_REFUSED', 1, ['bueno.txt']]);
    expect(run.files.refused).toEqual([
      {
        name: 'creciendo.txt',
        reason:
          'El archivo creciendo.txt cambió mientras se leía: otro programa lo está escribiendo. Se puede intentar de nuevo cuando termine.',
      },
    ]);
    expect([next.error, next.published]).toEqual([null, 2]);
  });

  it('una cuenta con un carácter nulo aparta sus pagos, y los de los demás archivos entran', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('bueno.txt', { day, modifier: 'A', payments: [5] });
    const text = bankText({ day: '20260303', modifier: 'A', payments: [7, 8] });
    drop.put('nulo.txt', text.replace('123', '\0\x001'));

    const run = await libro.run(recaudo, drop.driver);
    const again = await libro.run(recaudo, drop.driver);

    expect([run.error, countsOf(run)]).toEqual([null, { ...none, read: 3, published: 1, rejected: 2 }]);
    expect([again.error, again.files.skipped]).toEqual([null, 2]);
    expect(await libro.rows('select columna, clave, montos from corridas.cuarentena order by id')).toEqual([
      { columna: 'cuenta', clave: null, montos: { valor: '7.00' } },
      { columna: 'cuenta', clave: null, montos: { valor: '8.00' } },
    ]);
  });

  it('los bytes de cada archivo aceptado quedan guardados por su huella', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('a.txt', original);
    drop.put('b.txt', resend);
    drop.put('malo.txt', '01');
    await libro.run(recaudo, drop.driver);
    await libro.run(lote, drop.driver);

    const kept = await libro.rows(
      `select convert_from(contenido, 'LATIN1') as texto, hash = encode(sha256(contenido), 'hex') as propia from corridas.bytes`,
    );

    expect(kept).toEqual([{ texto: bankText(resend), propia: true }]);
  });

  it('donde los envíos se suman, cada uno es un ámbito', async () => {
    const libro = open();
    const adding: Stream = {
      ...recaudo,
      scope: byFile(['banco', 'cuenta', 'fecha'], { order: ['modificador'], resend: 'adds' }),
      key: ['banco', 'cuenta', 'fecha_recaudo', 'modificador', 'lote', 'secuencia'],
    };
    using drop = new DropFolder();
    drop.put('a.txt', { day, modifier: 'A', payments: [1] });
    drop.put('b.txt', { day, modifier: 'B', payments: [2] });

    const run = await libro.run(adding, drop.driver);

    expect([run.published, await alive(libro)]).toEqual([2, ['A 1 1.00', 'B 1 2.00']]);
  });
});
