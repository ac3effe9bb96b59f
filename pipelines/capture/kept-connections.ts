import type { Connection, Driver } from '../../connectors/driver.ts';
import type { Place } from './part.ts';

/** A file that was put in the place of another is seen only by whoever opens it again. */
const OLDEST_MS = 60_000;

interface Kept {
  readonly connection: Connection;
  readonly openedAt: number;
}

/** The connections that polls keep open, one a driver, so that asking costs a query and not a login. */
export class KeptConnections implements AsyncDisposable {
  readonly #clock: () => number;
  readonly #kept = new Map<Driver, Kept>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Those of the places, in their order. Fails as connecting does. */
  async of(places: readonly Place[], signal: AbortSignal): Promise<readonly Connection[]> {
    const connections: Connection[] = [];
    for (const { driver } of places) connections.push(await this.#open(driver, signal));
    return connections;
  }

  /** Closes those of the places: what failed once is not asked again. */
  async close(places: readonly Place[]): Promise<void> {
    for (const { driver } of places) {
      const kept = this.#kept.get(driver);
      this.#kept.delete(driver);
      try {
        await kept?.connection[Symbol.asyncDispose]();
      } catch {
        // What is closed because it failed may fail at that too.
      }
    }
  }

  async #open(driver: Driver, signal: AbortSignal): Promise<Connection> {
    const kept = this.#kept.get(driver);
    if (kept && this.#clock() - kept.openedAt < OLDEST_MS) return kept.connection;
    await kept?.connection[Symbol.asyncDispose]();
    this.#kept.delete(driver);
    const connection = await driver.connect(signal);
    this.#kept.set(driver, { connection, openedAt: this.#clock() });
    return connection;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.#kept.values()];
    this.#kept.clear();
    for (const { connection } of all) await connection[Symbol.asyncDispose]();
  }
}
