// The pages of PDFs of every make: plain, packed, changed, for the web, and made to do harm.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { pdfPages } from '../../server/lsp/pdfPages.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');
const pagesOf = (text: string | Buffer) => pdfPages(typeof text === 'string' ? latin(text) : text);

/** A file that grows: objects, then lists of them. */
class Writer {
  private chunks: Buffer[] = [];
  readonly offsets = new Map<number, number>();

  constructor(version = '1.4', before = '') {
    this.add(`${before}%PDF-${version}\n%\xe2\xe3\xcf\xd3\n`);
  }

  get length(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }

  add(content: string | Buffer): this {
    this.chunks.push(typeof content === 'string' ? latin(content) : content);
    return this;
  }

  object(number: number, value: string): this {
    this.offsets.set(number, this.length);
    return this.add(`${number} 0 obj\n${value}\nendobj\n`);
  }

  stream(number: number, dictionary: string, data: Buffer): this {
    this.offsets.set(number, this.length);
    return this.add(`${number} 0 obj\n<< ${dictionary} /Length ${data.length} >>\nstream\n`)
      .add(data)
      .add('\nendstream\nendobj\n');
  }

  /** The list of objects `from` … `to`; gives where it begins. */
  table(from: number, to: number, trailer: string): number {
    const start = this.length;
    const rows = Array.from({ length: to - from + 1 }, (_, index) => {
      const offset = this.offsets.get(from + index);
      return `${String(offset ?? 0).padStart(10, '0')} ${offset === undefined ? '65535 f' : '00000 n'} \n`;
    });
    this.add(`xref\n${from} ${rows.length}\n${rows.join('')}trailer\n<< ${trailer} >>\n`);
    return start;
  }

  end(start: number): Buffer {
    return this.add(`startxref\n${start}\n%%EOF\n`).bytes;
  }
}

const catalog = '<< /Type /Catalog /Pages 2 0 R >>';
const pageTree = (count: number) => `<< /Type /Pages /Kids [3 0 R] /Count ${count} >>`;

function plain(count = 3, trailer = '', version = '1.4'): Writer {
  const writer = new Writer(version).object(1, catalog).object(2, pageTree(count)).object(3, '<< /Type /Page >>');
  const start = writer.table(0, 3, `/Size 4 /Root 1 0 R ${trailer}`);
  writer.end(start);
  return writer;
}

/** Rows of a list that is a stream: type, offset in two bytes, index. */
function rows(...entries: [number, number, number][]): Buffer {
  return Buffer.from(entries.flatMap(([type, second, third]) => [type, second >> 8, second & 255, third]));
}

/** Each row as the difference to the one above, as most writers do. */
function predicted(data: Buffer, columns: number): Buffer {
  const packed: number[] = [];
  for (let at = 0; at < data.length; at += columns) {
    packed.push(2);
    for (let column = 0; column < columns; column++)
      packed.push((data[at + column]! - (at > 0 ? data[at + column - columns]! : 0)) & 255);
  }
  return Buffer.from(packed);
}

interface PackedOptions {
  readonly predictor?: boolean;
  readonly objects?: Buffer;
  readonly trailer?: string;
}

/** Since version 1.5: catalog and pages lie in a packed stream, and so does the list. */
function packed(count: number, options: PackedOptions = {}): Buffer {
  const tree = pageTree(count);
  const head = `1 0 2 ${catalog.length + 1} `;
  const objects = options.objects ?? deflateSync(latin(`${head}${catalog} ${tree}`));
  const writer = new Writer('1.5').stream(5, `/Type /ObjStm /N 2 /First ${head.length} /Filter /FlateDecode`, objects);
  const list = rows(
    [0, 0, 255],
    [2, 5, 0],
    [2, 5, 1],
    [0, 0, 0],
    [0, 0, 0],
    [1, writer.offsets.get(5)!, 0],
    [1, writer.length, 0],
  );
  const start = writer.length;
  const data = deflateSync(options.predictor ? predicted(list, 4) : list);
  const parameters = options.predictor ? '/DecodeParms << /Predictor 12 /Columns 4 >>' : '';
  const own = `/Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode ${parameters} ${options.trailer ?? ''}`;
  return writer.stream(6, own, data).end(start);
}

describe('the number of pages', () => {
  test('of a plain file', async () => {
    assert.equal(await pagesOf(plain(3).bytes), 3);
    assert.equal(await pagesOf(plain(12345).bytes), 12345);
    assert.equal(await pagesOf(readFileSync('sample/media/reading_form.pdf')), 2);
  });
  test('of one with objects in packed streams', async () => {
    assert.equal(await pagesOf(packed(41)), 41);
    assert.equal(await pagesOf(packed(42, { predictor: true })), 42);
  });
  test('of one that was changed: what was written last', async () => {
    const writer = plain(3);
    const before = writer.bytes.lastIndexOf('xref\n0 4');
    writer.object(2, pageTree(7));
    const start = writer.table(2, 2, `/Size 4 /Root 1 0 R /Prev ${before}`);
    assert.equal(await pagesOf(writer.end(start)), 7);
  });
  test('of one that was changed, with another root', async () => {
    const writer = plain(3);
    const before = writer.bytes.lastIndexOf('xref\n0 4');
    writer.object(4, '<< /Type /Catalog /Pages 5 0 R >>').object(5, pageTree(8));
    const start = writer.table(4, 5, `/Size 6 /Root 4 0 R /Prev ${before}`);
    assert.equal(await pagesOf(writer.end(start)), 8);
  });
  test('of one for the web: the first page and its list come first, the rest of the list last', async () => {
    const list = (own: number, rest: string, length: string) =>
      `xref\n3 2\n${String(own).padStart(10, '0')} 00000 n \n${length} 00000 n \ntrailer\n<< /Size 5 /Root 3 0 R /Prev ${rest} >>\nstartxref\n0\n%%EOF\n`;
    const writer = new Writer().object(4, '<< /Linearized 1 /L 0000 /H [ 1 2 ] /O 5 /E 1 /N 9 /T 1 >>');
    const first = writer.length;
    // The list stands before what it lists, so its length is worked out first.
    const object = first + list(0, '0000000000', '0000000000').length;
    const rest = object + '3 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n'.length;
    const tree = rest;
    const main = tree + `2 0 obj\n${pageTree(9)}\nendobj\n`.length;
    writer.add(list(object, String(main).padStart(10, '0'), String(writer.offsets.get(4)).padStart(10, '0')));
    writer.object(3, catalog).object(2, pageTree(9));
    assert.equal(writer.table(0, 2, '/Size 3'), main);
    assert.equal(await pagesOf(writer.end(first)), 9);
  });
  test('of one for old and new readers: the list for new ones counts', async () => {
    const writer = new Writer('1.5').object(1, catalog).object(2, pageTree(6));
    const stream = writer.length;
    const list = deflateSync(rows([1, writer.offsets.get(2)!, 0]));
    writer.stream(7, '/Type /XRef /Size 8 /Index [2 1] /W [1 2 1] /Filter /FlateDecode', list);
    writer.offsets.delete(2);
    const start = writer.table(0, 2, `/Size 8 /Root 1 0 R /XRefStm ${stream}`);
    assert.equal(await pagesOf(writer.end(start)), 6);
  });
  test('in every spelling', async () => {
    const spelled = (value: string) => {
      const writer = new Writer()
        .object(1, '<</Type/Catalog/Lang(a\\)>>()b)/X<0A>/Pages 2 0 R%>>\n/V/1.5>>')
        .object(2, value);
      return pagesOf(writer.end(writer.table(0, 2, '/Size 3 /Root 1 0 R /ID [<00><01>]')));
    };
    assert.equal(await spelled('<</Count 4/Kids[]/Type/Pages>>'), 4);
    assert.equal(await spelled('<< /Type /Pages /Count 4 /Resources << /Count 9 /Type /Page /V null >> >>'), 4);
    assert.equal(await spelled('<< /Type /Pages /X true /Y [1 0 R 2.5 -3 (])] /Count 4 >>'), 4);
  });
  test('that is kept elsewhere, and behind what stands before the header', async () => {
    const writer = new Writer('1.4', '')
      .object(1, catalog)
      .object(2, '<< /Type /Pages /Count 3 0 R >>')
      .object(3, '11');
    const bytes = writer.end(writer.table(0, 3, '/Size 4 /Root 1 0 R'));
    assert.equal(await pagesOf(bytes), 11);
    assert.equal(await pagesOf(Buffer.concat([latin('junk of a mail\r\n'), bytes])), 11);
  });
});

/** A packed file, row by row: what stands at `0` is the length of the stream with catalog and pages. */
function withLengthElsewhere(length: string, entry: (at: number) => [number, number, number]): Buffer {
  const head = `1 0 2 ${catalog.length + 1} `;
  const objects = `${head}${catalog} ${pageTree(5)} `;
  const writer = new Writer('1.5')
    .object(5, `<< /Type /ObjStm /N 2 /First ${head.length} /Length 3 0 R >>\nstream\n${objects}\nendstream`)
    .object(3, length.replace('0', String(objects.length)));
  const start = writer.length;
  const at = (number: number): [number, number, number] => [1, writer.offsets.get(number) ?? start, 0];
  const list = rows([0, 0, 0], [2, 5, 0], [2, 5, 1], entry(writer.offsets.get(3)!), [0, 0, 0], at(5), at(6));
  return writer.stream(6, '/Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R', list).end(start);
}

describe('how large a plain file may be', () => {
  test('a table of a hundred thousand objects', async () => {
    const last = 100_000;
    const writer = new Writer().object(1, catalog).object(2, pageTree(6)).object(last, '<< /Type /Page >>');
    assert.equal(await pagesOf(writer.end(writer.table(0, last, `/Size ${last + 1} /Root 1 0 R`))), 6);
  });
  test('a list in three hundred parts', async () => {
    const writer = new Writer().object(1, catalog).object(2, pageTree(6));
    const start = writer.length;
    const row = (number: number) => `${String(writer.offsets.get(number) ?? 0).padStart(10, '0')} 00000 n \n`;
    const parts = Array.from({ length: 300 }, (_, index) => `${600 - 2 * index} 1\n${row(600 - 2 * index)}`);
    writer.add(`xref\n1 1\n${row(1)}${parts.join('')}trailer\n<< /Size 601 /Root 1 0 R >>\n`);
    assert.equal(await pagesOf(writer.end(start)), 6);
  });
  test('the length of a stream lies elsewhere', async () => {
    assert.equal(await pagesOf(withLengthElsewhere('0', (at) => [1, at, 0])), 5);
  });
});

describe('no number rather than a wrong one', () => {
  const whole = plain(3).bytes.toString('latin1');
  const cases: Record<string, string | Buffer> = {
    nothing: '',
    'another format': 'PK\x03\x04 /Type /Pages /Count 3',
    'a header alone': '%PDF-1.4\n',
    encrypted: plain(3, '/Encrypt 9 0 R').bytes,
    'encrypted and packed': packed(3, { trailer: '/Encrypt 9 0 R' }),
    'cut off': whole.slice(0, -30),
    'its middle missing': whole.slice(0, 60) + whole.slice(90),
    'a list of other offsets': whole.replace('1 0 obj', 'x1 0 obj'),
    'another root': whole.replace('/Root 1 0 R', '/Root 3 0 R'),
    'no root': whole.replace('/Root', '/Boot'),
    'a page as its pages': whole.replace('/Type /Pages', '/Type /Paged'),
    'a part of the tree': whole.replace('/Kids [3 0 R]', '/Parent 1 0 R'),
    'a count that is none': whole.replace('/Count 3', '/Count x'),
    'less than no pages': whole.replace('/Count 3 ', '/Count -3'),
    'half a page': whole.replace('/Count 3', '/Count .3'),
    'no pages': whole.replace('/Count 3', '/Count 0'),
    'a count that counts itself': whole.replace('/Kids [3 0 R] /Count 3 >>', '/Count 2 0 R /X 1  >>  '),
    'a list that leads to itself': plain(3, '/Prev 9').bytes,
    'a list nowhere': whole.replace(/startxref\n\d+/, 'startxref\n99999999'),
    'packed by another method': packed(3, { objects: latin('not packed at all') }),
    'an object that is another': packed(3, { objects: deflateSync(latin(`7 0 2 34 ${catalog} ${pageTree(3)}`)) }),
    'a length in the stream itself': withLengthElsewhere('0', () => [2, 5, 0]),
    'a length that is another': withLengthElsewhere('3 0 R', (at) => [1, at, 0]),
    'a name too long to be one': whole.replace('/Kids', `/${'a'.repeat(900_000)} /Kids`),
    'a number without end': `%PDF-1.4\n${'1'.repeat(500_000)} 0 obj\nstartxref\n9\n%%EOF`,
    'brackets without end': whole.replace('/Kids [3 0 R]', `/Kids ${'['.repeat(9)}`),
  };
  for (const [name, bytes] of Object.entries(cases)) {
    test(name, async () => assert.equal(await pagesOf(bytes), undefined));
  }
});

describe('what a hostile file may not do', () => {
  /** Without a budget each would take many seconds; the usual one is thirty times as large. */
  async function quickly(bytes: Buffer, budget = { read: 64 * 1024, unpacked: 512 * 1024 }): Promise<void> {
    const start = performance.now();
    assert.equal(await pdfPages(bytes, budget), undefined);
    assert.ok(performance.now() - start < 1500, `${performance.now() - start} ms`);
  }
  test('unpack to more than the budget', async () => {
    const head = `1 0 2 ${catalog.length + 1} `;
    const objects = deflateSync(latin(`${head}${catalog} ${pageTree(3)}`.padEnd(200_000)));
    const file = packed(3, { objects });
    assert.equal(await pdfPages(file, { read: 1000, unpacked: 210_000 }), 3);
    assert.equal(await pdfPages(file, { read: 1000, unpacked: 190_000 }), undefined);
  });
  test('unpack to gigabytes', async () => {
    // After a full flush a megabyte of zeros can be said again and again.
    const flush = { finishFlush: constants.Z_FULL_FLUSH };
    const megabyte = deflateRawSync(Buffer.alloc(1024 * 1024), flush);
    const zeros = Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array<Buffer>(2048).fill(megabyte)]);
    const before = process.memoryUsage().arrayBuffers;
    await quickly(packed(3, { objects: zeros }));
    assert.ok(process.memoryUsage().arrayBuffers - before < 50 * 1024 * 1024);
  });
  test('nest without end', () => {
    const writer = new Writer().object(1, catalog).object(2, `<< /Type /Pages /X ${'['.repeat(500_000)}`);
    return quickly(writer.end(writer.table(0, 2, '/Size 3 /Root 1 0 R')));
  });
  test('lead through thousands of lists', () => {
    const list = (before: number) => `xref\n0 0\ntrailer\n<< /Prev ${String(before).padStart(8, '0')} >>\n`;
    const [start, length] = [new Writer().length, list(0).length];
    const lists = Array.from({ length: 5000 }, (_, index) => list(start + (index + 1) * length));
    return quickly(new Writer().add(lists.join('')).end(start));
  });
  test('have what is long read again from each of its lists', () => {
    const list = (before: number) => `xref 0 0 trailer << /Prev ${String(before).padStart(8, '0')} %`;
    const [start, length] = [new Writer().length, list(0).length];
    const lists = Array.from({ length: 150 }, (_, index) => list(start + (index + 1) * length));
    const last = `xref 0 0 trailer << %\n/A [${'1 '.repeat(500_000)}] >>\n`;
    return quickly(new Writer().add(lists.join('')).add(last).end(start));
  });
  test('have streams of objects ask for one another, with one long head', () => {
    const [levels, pairs] = [20, 200_000];
    const digits = (number: number) => String(number).padStart(8, '0');
    const writer = new Writer('1.5');
    // The headers stand in one comment, each stream begins there, and the head below belongs to them all. Object
    // 2n + 1, the length of the stream before, lies in stream 2n + 2.
    const header = (level: number, first: number, span: number) => {
      const length = level === levels - 1 ? digits(span) : `${digits(2 * level + 3)} 0 R`;
      return `${2 * level + 2} 0 obj <</Type/ObjStm/First ${digits(first)}/Length ${length}>> stream %`;
    };
    const numbers = Array.from({ length: levels }, (_, level) => level);
    const headers = numbers.map((level) => header(level, 0, 0).length);
    const head = `\n${'9 0 '.repeat(pairs)}${numbers.map((level) => `${2 * level + 1} 0 `).join('')}`;
    const begin = writer.length;
    const end = begin + headers.reduce((sum, length) => sum + length, 0) + head.length;
    const span = end + 20 - begin;
    const list = [[0, 0, 0]];
    for (const level of numbers) {
      const at = writer.length;
      writer.add(header(level, end - at - headers[level]! + 1, span));
      list.push([2, 2 * level + 2, pairs + level], [1, at, 0]);
    }
    writer.add(`${head}${digits(span)} `.padEnd(head.length + end - begin));
    const start = writer.length;
    const four = (number: number) => [number >> 24, number >> 16, number >> 8, number].map((byte) => byte & 255);
    const data = Buffer.from(list.flatMap(([type, second, third]) => [type!, ...four(second!), ...four(third!)]));
    writer.stream(999, `/Type /XRef /W [1 4 4] /Size ${list.length} /Root 1 0 R`, data);
    return quickly(writer.end(start));
  });
  test('hold a list of millions, a string or a comment without end', async () => {
    const filler = Buffer.alloc(1024 * 1024, '1 0 ');
    for (const start of ['xref\n0 999999999\n', 'xref\n', 'trailer << /X (', '9 0 obj << /Type /XRef /Index [', '% ']) {
      const writer = new Writer();
      const at = writer.length;
      await quickly(writer.add(start).add(filler).end(at));
    }
  });
  test('be whatever: a file with a byte changed', async () => {
    const whole = packed(41, { predictor: true });
    for (let at = 0; at < whole.length; at += 5) {
      const changed = Buffer.from(whole);
      changed[at] = changed[at]! ^ 0x15;
      await pagesOf(changed);
    }
    for (let at = 0; at < whole.length; at += 5) await pagesOf(whole.subarray(0, at));
  });
});
