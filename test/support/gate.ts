/** Holds whoever comes to a named point, once, until the test lets it go on. */
export class Gate {
  readonly #point: string;
  readonly #arrival = Promise.withResolvers<undefined>();
  readonly #opening = Promise.withResolvers<undefined>();

  constructor(point: string) {
    this.#point = point;
  }

  /** Settles when somebody stands at the point. */
  get reached(): Promise<void> {
    return this.#arrival.promise;
  }

  readonly at = async (point: string): Promise<void> => {
    if (point !== this.#point) return;
    this.#arrival.resolve(undefined);
    await this.#opening.promise;
  };

  open(): void {
    this.#opening.resolve(undefined);
  }
}
