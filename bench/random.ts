// Seeded random numbers in the shapes that vaults have: the same seed gives the same vault.

export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** At least 0 and below 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from 0 up to, and without, `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** Half of all are below the median; `sigma` is how far the logarithms spread. */
  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /** The sum of `shape` waits: many small ones, few large ones, `shape * scale` in the mean. */
  gamma(shape: number, scale: number): number {
    let sum = 0;
    for (let at = 0; at < shape; at++) sum -= Math.log(1 - this.next());
    return sum * scale;
  }

  /** A rank from 0 up to `count`: rank r is drawn in proportion to 1 / (r + 1) ** exponent, with an exponent below 1. */
  zipf(count: number, exponent: number): number {
    const power = 1 - exponent;
    return Math.floor((1 + this.next() * ((count + 1) ** power - 1)) ** (1 / power)) - 1;
  }

  private normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }
}
