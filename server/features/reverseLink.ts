// The reverse link: what this note says about another is said there too, in its list of related notes.
import type { TextEdit } from 'vscode-languageserver-types';
import { isOpaque, type Link, type Note } from '../parse/note.ts';
import { hasRussian } from '../text/alphabets.ts';
import { foldLoosely } from '../text/fold.ts';
import type { Span } from '../text/span.ts';
import { mayListRelated, sectionKind } from '../vault/captions.ts';
import { type File, stemOf } from '../vault/files.ts';
import { sectionSpan } from '../vault/fragments.ts';
import { resolve } from '../vault/resolve.ts';
import { styleFor, writeTarget } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, currentText, lineEnd, replacing } from './actionEdits.ts';
import { reasonAfter } from './mentionedWhere.ts';
import { inBrackets } from './newLink.ts';

const itemLine = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+(?:\[[^\]]\][ \t]+)?\[\[[^\]\r\n]+\]\].*$/gm;

/** The note that a link leads to and that does not link back; `undefined` where there is none. */
export function unansweredNote(vault: Vault, note: Note, link: Link, options: ActionOptions): File | undefined {
  const file = resolve(vault, note.uri, link, options.settings.links).files[0];
  const target = file && vault.note(file.uri);
  if (!file || !target || link.embed || file.uri === note.uri || !file.inWorkspace || !vault.isNote(file))
    return undefined;
  const answers = target.links.some(
    (one) => resolve(vault, file.uri, one, options.settings.links).files[0]?.uri === note.uri,
  );
  return answers ? undefined : file;
}

/** The edit of the other note, whose text must be at hand; with the reason this note gives, if it gives one. */
export function reverseLink(
  vault: Vault,
  note: Note,
  link: Link,
  options: ActionOptions,
): { uri: string; edit: TextEdit } | undefined {
  const file = unansweredNote(vault, note, link, options);
  const target = file && vault.note(file.uri);
  const own = vault.files.get(note.uri);
  const text = target && currentText(vault, target);
  const here = vault.text(note.uri);
  if (!file || !target || !own || text === undefined || here === undefined) return undefined;
  const name = inBrackets(writeTarget(vault, file.uri, own, styleFor(options.settings, options.style)));
  const ownTitle = vault.titleOf(own);
  // A title that only repeats the name of the file says nothing.
  const reason = reasonAfter(here, link) ?? (foldLoosely(ownTitle) === foldLoosely(stemOf(own.path)) ? '' : ownTitle);
  const item = (separator: string) => `[[${name}]]${reason === '' ? '' : separator + reason}`;
  const lineBreak = lineEnd(text);
  const related = relatedSection(target, text);
  const last = lastItem(target, text, related);
  if (last) {
    const marker = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+/
      .exec(last.line)![0]
      .replace(/\d+/, (count) => String(Number(count) + 1));
    const separator = /\]\]([ \t]*[-–—:][ \t]+)/.exec(last.line)?.[1] ?? ' - ';
    const newText = lineBreak + marker + item(separator);
    return { uri: file.uri, edit: replacing(target, { start: last.end, end: last.end }, newText) };
  }
  const between = lineBreak + lineBreak;
  const title = hasRussian(vault.titleOf(file)) ? 'Связанные темы' : 'Related';
  const heading = related ? '' : `${between}## ${title}`;
  const end = text.slice(0, related?.end).trimEnd().length;
  const newText = `${heading}${between}- ${item(' - ')}${end === text.length ? lineBreak : ''}`;
  return { uri: file.uri, edit: replacing(target, { start: end, end }, newText) };
}

/** The section of related notes, whatever it holds; else one that may be called so and lists notes. */
function relatedSection(note: Note, text: string): Span | undefined {
  const spans = (isSo: (heading: string) => boolean) =>
    note.headings.flatMap((heading, index) =>
      !heading.contained && isSo(heading.text) ? [sectionSpan(note, index)] : [],
    );
  const [named] = spans((heading) => sectionKind(heading) === 'related');
  return named ?? spans(mayListRelated).find((span) => lastItem(note, text, span) !== undefined);
}

/**
 * The last item of the list of related notes: that of the section that is called so, else the last list of links with reasons.
 * `end` is that of all that belongs to the item.
 */
function lastItem(note: Note, text: string, related: Span | undefined): { line: string; end: number } | undefined {
  const span = related ?? { start: 0, end: text.length };
  const items = [...text.slice(span.start, span.end).matchAll(itemLine)].filter(
    (match) =>
      // Code and comments may show such a list.
      !isOpaque(note, span.start + match.index + match[0].indexOf('[[') + 1) &&
      (related || /\]\][ \t]*[-–—:][ \t]+\S/.test(match[0])),
  );
  let last: { line: string; end: number } | undefined;
  for (const match of items.reverse()) {
    const line = match[0].replace(/\r$/, '');
    const start = span.start + match.index;
    const end = itemEnd(text, start + line.length, span.end, /^[ \t]*/.exec(line)![0]);
    // What an item holds is not the list that it stands in.
    if (last && end < last.end) break;
    last = { line, end };
  }
  return last;
}

/** The end of the item whose first line ends at `from`: past lines that are indented deeper, and those that go on with its text. */
function itemEnd(text: string, from: number, to: number, indent: string): number {
  let end = from;
  let isBlank = false;
  for (const { 0: found, 1: line, index } of text.slice(from, to).matchAll(/\r?\n([^\r\n]*)/g)) {
    const isDeeper = line!.startsWith(indent) && /^[ \t]+\S/.test(line!.slice(indent.length));
    const isMoreText = !isBlank && /^[ \t]*[^\s#>*+<|`~\-\d]/.test(line!);
    if (line!.trim() === '') isBlank = true;
    else if (isDeeper || isMoreText) {
      end = from + index + found.length;
      isBlank = false;
    } else break;
  }
  return end;
}
