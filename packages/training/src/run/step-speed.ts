/** Images a second over the last steps, waiting for data included. */
export class StepSpeed {
  readonly #window: number;
  readonly #ends: number[] = [];

  /** @param window steps that are looked at */
  constructor(window = 20) {
    this.#window = window;
    this.#ends.push(performance.now());
  }

  /** A step of so many images is done. */
  add(images: number): number {
    this.#ends.push(performance.now());
    if (this.#ends.length > this.#window + 1) this.#ends.shift();
    const seconds = ((this.#ends.at(-1) as number) - (this.#ends[0] as number)) / 1000;
    return (images * (this.#ends.length - 1)) / Math.max(seconds, 1e-9);
  }
}
