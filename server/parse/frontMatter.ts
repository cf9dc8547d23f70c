// Front matter: the YAML fence at the start of a note, and the few of its keys that name or link notes.
import type { Document } from 'yaml';
import { ignoredCodes } from './html.ts';
import { wikilink } from './inline.ts';
import type { FrontMatter, FrontMatterError, Link, Remark, Tag } from './note.ts';
import { wikilinkParts } from './wikilink.ts';
import { parseYaml, yaml } from './yaml.ts';
import { type YamlMistake, yamlMistake } from './yamlMistake.ts';

/** What the YAML says, for us. */
export interface FrontMatterFacts {
  readonly frontMatter: FrontMatter;
  readonly links: Link[];
  readonly tags: readonly Tag[];
  readonly remarks: readonly Remark[];
}

type Values = Map<string, string | string[]>;

/** YAML larger than this is not read: the keys we want stand in the first lines of any real note. */
const longestYaml = 100_000;
const simpleLine = /^([A-Za-z][\w -]*):(?:[ \t]+(.*))?$/;
const simplePlain = /^[^\s\-?:,[\]{}#&*!|>'"%@`](?:[^:#]|:(?=\S)|(?<=\S)#)*$/;
const comment = /[^\S\n]*#/y;
const ownComment = /^([ \t]*)#(.*)$/gm;
const quotedLink = /(["'])(!?)\[\[([^\]\n]*)\]\]\1/g;
/** Where the keys of tags stand. */
const tagKeys = [
  { key: 'tags', written: /^["']?tags["']?[ \t]*:/m },
  { key: 'tag', written: /^["']?tag["']?[ \t]*:/m },
];

const template = /\{\{|<%/;

/** The offset of the line after the front matter's closing fence, or 0 where the text has no front matter. */
export function frontMatterEnd(text: string): number {
  const open = /^\uFEFF?---[ \t]*(?:\r\n|\n|\r)/.exec(text);
  if (!open) return 0;
  const close = /(?:^|\n|\r)(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|$)/g;
  close.lastIndex = open[0].length - 1;
  const match = close.exec(text);
  return match ? close.lastIndex : 0;
}

/** Reads `text` up to `end` (from `frontMatterEnd`). Never throws. */
export function readFrontMatter(text: string, end: number, intern: (text: string) => string): FrontMatterFacts {
  const { start, source } = yamlSource(text, end);
  const simple = simpleValues(source);
  const read = simple ? { values: simple, error: undefined } : yamlValues(source, start);
  const value = (key: string): string | undefined => {
    const found = read.values.get(key);
    return typeof found === 'string' && found.trim() ? intern(found.trim()) : undefined;
  };
  const list = (...keys: string[]): string[] =>
    keys.flatMap((key) => read.values.get(key) ?? []).flatMap((item) => (item.trim() ? [intern(item.trim())] : []));
  return {
    frontMatter: {
      start: 0,
      end,
      title: value('title'),
      aliases: list('aliases', 'alias'),
      id: value('id'),
      drawing: value('excalidraw-plugin') !== undefined,
      error: template.test(source) ? undefined : read.error,
    },
    links: source.includes('[[') ? frontMatterLinks(source, start, intern) : [],
    tags: tagKeys.flatMap(({ key, written }) => {
      const names = list(key).flatMap((tags) => tags.split(/[\s,]+/).map((tag) => tag.replace(/^#/, '')));
      return placed(source, start, written, names.filter(Boolean), end, intern);
    }),
    remarks: source.includes('research-notes-ignore-next-line') ? ignoreRemarks(source, start) : [],
  };
}

/** Comments of YAML that say what those of Markdown say; a line of a block of text that looks like one is no great harm. */
function ignoreRemarks(source: string, offset: number): Remark[] {
  return [...source.matchAll(ownComment)].flatMap(({ 0: line, 1: indent, 2: words, index }): Remark[] => {
    const codes = ignoredCodes(words!.trimEnd());
    const after = offset + index;
    const start = after + indent!.length;
    const end = after + line.trimEnd().length;
    return codes ? [{ kind: 'ignore-next-line', codes, start, end, after, block: undefined }] : [];
  });
}

/** True if the front matter of two texts holds the same values; false where one cannot be read. */
export function haveSameValues(a: string, b: string): boolean {
  const valuesOf = (text: string) => {
    const { source } = yamlSource(text, frontMatterEnd(text));
    if (isDeep(source) || source.length > longestYaml) return undefined;
    const document = parseYaml(source);
    return document.errors.length > 0 ? undefined : JSON.stringify(document.toJS());
  };
  try {
    const values = valuesOf(a);
    return values !== undefined && values === valuesOf(b);
  } catch {
    return false;
  }
}

/**
 * Each tag with the place of its name, looked for behind its key; one that YAML spells otherwise takes the whole front
 * matter as its place.
 */
function placed(
  source: string,
  offset: number,
  key: RegExp,
  names: readonly string[],
  end: number,
  intern: (text: string) => string,
): Tag[] {
  if (names.length === 0) return [];
  const start = key.exec(source);
  let at = start ? start.index + start[0].length : 0;
  return names.map((name) => {
    for (let found = source.indexOf(name, at); found >= 0; found = source.indexOf(name, found + 1)) {
      const isWhole = !/[^\s,"'[\]#:]/.test((source[found - 1] ?? ' ') + (source[found + name.length] ?? ' '));
      if (!isWhole) continue;
      at = found + name.length;
      return { name: intern(name), start: offset + found, end: offset + at };
    }
    return { name: intern(name), start: 0, end };
  });
}

/** The scalars and lists of scalars of a note's front matter by their keys in lower case. Never throws. */
export function frontMatterFields(text: string): Values {
  const fields: Values = new Map();
  const end = frontMatterEnd(text);
  if (!end) return fields;
  const { start, source } = yamlSource(text, end);
  const values = simpleValues(source) ?? yamlValues(source, start).values;
  for (const [key, value] of values) fields.set(key.toLowerCase(), value);
  return fields;
}

/** The YAML between the fences, and where it begins. @param end from `frontMatterEnd` */
export function yamlSource(text: string, end: number): { start: number; source: string } {
  const start = text.indexOf('-') + 3;
  // The closing fence is three characters at least: what follows it may be a rule of dashes.
  const close = Math.max(text.lastIndexOf('---', end - 3), text.lastIndexOf('...', end - 3));
  return { start, source: text.slice(start, Math.max(start, close)) };
}

/**
 * The values of the plain shape that nearly all front matter has (`key: text`, quoted text, lists of those), read
 * without a YAML parser, which costs more than all the rest of a note; `undefined` where the shape is any other.
 */
function simpleValues(source: string): Values | undefined {
  const values: Values = new Map();
  let list: string[] | undefined;
  let indent = 0;
  for (const line of source.split(/\r\n|\n|\r/)) {
    if (line === '' || line.startsWith('# ')) continue;
    const item = line.charCodeAt(0) === 32 || line.charCodeAt(0) === 45 ? /^( *)- +(.*)$/.exec(line) : null;
    if (item) {
      const text = simpleScalar(item[2]!.trimEnd());
      if (!list || text === undefined) return undefined;
      // An item that is indented otherwise is text of the one before, or an error.
      if (list.length === 0) indent = item[1]!.length;
      else if (indent !== item[1]!.length) return undefined;
      list.push(text);
      continue;
    }
    const match = simpleLine.exec(line);
    if (!match) return undefined;
    const key = match[1]!.trimEnd();
    if (values.has(key)) return undefined;
    const written = match[2]?.trim() ?? '';
    list = undefined;
    if (written === '') {
      list = [];
      values.set(key, list);
    } else if (written.startsWith('[') && written.endsWith(']')) {
      const items = written
        .slice(1, -1)
        .split(',')
        .map((part) => simpleScalar(part.trim()));
      if (written.length > 2 && !items.every((text): text is string => text !== undefined && !/[[\]{}]/.test(text)))
        return undefined;
      values.set(key, written.length > 2 ? (items as string[]) : []);
    } else {
      const text = simpleScalar(written);
      if (text === undefined) return undefined;
      values.set(key, text);
    }
  }
  return values;
}

/** A plain or simply quoted scalar; `undefined` where YAML's finer rules would decide. */
function simpleScalar(written: string): string | undefined {
  const first = written.charCodeAt(0);
  if ((first === 34 && /^"[^"\\]*"$/.test(written)) || (first === 39 && /^'[^']*'$/.test(written)))
    return written.slice(1, -1);
  return isPlainScalar(written) ? written : undefined;
}

/** True for a text that YAML reads as it is, without quotes, in a line of its own. */
export function isPlainScalar(text: string): boolean {
  return simplePlain.test(text) && !/^(?:~|null)$/i.test(text);
}

function yamlValues(source: string, offset: number): { values: Values; error: FrontMatterError | undefined } {
  const values: Values = new Map();
  /** The mistake is marked up to the end of its line: one letter is easy to overlook. */
  const failed = (message: string, start: number, mistake: YamlMistake | undefined) => {
    const rest = /^[^\r\n]+/.exec(source.slice(start))?.[0].trimEnd().length ?? 0;
    return { values, error: { mistake, message, start: offset + start, end: offset + start + Math.max(rest, 1) } };
  };
  if (isDeep(source)) return failed('The front matter is nested too deeply', 1, 'deep');
  if (source.length > longestYaml)
    return failed(`The front matter is longer than ${longestYaml} characters`, 1, 'long');
  try {
    const document = parseYaml(source);
    const problem = document.errors[0];
    let aliases = 0;
    yaml().visit(document, { Alias: () => void aliases++ });
    if (aliases > 100) return failed('The front matter repeats too many aliases', 1, 'aliases');
    if (problem) addSound(values, source);
    else addValues(values, document);
    if (problem) {
      const { mistake, at } = yamlMistake(source, problem);
      return failed(problem.message, at, mistake);
    }
    return { values, error: undefined };
  } catch {
    // Nesting thousands of levels deep overflows the parser's stack.
    return failed('The front matter is nested too deeply', 1, 'deep');
  }
}

function addValues(values: Values, document: Document.Parsed): void {
  const read = document.contents;
  if (!read || !('items' in read)) return;
  for (const pair of read.items) {
    if (!('key' in pair) || !yaml().isScalar(pair.key)) continue;
    const value = yaml().isAlias(pair.value) ? pair.value.resolve(document) : pair.value;
    const text = asText(value);
    const key = String(pair.key.value);
    if (text !== undefined && !values.has(key)) values.set(key, text);
  }
}

/** A line that begins a key of the outermost level. */
const outerKey = /^(?=[^\s#\-[\]{},>|])[^\r\n]*?:(?=\s|$)/gm;
/** So many fields of broken front matter are read by the YAML parser. */
const mostFields = 100;

/** Adds what can be read of YAML with a mistake: each field by itself, since after a mistake the parser finds scraps. */
function addSound(values: Values, source: string): void {
  const starts = [...source.matchAll(outerKey)].map(({ index }) => index);
  let parsed = 0;
  for (const [index, start] of starts.entries()) {
    const field = source.slice(start, starts[index + 1]);
    const simple = simpleValues(field);
    for (const [key, value] of simple ?? []) if (!values.has(key)) values.set(key, value);
    if (simple || parsed++ >= mostFields) continue;
    const document = parseYaml(field);
    if (document.errors.length === 0) addValues(values, document);
  }
}

/**
 * True for nesting so deep that the YAML parser, which calls itself for each level, could run out of stack: that cannot
 * be caught everywhere, a regular expression that is compiled just then ends the whole process.
 */
function isDeep(source: string): boolean {
  if (/(?:[-?:][ \t]+){50}/.test(source)) return true;
  let depth = 0;
  for (let at = 0; at < source.length && depth <= 100; at++) {
    const code = source.charCodeAt(at);
    if (code === 91 || code === 123) depth++;
    else if ((code === 93 || code === 125) && depth > 0) depth--;
  }
  return depth > 100;
}

/** The text of a scalar, or of the scalars of a list; `undefined` for anything else. */
function asText(node: unknown): string | string[] | undefined {
  if (yaml().isScalar(node))
    return node.value === null || node.value === undefined ? undefined : String(node.source ?? node.value);
  if (node && typeof node === 'object' && 'items' in node && Array.isArray(node.items)) {
    return node.items.flatMap((item) =>
      yaml().isScalar(item) && item.value != null ? [String(item.source ?? item.value)] : [],
    );
  }
  return undefined;
}

function beginsComment(source: string, lineStart: number): boolean {
  comment.lastIndex = lineStart;
  return comment.test(source);
}

/** Values that are themselves `"[[x]]"` or `"![[x]]"`. */
function frontMatterLinks(source: string, offset: number, intern: (text: string) => string): Link[] {
  const links: Link[] = [];
  let seen = 0;
  let isComment = beginsComment(source, 0);
  // Inside of `<% … %>` a quoted link is a string of Templater's code.
  const lastTemplate = source.lastIndexOf('%>');
  let inTemplate = false;
  for (const match of source.matchAll(quotedLink)) {
    const between = source.slice(seen, match.index);
    const lineBreak = between.lastIndexOf('\n');
    if (lineBreak >= 0) isComment = beginsComment(source, seen + lineBreak + 1);
    const opening = between.lastIndexOf('<%');
    const closing = between.lastIndexOf('%>');
    if (opening !== closing) inTemplate = opening > closing;
    seen = match.index;
    if (isComment || (inTemplate && seen < lastTemplate)) continue;
    const start = match.index + 1;
    const end = start + match[0].length - 2;
    const embed = match[2] === '!';
    const parts = wikilinkParts(source, start + (embed ? 3 : 2), end - 2);
    if (parts) links.push(wikilink(source, start, end, embed, parts, (at) => offset + at, intern));
  }
  return links;
}
