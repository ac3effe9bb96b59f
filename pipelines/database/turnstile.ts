import { untilCancelled } from './failures.ts';

/** Lets so many in at once; the others wait in order, for as long as their signal lets them. */
export class Turnstile {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  async enter(signal: AbortSignal): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    const turn = Promise.withResolvers<undefined>();
    const admit = (): void => {
      turn.resolve(undefined);
    };
    this.#waiting.push(admit);
    try {
      await untilCancelled(signal, turn.promise);
    } catch (thrown) {
      this.#giveUp(admit);
      throw thrown;
    }
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }

  #giveUp(admit: () => void): void {
    const position = this.#waiting.indexOf(admit);
    // Admitted in the moment of giving up: the place is the next one's.
    if (position === -1) this.leave();
    else this.#waiting.splice(position, 1);
  }
}
