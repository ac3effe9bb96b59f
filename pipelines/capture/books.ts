import { moneyFieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import { IntegrationError } from '../../schemas/errors.ts';
import { decodeFields } from '../log/segment.ts';
import { Tally, addAmounts, addPacked, imbalances } from './balance.ts';
import type { Equation } from './balance.ts';
import type { BatchWrite } from './commit.ts';
import type { NewRejection } from './quarantine.ts';

export const UNREADABLE = 'ilegible';

type Amounts = readonly (bigint | null | 'unreadable')[];

/** The second equation of one batch: records formed against what became of them. */
export class BatchBooks {
  readonly formed: Tally;
  readonly published: Tally;
  readonly unchanged: Tally;
  readonly rejected: Tally;
  readonly #money: readonly string[];

  constructor(entity: CanonicalEntity) {
    this.#money = moneyFieldsOf(entity);
    this.formed = new Tally(this.#money);
    this.published = new Tally(this.#money);
    this.unchanged = new Tally(this.#money);
    this.rejected = new Tally(this.#money);
  }

  form(amounts: Amounts): void {
    post(this.formed, amounts);
  }

  keep(packedAmounts: string): void {
    this.unchanged.row();
    addPacked(this.unchanged, packedAmounts);
  }

  /** A rejection that stands from an earlier run. */
  stand(amounts: Amounts): void {
    post(this.rejected, amounts);
  }

  /** What was handed to the commit: records decoded from its bytes, and its rejections. */
  hand(write: BatchWrite): void {
    for (const values of write.segment ? decodeFields(write.segment.content, this.#money) : []) {
      this.published.row();
      addAmounts(this.published, values.map(amountOf));
    }
    for (const rejection of write.rejections.filter(({ formed }) => formed)) {
      this.rejected.row();
      this.#money.forEach((name, index) => {
        this.#reject(index, rejection, name);
      });
    }
  }

  #reject(index: number, rejection: NewRejection, name: string): void {
    const amount = rejection.amounts[name] ?? null;
    if (amount === UNREADABLE) this.rejected.add(index, 'unreadable');
    else if (amount !== null) this.rejected.add(index, BigInt(amount.replace('.', '')));
  }

  equation(): Equation {
    return {
      name: 'registros formados = publicados + sin cambio + rechazados',
      left: this.formed.report(),
      right: {
        publicados: this.published.report(),
        'sin cambio': this.unchanged.report(),
        rechazados: this.rejected.report(),
      },
    };
  }
}

/** The books of a run: the first equation, and the second summed over its batches. */
export class RunBooks {
  readonly read: Tally;
  readonly shaped: Tally;
  readonly excluded: Tally;
  readonly rejectedInShape: Tally;
  readonly batches: BatchBooks;
  /** Beside the equations, by scope: the last states of what the source no longer has. */
  readonly vanished = new Map<string, Tally>();
  readonly #money: readonly string[];

  constructor(entity: CanonicalEntity) {
    const money = moneyFieldsOf(entity);
    this.#money = money;
    this.read = new Tally(money);
    this.shaped = new Tally(money);
    this.excluded = new Tally(money);
    this.rejectedInShape = new Tally(money);
    this.batches = new BatchBooks(entity);
  }

  close(batch: BatchBooks): void {
    this.batches.formed.merge(batch.formed);
    this.batches.published.merge(batch.published);
    this.batches.unchanged.merge(batch.unchanged);
    this.batches.rejected.merge(batch.rejected);
  }

  /** RUN_UNBALANCED when more rows were judged than read; fewer is only early. */
  demandNoSurplus(origin: string): void {
    const judged = this.shaped.rows + this.excluded.rows + this.rejectedInShape.rows;
    if (judged > this.read.rows) demandBalance(origin, this.equations().slice(0, 1));
  }

  /** The last state of a record that vanished from its scope. */
  miss(scope: string, packedAmounts: string): void {
    const tally = this.vanished.get(scope) ?? new Tally(this.#money);
    this.vanished.set(scope, tally);
    tally.row();
    addPacked(tally, packedAmounts);
  }

  equations(): readonly Equation[] {
    const rows: Equation = {
      name: 'filas leídas = formadas + excluidas + rechazadas al formar',
      left: this.read.report(),
      right: {
        formadas: this.shaped.report(),
        excluidas: this.excluded.report(),
        'rechazadas al formar': this.rejectedInShape.report(),
      },
    };
    return [rows, this.batches.equation()];
  }
}

/** RUN_UNBALANCED, with what does not close, when an equation does not hold. */
export function demandBalance(origin: string, equations: readonly Equation[]): void {
  const problems = equations.flatMap(imbalances);
  if (problems.length === 0) return;
  throw new IntegrationError(
    'RUN_UNBALANCED',
    `La corrida de ${origin} no cuadra: ${problems.join('; ')}. No es un problema de la fuente: avise a soporte con este mensaje.`,
  );
}

/** One row and its amounts, into a tally. */
export function post(tally: Tally, amounts: Amounts): void {
  tally.row();
  for (let index = 0; index < amounts.length; index += 1) tally.add(index, amounts[index] ?? null);
}

function amountOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
