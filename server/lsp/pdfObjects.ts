// The values that a PDF is written in, read from its bytes, as far as lists of objects and of pages need them.

/** Where the search ends. */
export class Unknown extends Error {}

/** Bytes that all readers of one file may still go over, and bytes that may still be unpacked, before and after. */
export interface Budget {
  read: number;
  unpacked: number;
}

/** `12 0 R` */
export interface Reference {
  readonly number: number;
}
export type Dictionary = ReadonlyMap<Value, Value>;
/** Names keep their slash; words and numbers that are no offset or count are as they are written. Of strings nothing is kept. */
export type Value = number | string | Reference | Dictionary | readonly Value[] | null;

const deepest = 50;
/** The format ends a name after 127 bytes. */
const longestWord = 500;

const space = new Set([0, 9, 10, 12, 13, 32]);
const delimiter = new Set([...'()<>[]{}/%'].map((mark) => mark.charCodeAt(0)));

export class Reader {
  at: number;
  private readonly bytes: Uint8Array;
  private readonly budget: Budget;

  constructor(bytes: Uint8Array, at: number, budget: Budget) {
    this.bytes = bytes;
    this.at = at;
    this.budget = budget;
  }

  value(depth = 0): Value {
    if (depth > deepest) throw new Unknown();
    if (this.takes('/')) return `/${this.word()}`;
    if (this.takes('<<')) return new Map(inPairs(this.until('>>', depth)));
    if (this.takes('[')) return this.until(']', depth);
    if (this.takes('(')) return this.string();
    // Digits of a string, which say nothing either.
    if (this.takes('<')) return this.until('>', depth);
    const word = this.word();
    if (word === '') throw new Unknown();
    return /^\d+$/.test(word) ? Number(word) : word;
  }

  /** Goes past the word, if it comes next. */
  takes(word: string): boolean {
    this.skipSpace();
    if (!isAt(this.bytes, this.at, word)) return false;
    this.forward(word.length);
    return true;
  }

  skipSpace(): void {
    for (let code = this.bytes[this.at]; code !== undefined; code = this.bytes[this.at]) {
      // A comment ends with its line.
      if (code === 37) while (code !== undefined && code !== 10 && code !== 13) code = this.forward();
      else if (space.has(code)) this.forward();
      else return;
    }
  }

  /** Gives what comes then. */
  private forward(count = 1): number | undefined {
    this.budget.read -= count;
    if (this.budget.read < 0) throw new Unknown();
    this.at += count;
    return this.bytes[this.at];
  }

  private word(): string {
    let word = '';
    for (let code = this.bytes[this.at]; code !== undefined && !space.has(code) && !delimiter.has(code); ) {
      word += String.fromCharCode(code);
      if (word.length > longestWord) throw new Unknown();
      code = this.forward();
    }
    return word;
  }

  private until(end: string, depth: number): Value[] {
    const found: Value[] = [];
    while (!this.takes(end)) {
      const value = this.value(depth + 1);
      // The numbers of the object and of its version come before.
      found.push(value === 'R' ? { number: integer(found.splice(-2)[0]) } : value);
    }
    return found;
  }

  /** Parentheses in it come in pairs, or after a backslash. */
  private string(): null {
    let code = this.bytes[this.at];
    for (let open = 1; open > 0; code = this.forward()) {
      if (code === undefined) throw new Unknown();
      if (code === 92) this.forward();
      else if (code === 40) open++;
      else if (code === 41) open--;
    }
    return null;
  }
}

function inPairs(values: readonly Value[]): [Value, Value][] {
  return values.flatMap((key, at) => (at % 2 === 0 ? [[key, values[at + 1] ?? null]] : []));
}

export function isReference(value: Value | undefined): value is Reference {
  return typeof value === 'object' && value !== null && 'number' in value;
}

/** A number that can be an offset or a count. */
export function integer(value: Value | undefined): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Unknown();
  return value;
}

export function asDictionary(value: Value | undefined): Dictionary {
  if (!(value instanceof Map)) throw new Unknown();
  return value;
}

export function integers(value: Value | undefined): number[] {
  if (!Array.isArray(value)) throw new Unknown();
  return value.map(integer);
}

export function isAt(bytes: Uint8Array, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word.charCodeAt(index)) return false;
  return true;
}
