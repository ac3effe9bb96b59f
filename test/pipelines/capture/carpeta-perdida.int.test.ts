import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folder } from '../../../connectors/drivers/file/index.ts';
import type { Driver } from '../../../connectors/driver.ts';
import type { Stream } from '../../../connectors/source.ts';
import { recaudoBancario } from '../../../connectors/sources/recaudo-bancario.ts';
import type { SyncReport } from '../../../pipelines/sync.ts';
import { DropFolder } from '../../support/bank-file.ts';
import { databases } from '../../support/databases.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import type { TestLibro } from '../../support/libro.ts';
import { need } from '../../support/need.ts';
import { wrapped } from '../../support/wrapped-driver.ts';

const [recaudo, lote] = recaudoBancario.streams as readonly [Stream, Stream];
const WITNESS = 'NO-BORRAR.md';
const nothing = { read: 0, published: 0, unchanged: 0, rejected: 0, deleted: 0 };
/** Reading at its start is an I/O error (EIO), which a share gives whose server went away. */
const UNREADABLE = '/proc/self/mem';

/** Two streams at once: one of a folder that is lost, one of another folder. */
function both(libro: TestLibro, lost: Driver, other: Driver): Promise<SyncReport> {
  return libro.sync(libro.task(recaudo, lost, { source: 'perdida' }), libro.task(lote, other, { source: 'otra' }));
}

async function alive(libro: TestLibro): Promise<readonly string[]> {
  const rows = await libro.rows<{ valor: string }>(
    `select valor::text from libro.recaudo where _eliminado_en is null order by _clave`,
  );
  return rows.map(({ valor }) => valor);
}

describeOnEachDatabase(
  'una carpeta de red que se va',
  (open) => {
    const putDay = (drop: DropFolder): void => {
      drop.put('dia.txt', { day: '20260302', modifier: 'A', payments: [1000, 2500] });
      drop.put(WITNESS, 'Esta carpeta la lee Libro Único.');
    };

    async function expectLost(libro: TestLibro, lost: Driver, where: string): Promise<void> {
      using other = new DropFolder();
      other.put('otro.txt', { day: '20260303', modifier: 'A', payments: [7] });

      const { runs } = await both(libro, lost, other.driver);

      expect(runs.map((run) => [run.error?.code ?? null, countsOf(run)])).toEqual([
        ['SOURCE_UNREACHABLE', nothing],
        [null, { ...nothing, read: 1, published: 1 }],
      ]);
      expect(runs[0]?.error?.message).toContain(where);
      expect(await alive(libro)).toEqual(['1000.00', '2500.00']);
    }

    it('no se alcanza, no borra nada, las demás siguen, y al volver todo está como estaba', async () => {
      const libro = open();
      using drop = new DropFolder();
      putDay(drop);
      const away = `${drop.path}-lejos`;
      await libro.run(recaudo, drop.driver, { source: 'perdida' });

      renameSync(drop.path, away);
      await expectLost(libro, drop.driver, drop.path);
      renameSync(away, drop.path);
      const back = await libro.run(recaudo, drop.driver, { source: 'perdida' });

      expect([back.error, countsOf(back), back.files.skipped]).toEqual([null, nothing, 1]);
    });

    it('y deja vacío el punto donde se montaba no es una carpeta sin novedades: falta su testigo', async () => {
      const libro = open();
      using drop = new DropFolder();
      putDay(drop);
      const share = folder({ path: drop.path, witness: WITNESS });
      await libro.run(recaudo, share, { source: 'perdida' });

      rmSync(drop.path, { recursive: true });
      mkdirSync(drop.path);
      await expectLost(libro, share, WITNESS);
    });

    it.each([
      ['después de conectar', 'files'],
      ['después de listar', 'open'],
    ] as const)('y se va %s tampoco borra nada', async (_, member) => {
      const libro = open();
      using drop = new DropFolder();
      putDay(drop);
      const share = folder({ path: drop.path, witness: WITNESS });
      await libro.run(recaudo, share, { source: 'perdida' });
      drop.put('manana.txt', { day: '20260304', modifier: 'A', payments: [9] });
      const leaving = (): void => {
        rmSync(drop.path, { recursive: true });
        mkdirSync(drop.path);
      };

      const lost = wrapped(share, {
        [member]:
          (original: (...given: unknown[]) => unknown) =>
          (...given: unknown[]) => {
            if (existsSync(join(drop.path, WITNESS))) leaving();
            return original(...given);
          },
      });

      await expectLost(libro, lost, member === 'open' ? 'dia.txt' : WITNESS);
    });

    need(
      'EIO',
      existsSync(UNREADABLE),
      `${UNREADABLE} is not there`,
    )('con un error de lectura (EIO)', () => {
      it('no se alcanza, aunque el archivo se vea en la lista', async () => {
        const libro = open();
        using drop = new DropFolder();
        putDay(drop);
        await libro.run(recaudo, drop.driver, { source: 'perdida' });

        symlinkSync(UNREADABLE, join(drop.path, 'manana.txt'));
        await expectLost(libro, drop.driver, 'manana.txt');
      });
    });

    it('con una lista que no se deja leer se dice cuál archivo', async () => {
      const libro = open();
      using drop = new DropFolder();
      putDay(drop);
      await libro.run(recaudo, drop.driver, { source: 'perdida' });

      writeFileSync(join(drop.path, 'estorbo'), '');
      symlinkSync(join(drop.path, 'estorbo', 'dentro.txt'), join(drop.path, 'roto.txt'));
      await expectLost(libro, drop.driver, 'roto.txt');
    });
  },
  databases.slice(0, 1),
);
