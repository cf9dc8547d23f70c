// How many pages a PDF says it has. The way of any reader: from the end of the file to the list of objects, to the
// catalog, to the root of the pages. Whatever is not as the format wants it ends the search: no number is better than a
// wrong one, so nothing is looked for by its looks.
import {
  asArray,
  asDictionary,
  type Dictionary,
  integer,
  isReference,
  Reader,
  text,
  Unknown,
  type Value,
} from './pdfObjects.ts';

/** `undefined` for what is no PDF, is encrypted or cannot be read. */
export async function pdfPages(bytes: Uint8Array): Promise<number | undefined> {
  try {
    return await new Pdf(bytes).pages();
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

/** Where an object lies: at an offset, or in a stream of objects. */
type Place = { readonly offset: number } | { readonly stream: number; readonly index: number };

/** One list of objects; a file that was changed has one for each change. */
interface Section {
  readonly trailer: Dictionary;
  /** `undefined` where this list does not name the object, `null` where it says that there is none. */
  find(number: number): Place | null | undefined;
}

const mostSections = 200;
/** Bytes that a file may unpack to. A list of a million objects takes 5 MB. */
const mostUnpacked = 16 * 1024 * 1024;

class Pdf {
  private readonly bytes: Uint8Array;
  /** What stands before the header is counted by some writers and not by others; by most not. */
  private readonly base: number;
  private readonly sections: Section[] = [];
  private readonly asked = new Set<number>();
  private unpacked = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.base = find(bytes, '%PDF-', 0, Math.min(bytes.length, 1024));
    if (this.base < 0) throw new Unknown();
  }

  async pages(): Promise<number> {
    await this.readSections();
    const catalog = await this.dictionary(this.sections[0]?.trailer.get('/Root'));
    if (catalog.get('/Type') !== '/Catalog') throw new Unknown();
    const root = await this.dictionary(catalog.get('/Pages'));
    const count = await this.number(root.get('/Count'));
    if (root.get('/Type') !== '/Pages' || root.has('/Parent') || !(count > 0)) throw new Unknown();
    return count;
  }

  // ---- lists of objects

  /** The newest list first. */
  private async readSections(): Promise<void> {
    const { bytes } = this;
    const end = findLast(bytes, 'startxref', bytes.length - 4096);
    if (end < 0) throw new Unknown();
    const waiting = [integer(new Reader(bytes, end + 'startxref'.length).value())];
    const seen = new Set<number>();
    while (waiting.length > 0) {
      const offset = waiting.pop()! + this.base;
      if (seen.has(offset)) continue;
      if (seen.size >= mostSections) throw new Unknown();
      seen.add(offset);
      const section = this.isAt('xref', offset) ? this.table(offset) : await this.streamedList(offset);
      const { trailer } = section;
      if (trailer.has('/Encrypt')) throw new Unknown();
      this.sections.push(section);
      // A list for new readers comes before older ones.
      if (trailer.has('/Prev')) waiting.push(integer(trailer.get('/Prev')));
      if (trailer.has('/XRefStm')) waiting.push(integer(trailer.get('/XRefStm')));
    }
  }

  private table(offset: number): Section {
    const { bytes } = this;
    const parts: { first: number; count: number; start: number }[] = [];
    const reader = new Reader(bytes, offset + 'xref'.length);
    while (!reader.takes('trailer')) {
      const first = integer(reader.value());
      const count = integer(reader.value());
      reader.skipSpace();
      parts.push({ first, count, start: reader.at });
      if (parts.length > mostSections) throw new Unknown();
      reader.at += count * 20;
    }
    const trailer = asDictionary(reader.value());
    return {
      trailer,
      find: (number) => {
        const part = parts.find(({ first, count }) => number >= first && number < first + count);
        if (!part) return undefined;
        const start = part.start + (number - part.first) * 20;
        const entry = /^(\d{10}) \d{5} ([nf])/.exec(text(bytes, start, start + 18));
        if (!entry) throw new Unknown();
        if (entry[2] === 'n') return { offset: Number(entry[1]) };
        // Old readers are told that there is none of what only the list for new ones names.
        return trailer.has('/XRefStm') ? undefined : null;
      },
    };
  }

  /** A list that is a stream itself, as since version 1.5. */
  private async streamedList(offset: number): Promise<Section> {
    const { value: trailer, data } = await this.streamAt(offset, undefined);
    if (trailer.get('/Type') !== '/XRef') throw new Unknown();
    const widths = asArray(trailer.get('/W')).map(integer);
    const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = widths;
    if (widths.length !== 3 || widths.some((width) => width > 8)) throw new Unknown();
    const size = integer(trailer.get('/Size'));
    const index = trailer.has('/Index') ? asArray(trailer.get('/Index')).map(integer) : [0, size];
    const row = typeWidth + secondWidth + thirdWidth;
    return {
      trailer,
      find: (number) => {
        let rows = 0;
        for (let at = 0; at + 1 < index.length; at += 2) {
          const [first, count] = [index[at]!, index[at + 1]!];
          if (number < first || number >= first + count) {
            rows += count;
            continue;
          }
          const start = (rows + number - first) * row;
          if (start + row > data.length) throw new Unknown();
          const second = start + typeWidth;
          const type = typeWidth === 0 ? 1 : bigEndian(data, start, typeWidth);
          if (type === 0) return null;
          if (type === 1) return { offset: bigEndian(data, second, secondWidth) };
          if (type !== 2) throw new Unknown();
          const third = second + secondWidth;
          return { stream: bigEndian(data, second, secondWidth), index: bigEndian(data, third, thirdWidth) };
        }
        return undefined;
      },
    };
  }

  // ---- objects

  private async number(value: Value | undefined): Promise<number> {
    return integer(isReference(value) ? await this.object(value.number) : value);
  }

  private async dictionary(value: Value | undefined): Promise<Dictionary> {
    return asDictionary(isReference(value) ? await this.object(value.number) : value);
  }

  private async object(number: number): Promise<Value> {
    // Each of the few objects is asked for once: who comes again goes round in a circle.
    if (this.asked.has(number)) throw new Unknown();
    this.asked.add(number);
    const place = this.placeOf(number);
    if ('offset' in place) return this.objectAt(place.offset + this.base, number).value();
    const holder = this.placeOf(place.stream);
    if (!('offset' in holder)) throw new Unknown();
    const { value, data } = await this.streamAt(holder.offset + this.base, place.stream);
    if (value.get('/Type') !== '/ObjStm') throw new Unknown();
    const first = integer(value.get('/First'));
    const head = new Reader(data.subarray(0, first), 0);
    // Pairs of a number and an offset.
    for (let before = 0; before < place.index; before++) {
      integer(head.value());
      integer(head.value());
    }
    if (integer(head.value()) !== number) throw new Unknown();
    return new Reader(data, first + integer(head.value())).value();
  }

  private placeOf(number: number): Place {
    for (const section of this.sections) {
      const place = section.find(number);
      if (place === null) break;
      if (place) return place;
    }
    throw new Unknown();
  }

  /** Stands behind `12 0 obj`. */
  private objectAt(offset: number, number: number | undefined): Reader {
    const reader = new Reader(this.bytes, offset);
    const own = integer(reader.value());
    integer(reader.value());
    if ((number !== undefined && own !== number) || !reader.takes('obj')) throw new Unknown();
    return reader;
  }

  private async streamAt(offset: number, number: number | undefined): Promise<{ value: Dictionary; data: Uint8Array }> {
    const reader = this.objectAt(offset, number);
    const value = asDictionary(reader.value());
    if (!reader.takes('stream')) throw new Unknown();
    const start = reader.at + (this.bytes[reader.at] === 13 ? 2 : 1);
    const length = await this.number(value.get('/Length'));
    if (start + length > this.bytes.length) throw new Unknown();
    return { value, data: await this.decoded(value, this.bytes.subarray(start, start + length)) };
  }

  private async decoded(value: Dictionary, data: Uint8Array): Promise<Uint8Array> {
    const filter = only(value.get('/Filter'));
    if (filter === undefined) return data;
    if (filter !== '/FlateDecode') throw new Unknown();
    const unpacked = await inflated(data, mostUnpacked - this.unpacked);
    this.unpacked += unpacked.length;
    const given = only(value.get('/DecodeParms'));
    if (given === undefined || given === null) return unpacked;
    const parameters = asDictionary(given);
    const predictor = parameters.get('/Predictor') ?? 1;
    if (predictor === 1) return unpacked;
    if (integer(predictor) < 10 || parameters.has('/Colors') || parameters.has('/BitsPerComponent'))
      throw new Unknown();
    return unpredicted(unpacked, integer(parameters.get('/Columns') ?? 1));
  }

  private isAt(word: string, offset: number): boolean {
    return text(this.bytes, offset, offset + word.length) === word;
  }
}

/** A value, or a list of this value alone. */
function only(value: Value | undefined): Value | undefined {
  if (!Array.isArray(value)) return value;
  if (value.length > 1) throw new Unknown();
  return value[0];
}

/** Unpacks up to `most` bytes; more is not waited for. */
async function inflated(data: Uint8Array, most: number): Promise<Uint8Array> {
  const stream = new DecompressionStream('deflate');
  const writer = stream.writable.getWriter();
  // What fails there is seen where it is read.
  writer.write(data as Uint8Array<ArrayBuffer>).catch(() => undefined);
  writer.close().catch(() => undefined);
  const reader = stream.readable.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      length += next.value.length;
      if (length > most) throw new Unknown();
    }
  } catch (error) {
    if (error instanceof Unknown) await reader.cancel().catch(() => undefined);
    // A line break after the packed bytes is an error to some, and no harm; else the rows will be missed.
    if (error instanceof Unknown || length === 0) throw new Unknown();
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** Rows of PNG, each said as a difference to the one above; other differences are not used in lists. */
function unpredicted(data: Uint8Array, columns: number): Uint8Array {
  const rows = Math.floor(data.length / (columns + 1));
  const plain = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const from = row * (columns + 1);
    const to = row * columns;
    const kind = data[from];
    if (kind !== 0 && kind !== 1 && kind !== 2) throw new Unknown();
    for (let column = 0; column < columns; column++) {
      const before = kind === 2 ? plain[to + column - columns] : kind === 1 && column > 0 ? plain[to + column - 1] : 0;
      plain[to + column] = data[from + 1 + column]! + (before ?? 0);
    }
  }
  return plain;
}

function bigEndian(bytes: Uint8Array, at: number, width: number): number {
  let number = 0;
  for (let index = at; index < at + width; index++) number = number * 256 + bytes[index]!;
  return number;
}

/** The first place of a word that begins in the range; -1 if there is none. */
function find(bytes: Uint8Array, word: string, from: number, to: number): number {
  for (let at = from; at < to; at++) if (text(bytes, at, at + word.length) === word) return at;
  return -1;
}

function findLast(bytes: Uint8Array, word: string, from: number): number {
  for (let at = bytes.length - word.length; at >= Math.max(0, from); at--)
    if (text(bytes, at, at + word.length) === word) return at;
  return -1;
}
