import { Socket } from 'node:net';

/** How far the last connection came that could not be made: what the client itself reports does not tell these apart. */
export type Heard = 'unreached' | 'silent' | 'answered';

/** Makes the client's sockets, and remembers what the last of them heard. */
export class Wire {
  #last = new Socket();
  #reached = false;

  readonly open = (): Socket => {
    this.#last = new Socket();
    this.#reached = false;
    this.#last.once('connect', () => {
      this.#reached = true;
    });
    return this.#last;
  };

  get heard(): Heard {
    if (!this.#reached) return 'unreached';
    return this.#last.bytesRead > 0 ? 'answered' : 'silent';
  }
}
