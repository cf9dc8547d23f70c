// How many pages a PDF says it has. The way of any reader: from the end of the file to the lists of objects, to the
// catalog, to the root of the pages. Whatever is not as the format wants it ends the search: no number is better than a
// wrong one, so nothing is looked for by its looks.
import {
  asDictionary,
  type Budget,
  type Dictionary,
  integer,
  integers,
  isAt,
  isReference,
  Reader,
  Unknown,
  type Value,
} from './pdfObjects.ts';

/** A tree of a hundred thousand pages may be one array of 1 MB; the packed list of a million objects takes 5 MB. */
const most: Readonly<Budget> = { read: 2 * 1024 * 1024, unpacked: 16 * 1024 * 1024 };
/** A file that was changed has one for each change. */
const mostLists = 200;

/** `undefined` for what is no PDF, is encrypted or cannot be read within the budget. */
export async function pdfPages(bytes: Uint8Array, budget = most): Promise<number | undefined> {
  try {
    return await new Pdf(bytes, { ...budget }).pages();
  } catch {
    // Mostly `Unknown`; but whatever a file leads to, its card has only one fact less.
    return undefined;
  }
}

/** Where an object lies: at an offset, or in a stream of objects. */
type Place = { readonly offset: number } | { readonly stream: number; readonly index: number };

/** The objects from `first` on, as one of the lists tells them; free ones lie nowhere. */
interface Part {
  readonly first: number;
  readonly count: number;
  placeOf(row: number): Place | undefined;
}

type Stream = readonly [own: Dictionary, data: Uint8Array];

class Pdf {
  private readonly bytes: Uint8Array;
  private readonly budget: Budget;
  /** The newest first; empty while lists are still read. */
  private parts: readonly Part[] = [];
  private readonly streams = new Map<number, Promise<Stream>>();

  constructor(bytes: Uint8Array, budget: Budget) {
    let start = 0;
    while (!isAt(bytes, start, '%PDF-')) if (++start > 1024) throw new Unknown();
    // What stands before the header is counted by some writers, but not by most.
    this.bytes = bytes.subarray(start);
    this.budget = budget;
  }

  async pages(): Promise<number> {
    const catalog = asDictionary(await this.followed(await this.readLists()));
    const tree = asDictionary(await this.followed(catalog.get('/Pages')));
    const count = integer(await this.followed(tree.get('/Count')));
    if (catalog.get('/Type') !== '/Catalog' || tree.get('/Type') !== '/Pages') throw new Unknown();
    if (tree.has('/Parent') || count === 0) throw new Unknown();
    return count;
  }

  // ---- lists of objects

  /** Gives what the newest list calls the root. */
  private async readLists(): Promise<Value | undefined> {
    let end = this.bytes.length;
    while (!isAt(this.bytes, end, 'startxref')) if (--end < this.bytes.length - 4096) throw new Unknown();
    const waiting: (Value | undefined)[] = [this.reader(end + 'startxref'.length).value()];
    const seen = new Set<number>();
    const parts: Part[] = [];
    let root: Value | undefined;
    while (waiting.length > 0) {
      const offset = integer(waiting.pop());
      if (seen.has(offset)) continue;
      if (seen.size === mostLists) throw new Unknown();
      seen.add(offset);
      const reader = this.reader(offset);
      const own = reader.takes('xref') ? this.table(reader, parts) : await this.streamedList(offset, parts);
      if (own.has('/Encrypt')) throw new Unknown();
      if (seen.size === 1) root = own.get('/Root');
      // A list for new readers comes before older ones.
      for (const key of ['/Prev', '/XRefStm']) if (own.has(key)) waiting.push(own.get(key));
    }
    this.parts = parts;
    return root;
  }

  private table(reader: Reader, parts: Part[]): Dictionary {
    while (!reader.takes('trailer')) {
      const first = integer(reader.value());
      const count = integer(reader.value());
      reader.skipSpace();
      const start = reader.at;
      const placeOf = (row: number): Place | undefined => {
        const entry = this.reader(start + row * 20);
        const [offset] = [entry.value(), entry.value()].map(integer);
        return entry.takes('n') ? { offset: offset! } : undefined;
      };
      parts.push({ first, count, placeOf });
      reader.at += count * 20;
    }
    return asDictionary(reader.value());
  }

  /** A list that is a stream itself, as since version 1.5. */
  private async streamedList(offset: number, parts: Part[]): Promise<Dictionary> {
    const [own, data] = await this.unpacked(this.objectAt(offset));
    if (own.get('/Type') !== '/XRef') throw new Unknown();
    const widths = integers(own.get('/W'));
    const width = widths.reduce((sum, each) => sum + each, 0);
    const placeOf = (at: number): Place | undefined => {
      if (at + width > data.length) throw new Unknown();
      let end = at;
      const [type, second = 0, index = 0] = widths.map((each) => bigEndian(data, end, (end += each)));
      if (type === 1) return { offset: second };
      return type === 2 ? { stream: second, index } : undefined;
    };
    const index = integers(own.get('/Index') ?? [0, integer(own.get('/Size'))]);
    let before = 0;
    for (let at = 0; at + 1 < index.length; at += 2) {
      const [start, first, count] = [before, index[at]!, index[at + 1]!];
      parts.push({ first, count, placeOf: (row) => placeOf((start + row) * width) });
      before += count;
    }
    return own;
  }

  // ---- objects

  private reader(offset: number): Reader {
    return new Reader(this.bytes, offset, this.budget);
  }

  private async followed(value: Value | undefined): Promise<Value | undefined> {
    if (!isReference(value)) return value;
    const place = this.placeOf(value.number);
    if ('offset' in place) return this.objectAt(place.offset, value.number).value();
    const stream = this.streams.get(place.stream) ?? this.unpacked(this.plainObject(place.stream));
    this.streams.set(place.stream, stream);
    const [own, data] = await stream;
    if (own.get('/Type') !== '/ObjStm') throw new Unknown();
    // It begins with pairs of a number and an offset.
    const head = new Reader(data, 0, this.budget);
    for (let skipped = 0; skipped < 2 * place.index; skipped++) head.value();
    if (head.value() !== value.number) throw new Unknown();
    return new Reader(data, integer(own.get('/First')) + integer(head.value()), this.budget).value();
  }

  private placeOf(number: number): Place {
    for (const part of this.parts) {
      if (number < part.first || number >= part.first + part.count) continue;
      const place = part.placeOf(number - part.first);
      if (place) return place;
    }
    throw new Unknown();
  }

  /** Stands behind `12 0 obj`. */
  private objectAt(offset: number, number?: number): Reader {
    const reader = this.reader(offset);
    const found = integer(reader.value());
    integer(reader.value());
    if ((number !== undefined && found !== number) || !reader.takes('obj')) throw new Unknown();
    return reader;
  }

  /** One that lies in no stream: so no stream has to be unpacked for another, and none leads back to itself. */
  private plainObject(number: number): Reader {
    const place = this.placeOf(number);
    if (!('offset' in place)) throw new Unknown();
    return this.objectAt(place.offset, number);
  }

  private async unpacked(reader: Reader): Promise<Stream> {
    const own = asDictionary(reader.value());
    if (!reader.takes('stream')) throw new Unknown();
    const start = reader.at + (this.bytes[reader.at] === 13 ? 2 : 1);
    const length = own.get('/Length');
    const end = start + integer(isReference(length) ? this.plainObject(length.number).value() : length);
    if (end > this.bytes.length) throw new Unknown();
    const data = this.bytes.subarray(start, end);
    // Each is a value, or a list of it alone.
    const [filter, ...others] = [own.get('/Filter') ?? []].flat();
    const [given] = [own.get('/DecodeParms') ?? []].flat();
    if (filter === undefined) return [own, data];
    if (filter !== '/FlateDecode' || others.length > 0) throw new Unknown();
    const plain = await inflated(data, this.budget);
    const parameters = given instanceof Map ? given : new Map<Value, Value>();
    const isPlain = (parameters.get('/Predictor') ?? 1) === 1;
    return [own, isPlain ? plain : unpredicted(plain, integer(parameters.get('/Columns')))];
  }
}

/** Packed bytes count as well: some unpack to nothing. Taken in pieces, since a browser unpacks what it is given at once. */
async function inflated(data: Uint8Array, budget: Budget): Promise<Uint8Array> {
  budget.unpacked -= data.length;
  const packed = new Blob([data as Uint8Array<ArrayBuffer>]).stream();
  const reader = packed.pipeThrough(new DecompressionStream('deflate')).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let next = await reader.read();
  while (!next.done) {
    budget.unpacked -= next.value.length;
    if (budget.unpacked < 0) break;
    chunks.push(next.value);
    // A line break after the packed bytes is an error to some, and no harm; if it was another, rows will be missed.
    next = await reader.read().catch(() => ({ done: true, value: undefined }));
  }
  if (budget.unpacked < 0) {
    await reader.cancel();
    throw new Unknown();
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Rows of PNG, each said as it is or as the difference to the one above; lists use no other way. */
function unpredicted(data: Uint8Array, columns: number): Uint8Array {
  const rows = Math.floor(data.length / (columns + 1));
  const plain = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const kind = data[row * (columns + 1)];
    if (kind !== 0 && kind !== 2) throw new Unknown();
    for (let at = row * columns; at < (row + 1) * columns; at++)
      plain[at] = data[at + row + 1]! + (kind === 2 ? (plain[at - columns] ?? 0) : 0);
  }
  return plain;
}

function bigEndian(data: Uint8Array, from: number, to: number): number {
  return data.subarray(from, to).reduce((number, byte) => number * 256 + byte, 0);
}
