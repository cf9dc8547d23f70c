// The values that a PDF is written in, read from its bytes, as far as lists of objects and of pages need them.

/** Where the search ends. */
export class Unknown extends Error {}

export interface Reference {
  readonly number: number;
}
export type Dictionary = ReadonlyMap<string, Value>;
/** Names keep their slash. Strings, booleans and the like say nothing here: `null`. */
export type Value = number | string | Reference | Dictionary | readonly Value[] | null;

const longestObject = 1024 * 1024;
const deepestObject = 50;

/** Reads values, as much of them as is asked here. */
export class Reader {
  at: number;
  private readonly bytes: Uint8Array;
  private readonly end: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = Math.min(bytes.length, at + longestObject);
  }

  value(depth = 0): Value {
    if (depth > deepestObject) throw new Unknown();
    this.skipSpace();
    const code = this.bytes[this.at];
    if (this.at >= this.end || code === undefined) throw new Unknown();
    switch (code) {
      case 47: // /
        return this.name();
      case 60: // <
        if (this.bytes[this.at + 1] === 60) return this.dictionary(depth);
        return this.skipTo(62);
      case 40: // (
        return this.string();
      case 91: // [
        return this.array(depth);
    }
    const word = this.word();
    if (word === '') throw new Unknown();
    if (!/^[+-]?\d+$/.test(word)) return /^[+-]?(?:\d+\.\d*|\.\d+)$/.test(word) ? Number(word) : null;
    return this.reference(Number(word));
  }

  /** Goes past the word, if it comes next. */
  takes(word: string): boolean {
    this.skipSpace();
    if (text(this.bytes, this.at, this.at + word.length) !== word) return false;
    this.at += word.length;
    return true;
  }

  skipSpace(): void {
    for (; this.at < this.end; this.at++) {
      const code = this.bytes[this.at]!;
      if (code === 37) while (this.at < this.end && !isLineEnd(this.bytes[this.at]!)) this.at++;
      else if (!isSpace(code)) return;
    }
  }

  private word(): string {
    const start = this.at;
    while (this.at < this.end && !isSpace(this.bytes[this.at]!) && !isDelimiter(this.bytes[this.at]!)) this.at++;
    return text(this.bytes, start, this.at);
  }

  private name(): string {
    this.at++;
    return `/${this.word().replace(/#([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))}`;
  }

  /** `12 0 R`, or the number alone. */
  private reference(number: number): number | Reference {
    const after = /^\s+\d+\s+R(?![^\s/<>[\]()%])/.exec(text(this.bytes, this.at, Math.min(this.at + 20, this.end)));
    if (!after) return number;
    this.at += after[0].length;
    return { number };
  }

  private dictionary(depth: number): Dictionary {
    this.at += 2;
    const found = new Map<string, Value>();
    while (!this.takes('>>')) {
      const key = this.value(depth + 1);
      if (typeof key !== 'string') throw new Unknown();
      found.set(key, this.value(depth + 1));
    }
    return found;
  }

  private array(depth: number): Value[] {
    this.at++;
    const found: Value[] = [];
    while (!this.takes(']')) found.push(this.value(depth + 1));
    return found;
  }

  private string(): null {
    let open = 0;
    for (; this.at < this.end; this.at++) {
      const code = this.bytes[this.at]!;
      if (code === 92) this.at++;
      else if (code === 40) open++;
      else if (code === 41 && --open === 0) {
        this.at++;
        return null;
      }
    }
    throw new Unknown();
  }

  private skipTo(code: number): null {
    while (this.at < this.end && this.bytes[this.at] !== code) this.at++;
    this.at++;
    return null;
  }
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9 || code === 12 || code === 0;
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

/** `()<>[]{}/%` */
function isDelimiter(code: number): boolean {
  return (
    code === 40 ||
    code === 41 ||
    code === 60 ||
    code === 62 ||
    code === 91 ||
    code === 93 ||
    code === 123 ||
    code === 125 ||
    code === 47 ||
    code === 37
  );
}

export function isReference(value: Value | undefined): value is Reference {
  return typeof value === 'object' && value !== null && 'number' in value;
}

/** A number that can be an offset or a count. */
export function integer(value: Value | undefined): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new Unknown();
  return value;
}

export function asDictionary(value: Value | undefined): Dictionary {
  if (!(value instanceof Map)) throw new Unknown();
  return value;
}

export function asArray(value: Value | undefined): readonly Value[] {
  if (!Array.isArray(value)) throw new Unknown();
  return value;
}

export function text(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
