// What a note says about the paper it sums up: kind, venue, year, authors, and the addresses of the work.
import { frontMatterFields } from '../../parse/frontMatter.ts';
import { type Note, titleHeading } from '../../parse/note.ts';
import { plainText } from '../../parse/plainText.ts';
import { foldLoosely } from '../../text/fold.ts';
import { basename, dirname } from '../../text/uri.ts';
import type { Vault } from '../../vault/vault.ts';
import { type Address, addressesIn, doiAddress } from './sources.ts';

export interface Facts {
  readonly title: string;
  /** Where the title comes from: a file's name is shown in grey. */
  readonly titleFrom: 'heading' | 'frontMatter' | 'file';
  /** As they are written, wiki-links and all; so are the authors. */
  readonly kicker: readonly string[];
  readonly authors: readonly string[];
  /** Works that the note names by a known id, those of its sources first. */
  readonly chips: readonly Address[];
}

const venues =
  /\b(NeurIPS|NIPS|ICML|ICLR|CVPR|ICCV|ECCV|WACV|ACL|EMNLP|NAACL|EACL|COLING|AAAI|IJCAI|KDD|SIGIR|WWW|RecSys|CIKM|WSDM|Interspeech|ICASSP|COLM|TMLR|JMLR|SIGGRAPH|ICRA|CoRL|UAI|AISTATS)(?:\s*(?:['’]|\b)\s*(20\d\d|\d\d)\b)?/;
const authorsLabel = /^[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)?(?:Авторы?|Authors?)/im;
/** A fence of BibTeX, or an entry outside of one. The runs of backticks are looked at once each. */
const bibtexStart =
  /(?<!`)`{3,}[ \t]*bib(?:tex)?[ \t]*\r?\n|@(?:article|inproceedings|misc|book|phdthesis|techreport|conference)\s*\{/gi;

/** `sources`: the text of the sections that name sources. */
export function factsOf(vault: Vault, note: Note, text: string, sources: string, opening: string): Facts {
  const fields: ReturnType<typeof frontMatterFields> = note.frontMatter ? frontMatterFields(text) : new Map();
  const valuesOf = (name: string): readonly string[] =>
    [fields.get(name) ?? []].flat().filter((value) => value.trim() !== '');
  /** The values of the first of these fields that has any. */
  const field = (...names: string[]): readonly string[] => valuesOf(firstOf(names));
  const firstOf = (names: readonly string[]): string => names.find((name) => valuesOf(name).length > 0) ?? '';
  const cited = bibtexFields(bibtexOf(text));
  const h1 = titleHeading(note)?.text;
  const file = vault.files.get(note.uri);
  const title = h1 ?? note.frontMatter?.title ?? (file ? vault.shortName(file) : basename(note.uri));

  const venue = venues.exec(title) ?? venues.exec(sources) ?? venues.exec(opening);
  const known = field('venue', 'journal', 'conference', 'booktitle');
  const cite = cited.get('booktitle') ?? cited.get('journal') ?? venue?.[1];
  const published = known.length ? known : cite ? [cite] : [];
  // A date may be that of a daily note, in brackets, or begin with its day.
  const dated = /(?<!\d)\d{4}(?!\d)/.exec(field('date')[0] ?? '')?.[0];
  const year = field('year')[0] ?? dated ?? cited.get('year') ?? fullYear(venue?.[2]);
  const folder = file ? basename(dirname(file.path)) : '';
  const named = [
    ...field('type', 'kind'),
    ...published.map((name) => (/\barxiv\b/i.test(name) && !name.includes('[[') ? 'arXiv' : name)),
    ...(year ? [year] : []),
  ];
  const isTitle = (words: string) => bareWords(words) === bareWords(title);
  const kicker = named.length
    ? named
    : folder && file && dirname(file.path) !== file.root && !isTitle(folder)
      ? [folder.replaceAll('_', ' ')]
      : [];

  const works = addressesIn(sources);
  const ids = new Set(works.map(({ id }) => id));
  const others = [...[...field('doi'), cited.get('doi') ?? ''].flatMap(doiAddress), ...addressesIn(text)];
  for (const address of others) {
    if (ids.has(address.id)) continue;
    ids.add(address.id);
    works.push(address);
  }
  return {
    title,
    titleFrom: h1 !== undefined ? 'heading' : note.frontMatter?.title !== undefined ? 'frontMatter' : 'file',
    kicker,
    authors: authorsOf(fields.get(firstOf(['authors', 'author'])), cited.get('author'), text),
    chips: works.filter((address) => address.chip !== undefined).slice(0, 8),
  };
}

/** Equal for a title and for the folder that is called after it. */
function bareWords(name: string): string {
  return foldLoosely(name)
    .replace(/[\s_-]+/g, ' ')
    .trim();
}

const wikilinks = /\[\[[^\]\n]*\]\]/g;

/** @param field of the front matter: each item of a list is one person, a string may name several */
function authorsOf(field: string | readonly string[] | undefined, cited: string | undefined, text: string): string[] {
  const list =
    typeof field === 'object'
      ? field.map((name) => firstNameFirst(name, false))
      : splitNames(field ?? cited ?? authorsNamed(text.slice(0, 20_000)) ?? '', !field && cited !== undefined);
  // A remark in brackets (“to be announced”) or a dash names nobody, and a sentence is no name.
  const isName = (name: string) => /^(?:\[\[)?[\p{L}\p{N}@./]/u.test(name) && name.replace(wikilinks, '').length < 80;
  return list.map((name) => name.trim()).filter(isName);
}

/** What stands behind the label of the authors, in bold or not, with its colon inside or outside; on the next line, too. */
function authorsNamed(text: string): string | undefined {
  const label = authorsLabel.exec(text);
  if (!label) return undefined;
  let rest = text.slice(label.index + label[0].length);
  for (const mark of [/^:/, /^(?:\*\*|__)/, /^:/]) rest = rest.trimStart().replace(mark, '');
  return /^.*/.exec(rest.trimStart())![0] || undefined;
}

/** What stands behind the start of the first entry that ends; empty where there is none. */
function bibtexOf(text: string): string {
  const ends = { fence: /\n[ \t]*`{3,}/g, entry: /\n\}/g };
  const unclosed = new Set<RegExp>();
  for (const { 0: start, index } of text.matchAll(bibtexStart)) {
    const end = start.startsWith('`') ? ends.fence : ends.entry;
    // What does not end here ends nowhere below.
    if (unclosed.has(end)) continue;
    const from = index + start.length;
    end.lastIndex = from - 1;
    const close = end.exec(text);
    if (close) return text.slice(from, close.index);
    unclosed.add(end);
  }
  return '';
}

/**
 * What stands inside of a link separates no names. `A, B and C` are three; `B, A and D, C` are two, as BibTeX writes them,
 * and so are `B, A; D, C`.
 */
function splitNames(names: string, isBibtex: boolean): string[] {
  const links = names.match(wikilinks) ?? [];
  const bare = plainText(names.replace(wikilinks, '\uE000'));
  const hasSemicolons = !isBibtex && bare.includes(';');
  const people = bare.split(hasSemicolons ? /;\s*(?:(?:and|и)\s+)?|\s+(?:and|и)\s+/ : /\s+and\s+/);
  const lastFirst = people.length > 1 && people.every((name) => name.split(',').length === 2);
  const split =
    isBibtex || hasSemicolons || lastFirst
      ? people.map((name) => firstNameFirst(name, isBibtex))
      : bare.split(/\s*,\s*(?:and\s+)?|\s+(?:и|and)\s+/);
  return split.map((name) => name.replaceAll('\uE000', () => links.shift() ?? ''));
}

/** One word, `van den Berg` or `O'Neil-Smith`: of `Ann Lee, Google` nobody knows what it is. */
const surname = /^(?:\p{Ll}[\p{L}'’.]*\s+)*[\p{L}'’.-]+$/u;

/** What follows a comma in other names: of people and of firms. */
const notFirst = /^(?:[JS]r|I{2,3}|IV|Ph\.?D|M\.?D|Inc|LLC|Ltd|GmbH|Corp|Co|ООО|АО)\.?$/i;

/** `Vaswani, Ashish` as people say it. A name with a link in it stays as it is, and so does `King, Jr.` */
function firstNameFirst(name: string, isBibtex: boolean): string {
  const [last, first, ...rest] = name.trim().split(/\s*,\s*/);
  const isTurned =
    first &&
    rest.length === 0 &&
    (isBibtex || surname.test(last!)) &&
    !/\[\[|\uE000/.test(name) &&
    !notFirst.test(first);
  return isTurned ? `${first} ${last}` : name;
}

function bibtexFields(entry: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [, name, braced, quoted, bare] of entry.matchAll(
    /^[ \t]*(\w+)[ \t]*=[ \t]*(?:\{((?:[^{}\n]|\{[^{}\n]*\})*)\}|"([^"\n]*)"|(\w+))[ \t]*(?:,[ \t]*)?$/gm,
  )) {
    fields.set(name!.toLowerCase(), (braced ?? quoted ?? bare ?? '').replace(/[{}]/g, ''));
  }
  return fields;
}

function fullYear(year: string | undefined): string | undefined {
  return year?.length === 2 ? `20${year}` : year;
}

/** The language of the prose, as far as its letters tell: for hyphenation and for the page's own words. */
export function languageOfText(text: string): 'ru' | 'en' | undefined {
  const sample = text.slice(0, 8000).replace(/```[\s\S]*?(?:```|$)|https?:\S+|\[\[[^\]]*\]\]|\([^)\s]*\)/g, ' ');
  const russian = sample.match(/[а-яё]/gi)?.length ?? 0;
  const latin = sample.match(/[a-z]/gi)?.length ?? 0;
  if (russian > 0.3 * (latin + russian)) return 'ru';
  return latin > 0 && /\b(?:the|and|of|is)\b/i.test(sample) ? 'en' : undefined;
}

/** Reading time in whole minutes: 200 words a minute, and code is looked at rather than read. */
export function minutesOf(text: string): number {
  const prose = text.includes('```') ? text.replace(/```[\s\S]*?(?:```|$)/g, ' ') : text;
  let words = 0;
  let inside = false;
  for (let at = 0; at < prose.length; at++) {
    // Counting spaces is near enough, and much cheaper than telling letters from marks.
    const isSpace = prose.charCodeAt(at) <= 32;
    if (inside && isSpace) words++;
    inside = !isSpace;
  }
  return Math.max(1, Math.round(words / 200));
}
