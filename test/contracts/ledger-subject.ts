import { recaudo } from '../../schemas/entities/recaudo.ts';
import { topicOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import { openLogBus } from '../../pipelines/bus/log-bus.ts';
import type { FaultPoint } from '../../pipelines/capture/commit.ts';
import type { Database } from '../../pipelines/database/database.ts';
import { applyEnvelopes } from '../../pipelines/ledger/apply.ts';
import { startLoader } from '../../pipelines/ledger/loader.ts';
import type { Loader, LoaderCounts } from '../../pipelines/ledger/loader.ts';
import { retryPoison } from '../../pipelines/ledger/poison.ts';
import { appendSegment } from '../../pipelines/log/append.ts';
import { encodeSegment } from '../../pipelines/log/segment.ts';

const { signal } = new AbortController();
const nothing: FaultPoint = () => Promise.resolve();

/** One state of a payment, in the ledger or in its history. */
export interface State {
  readonly clave: string;
  readonly edicion: string;
  readonly valor: string | null;
  readonly eliminado: boolean;
}

/** A state on one line: `[2026,"1"] 3.1 125000.00 eliminado`. */
export function line({ clave, edicion, valor, eliminado }: State): string {
  return `${clave} ${edicion} ${valor ?? 'nada'}${eliminado ? ' eliminado' : ''}`;
}

/** A ledger with what a test of it needs to do and see. */
export class LedgerUnderTest {
  readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  apply(envelopes: readonly Envelope[], allNew = false, entity: CanonicalEntity = recaudo): Promise<void> {
    return this.database.transaction(
      (transaction) => applyEnvelopes(transaction, entity, envelopes, allNew, signal),
      signal,
    );
  }

  /** Puts a segment on the log. */
  publish(envelopes: readonly Envelope[], allNew = false, entity: CanonicalEntity = recaudo): Promise<void> {
    const content = encodeSegment(entity, envelopes, allNew);
    return this.database.transaction(
      (transaction) => appendSegment(transaction, topicOf(entity), content, envelopes.length, signal),
      signal,
    );
  }

  loader(at: FaultPoint = nothing): Promise<Loader> {
    return startLoader(this.database, openLogBus(this.database), [recaudo], at, signal);
  }

  /** Lets a loader apply what is on the log. */
  async load(at: FaultPoint = nothing): Promise<LoaderCounts> {
    await using loader = await this.loader(at);
    await loader.subscription.caughtUp(signal);
    return { ...loader.counts };
  }

  /** How many of the records that were set apart the ledger takes now. */
  retryPoison(): Promise<number> {
    return retryPoison(this.database, [recaudo], signal);
  }

  libro(origin = 'hassql/recaudo'): Promise<readonly string[]> {
    return this.#states('libro', origin);
  }

  historia(origin = 'hassql/recaudo'): Promise<readonly string[]> {
    return this.#states('historia', origin);
  }

  async #states(schema: 'libro' | 'historia', origin: string): Promise<readonly string[]> {
    const rows = await this.database.query<State>(
      `select _clave as clave, _turno || '.' || _ordinal as edicion, valor, _eliminado_en is not null as eliminado
         from ${schema}.recaudo where _origen = $1 order by _clave, _turno, _ordinal`,
      [origin],
      signal,
    );
    return rows.map(line);
  }

  /** Where the loader has got to in the payments' topic. */
  async position(): Promise<number> {
    const rows = await this.rows<{ siguiente: number }>(
      `select siguiente from corridas.posicion where topico = '${topicOf(recaudo)}'`,
    );
    return rows[0]?.siguiente ?? 0;
  }

  rows<Row>(text: string): Promise<readonly Row[]> {
    return this.database.query<Row>(text, [], signal);
  }

  execute(script: string): Promise<void> {
    return this.database.execute(script, signal);
  }
}
