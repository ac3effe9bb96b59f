import type { Database } from '../../pipelines/database/database.ts';
import { unavailable } from '../../pipelines/database/failures.ts';

/** What becomes of one transaction: it is done and nobody hears of it, or it is not done at all. */
export type Loss = 'answer' | 'work';

export interface LossyDatabase {
  readonly database: Database;
  /** Transactions asked for so far. */
  readonly asked: () => number;
}

/** The database, of which one transaction (counted from 1) is lost. */
export function losing(database: Database, loss: Loss, which: number): LossyDatabase {
  let asked = 0;
  const lossy = new Proxy(database, {
    get(target, name) {
      if (name === 'transaction') {
        const transaction: Database['transaction'] = async (work, signal) => {
          asked += 1;
          if (asked !== which) return target.transaction(work, signal);
          if (loss === 'answer') await target.transaction(work, signal);
          throw unavailable('prueba', 'se perdió la conexión', undefined);
        };
        return transaction;
      }
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
  return { database: lossy, asked: () => asked };
}
