// The beginning of a note that others already want: its title, and what they say about it, with links back to them.
import { frontMatterEnd, isPlainScalar } from '../parse/frontMatter.ts';
import type { Link } from '../parse/note.ts';
import { aliasWords } from '../parse/wikilink.ts';
import { hasRussian } from '../text/alphabets.ts';
import { basename, dirname, uriOf } from '../text/uri.ts';
import { nameKey, stemOf } from '../vault/files.ts';
import { resolve } from '../vault/resolve.ts';
import { styleFor, writeTarget } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, currentText } from './actionEdits.ts';
import { reasonAfter, sentenceAround } from './mentionedWhere.ts';
import { inBrackets } from './newLink.ts';

/** So many notes are quoted. */
const mostQuoted = 20;

/** The notes whose links want a note of this path, `first` before the others. */
export function wantingNotes(vault: Vault, path: string, first: string): string[] {
  const key = nameKey(basename(path));
  const others = vault.mentioning(key).filter((uri) => uri !== first);
  return [first, ...others].filter((uri) => vault.files.get(uri)?.inWorkspace === true).slice(0, mostQuoted);
}

/** The folder where most of those lie that want a bare name: beside them it is found by everybody. */
export function bestFolder(vault: Vault, name: string, source: string): string {
  const own = dirname(vault.files.get(source)?.path ?? '/');
  const counts = new Map<string, number>([[own, 0.5]]);
  for (const uri of vault.mentioning(nameKey(name))) {
    const file = vault.files.get(uri);
    if (file?.inWorkspace) counts.set(dirname(file.path), (counts.get(dirname(file.path)) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]![0];
}

/**
 * @param template text with `{{title}}`, `{{date}}` and `{{mentions}}`; `undefined` for our own
 * @param date as `2026-11-24`
 */
export function newNoteStub(
  vault: Vault,
  path: string,
  title: string,
  sources: readonly string[],
  template: string | undefined,
  date: string,
  options: ActionOptions,
): string {
  const links = linksBack(vault, path, sources, options);
  const mentions = sources.flatMap((uri, index) => mentionsIn(vault, uri, path, links[index]!, options));
  const isRussian = hasRussian(title) || mentions.some((line) => hasRussian(line));
  if (template !== undefined) {
    const values: Record<string, string> = { title, date, mentions: mentions.join('\n') };
    const front = frontMatterEnd(template);
    return filledYaml(template.slice(0, front), values) + filled(template.slice(front), (name) => values[name]!);
  }
  const heading = isRussian ? 'Связанные темы' : 'Related';
  const list = mentions.length > 0 ? `## ${heading}\n\n${mentions.join('\n')}\n` : '';
  return `# ${title}\n\n${list}`;
}

/** A text with values in place of their names. `value` is told where in the text a name stands. */
function filled(text: string, value: (name: string, start: number, end: number) => string): string {
  return text.replace(/\{\{\s*(title|date|mentions)\s*\}\}/g, (mark, name: string, at: number) =>
    value(name, at, at + mark.length),
  );
}

const yamlKey = /[\p{L}\p{N}_][\p{L}\p{N}_ -]*:[ \t]+/u.source;
/** A value without quotes and brackets; what is filled in may begin it. */
const plainValue = /(?:\{\{|[^\s"'[\]{}&*!|>%@`#])[^\r\n]*?/u.source;
/** What stands before, in and after such a value that is all of its line: `title: My {{title}} # x`. */
const plainLine = new RegExp(
  String.raw`^([ \t]*(?:(?:-[ \t]+)+(?:${yamlKey})?|${yamlKey}))(${plainValue})([ \t]+#[^\r\n]*|[ \t]*)([\r\n]*)$`,
  'u',
);
/** A line below which more indented ones are a text as it is written: `about: |`. */
const blockScalar = /(?:^|[:-])[ \t]+[|>][-+\d]*[ \t]*(?:#.*)?[\r\n]*$/;

function filledYaml(front: string, values: Record<string, string>): string {
  /** The indent of the line above a text as it is written; `undefined` outside of one. */
  let block: number | undefined;
  const lines = front.split(/(?<=\n)/).map((line) => {
    const indent = /^[ \t]*/.exec(line)![0].length;
    if (block !== undefined && (indent > block || line.trim() === '')) return filled(line, (name) => values[name]!);
    block = blockScalar.test(line) ? indent : undefined;
    const [, before, written, after, lineBreak] = plainLine.exec(line) ?? [];
    if (written === undefined || /:(?:\s|$)/.test(written))
      return filled(line, (name, start, end) => inYaml(line, start, end, values[name]!));
    const value = filled(written, (name) => values[name]!);
    return before! + (value === written || isPlainScalar(value) ? value : JSON.stringify(value)) + after + lineBreak;
  });
  return lines.join('');
}

/** A value as it may stand in a line of YAML between `start` and `end`: in its quotes, or in new ones where it needs some. */
function inYaml(line: string, start: number, end: number, value: string): string {
  const before = line.slice(0, start);
  const quote = openQuote(before);
  if (quote === '"') return JSON.stringify(value).slice(1, -1);
  if (quote === "'") return value.replaceAll("'", "''");
  const isAlone =
    /(?:^|[:\-[{,])[ \t]*$/.test(before) && /^(?:[ \t]*(?:[\]},]|\r?\n)|[ \t]+#)/.test(line.slice(end, end + 100));
  const isPlain = isPlainScalar(value) && !(/[[{]/.test(before) && /[[\]{},]/.test(value));
  return isAlone && !isPlain ? JSON.stringify(value) : value;
}

/** The quote that the end of a beginning of a line stands in; empty where it stands in none. */
function openQuote(before: string): string {
  let open = '';
  for (let at = 0; at < before.length; at++) {
    const mark = before[at]!;
    if (open === '') {
      if ((mark === '"' || mark === "'") && /[\s[{,:]/.test(before[at - 1] ?? ' ')) open = mark;
    } else if (mark === '\\' && open === '"') at++;
    else if (mark === "'" && open === "'" && before[at + 1] === "'") at++;
    else if (mark === open) open = '';
  }
  return open;
}

/** One item of a list for each note that wants this one: a link back, and what is said there. */
function mentionsIn(vault: Vault, uri: string, path: string, back: string, options: ActionOptions): string[] {
  const note = vault.note(uri);
  const text = note && currentText(vault, note);
  if (!note || text === undefined) return [];
  const key = nameKey(basename(path));
  const link = note.links.find(
    (one) => vault.keysOf(one).includes(key) && resolve(vault, uri, one, options.settings.links).files.length === 0,
  );
  if (!link) return [];
  const said = reasonAfter(text, link) ?? quoted(sentenceAround(note, text, link), shownText(text, link));
  return [`- [[${back}]]${said === '' ? '' : ` - ${said}`}`];
}

/** The words that a link shows. */
function shownText(text: string, link: Link): string {
  if (link.syntax === 'wiki') return aliasWords(link) || stemOf(link.target);
  return link.textStart < 0 ? '' : text.slice(link.textStart, link.textEnd);
}

/** Nothing where the link alone is the sentence. */
function quoted(sentence: string, name: string): string {
  const bare = (words: string) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return bare(sentence) === bare(name) ? '' : `“${sentence}”`;
}

/** What leads to each of the notes from the new one, as it will be. */
function linksBack(vault: Vault, path: string, sources: readonly string[], options: ActionOptions): string[] {
  const style = { ...styleFor(options.settings, options.style), path: 'shortest' as const };
  return vault.supposing({ moved: new Map(), created: [path], notes: [] }, () =>
    sources.map((uri) => {
      const file = vault.files.get(uri);
      return file ? inBrackets(writeTarget(vault, uriOf(path), file, style)) : '';
    }),
  );
}
