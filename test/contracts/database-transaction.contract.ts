import { describe, expect, test } from 'vitest';

import type { Database, Transaction } from '../../pipelines/database/database.ts';
import { IntegrationError } from '../../schemas/errors.ts';

const signal = new AbortController().signal;

/** Transactions and cancellation, on every implementation; part of `databaseContract`. */
export function databaseTransactionContract(opened: () => Database): void {
  const numbers = async (): Promise<readonly string[]> => {
    const rows = await opened().query<{ numero: string }>('SELECT numero FROM recibo ORDER BY 1', [], signal);
    return rows.map((row) => row.numero);
  };
  const insert = async (transaction: Transaction, number: string): Promise<void> => {
    await transaction.query('INSERT INTO recibo VALUES ($1, 0)', [number], signal);
  };

  describe('transactions', () => {
    test('what the work did is there when it returns', async () => {
      const result = await opened().transaction(async (transaction) => {
        await insert(transaction, 'A');
        await transaction.execute(`INSERT INTO recibo VALUES ('B', 1); INSERT INTO recibo VALUES ('C', 2)`, signal);
        return 'listo';
      }, signal);

      expect(result).toBe('listo');
      expect(await numbers()).toEqual(['A', 'B', 'C']);
    });

    test('nothing is there when the work throws, and its own error comes out', async () => {
      const failure = new Error('propio');

      const work = opened().transaction(async (transaction) => {
        await insert(transaction, 'A');
        throw failure;
      }, signal);

      await expect(work).rejects.toBe(failure);
      expect(await numbers()).toEqual([]);
    });

    test('a repeated key inside a transaction leaves nothing of it', async () => {
      const work = opened().transaction(async (transaction) => {
        await insert(transaction, 'A');
        await insert(transaction, 'A');
      }, signal);

      await expect(work).rejects.toMatchObject({ name: 'StatementError', sqlstate: '23505', dataAtFault: true });
      expect(await numbers()).toEqual([]);
    });

    test('an error that the work swallows does not pass for a commit', async () => {
      const work = opened().transaction(async (transaction) => {
        await insert(transaction, 'A');
        await insert(transaction, 'A').catch(() => undefined);
      }, signal);

      await expect(work).rejects.toMatchObject({ name: 'StatementError', sqlstate: '25P02' });
      expect(await numbers()).toEqual([]);
    });

    test('a constraint that fails at the commit leaves nothing', async () => {
      await opened().execute(
        'ALTER TABLE recibo ADD CONSTRAINT unico UNIQUE (valor) DEFERRABLE INITIALLY DEFERRED',
        signal,
      );

      const work = opened().transaction(async (transaction) => {
        await insert(transaction, 'A');
        await insert(transaction, 'B');
      }, signal);

      await expect(work).rejects.toMatchObject({ sqlstate: '23505' });
      expect(await numbers()).toEqual([]);
    });

    test('statements asked for at once run one after the other', async () => {
      await opened().transaction(async (transaction) => {
        await Promise.all(['A', 'B', 'C'].map((number) => insert(transaction, number)));
      }, signal);

      expect(await numbers()).toEqual(['A', 'B', 'C']);
    });

    test('several transactions at once all get their turn', async () => {
      const names = Array.from({ length: 12 }, (_, index) => `R${String(index).padStart(2, '0')}`);

      await Promise.all(names.map((number) => opened().transaction((open) => insert(open, number), signal)));

      expect(await numbers()).toEqual(names);
    });

    test('the database itself is refused inside a transaction instead of waiting for ever', async () => {
      const work = opened().transaction(() => opened().query('SELECT 1', [], signal), signal);

      await expect(work).rejects.toThrow('Inside a transaction');
      expect(await numbers()).toEqual([]);
    });

    test('a transaction that has ended takes no more statements', async () => {
      let kept: Transaction | undefined;
      await opened().transaction((transaction) => {
        kept = transaction;
        return Promise.resolve();
      }, signal);

      const late = insert(kept!, 'A');

      await expect(late).rejects.toThrow('has ended');
      expect(await numbers()).toEqual([]);
    });

    test('a signal that fires rolls back, also while the work waits for something else', async () => {
      const controller = new AbortController();

      const work = opened().transaction(async (transaction) => {
        await insert(transaction, 'A');
        controller.abort();
        await new Promise(() => undefined);
      }, controller.signal);

      await expect(work).rejects.toMatchObject({ name: 'IntegrationError', code: 'CANCELLED' });
      expect(await numbers()).toEqual([]);
    });

    test('the reason of the signal comes out when it is the product’s own', async () => {
      const controller = new AbortController();
      const overtaken = new IntegrationError('RUN_OVERTAKEN', 'Otra corrida tomó el turno.');

      const work = opened().transaction(async (transaction) => {
        controller.abort(overtaken);
        await insert(transaction, 'A');
      }, controller.signal);

      await expect(work).rejects.toBe(overtaken);
    });

    test('nothing starts under a signal that has fired', async () => {
      const fired = AbortSignal.abort();

      const attempts = [
        opened().query(`INSERT INTO recibo VALUES ('A', 1)`, [], fired),
        opened().execute(`INSERT INTO recibo VALUES ('B', 1)`, fired),
        opened().transaction((transaction) => insert(transaction, 'C'), fired),
        opened().readText('SELECT 1', () => Promise.resolve(), fired),
      ];

      const outcomes = await Promise.allSettled(attempts);
      expect(
        outcomes.map((outcome) => outcome.status === 'rejected' && (outcome.reason as IntegrationError).code),
      ).toEqual(Array(4).fill('CANCELLED'));
      expect(await numbers()).toEqual([]);
    });

    test('others see only what is committed; where there is one connection, they wait for it', async () => {
      const { shared } = opened().capabilities;
      const inserted = Promise.withResolvers<undefined>();
      const looked = Promise.withResolvers<undefined>();

      const work = opened().transaction(async (transaction) => {
        await insert(transaction, 'A');
        inserted.resolve(undefined);
        await looked.promise;
      }, signal);
      await inserted.promise;
      const meanwhile = numbers();
      if (shared) await meanwhile;
      looked.resolve(undefined);
      await work;

      expect({ meanwhile: await meanwhile, after: await numbers() }).toEqual({
        meanwhile: shared ? [] : ['A'],
        after: ['A'],
      });
    });
  });
}
