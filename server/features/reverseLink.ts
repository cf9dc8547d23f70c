// The reverse link: what this note says about another is said there too, in its list of related notes.
import type { TextEdit } from 'vscode-languageserver-types';
import type { Link, Note } from '../parse/note.ts';
import { hasRussian } from '../text/alphabets.ts';
import { foldLoosely } from '../text/fold.ts';
import type { File } from '../vault/files.ts';
import { sectionSpan } from '../vault/fragments.ts';
import { resolve } from '../vault/resolve.ts';
import { styleFor, writeTarget } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, currentText, lineEnd, replacing } from './actionEdits.ts';
import { reasonAfter } from './mentionedWhere.ts';
import { inBrackets } from './newLink.ts';

const relatedHeading = /^(?:связан|смотри(?:те)? также|см\.? также|похож|related|see also)/;
const item = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[\[[^\]]+\]\].*$/gm;

/** The note that a link leads to and that does not link back; `undefined` where there is none. */
export function unansweredNote(vault: Vault, note: Note, link: Link, options: ActionOptions): File | undefined {
  const file = resolve(vault, note.uri, link, { pipeOrder: options.settings.links.pipeOrder }).files[0];
  const target = file && vault.note(file.uri);
  if (!file || !target || link.embed || file.uri === note.uri || !file.inWorkspace || !vault.isNote(file))
    return undefined;
  const answers = target.links.some(
    (one) => resolve(vault, file.uri, one, { pipeOrder: options.settings.links.pipeOrder }).files[0]?.uri === note.uri,
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
  const reason = reasonAfter(here, link) ?? vault.titleOf(own);
  const lineBreak = lineEnd(text);
  const last = lastItem(target, text);
  if (last) {
    const marker = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+/
      .exec(last.line)![0]
      .replace(/\d+/, (count) => String(Number(count) + 1));
    const separator = /\]\]([ \t]*[-–—:][ \t]+)/.exec(last.line)?.[1] ?? ' - ';
    const newText = `${lineBreak}${marker}[[${name}]]${separator}${reason}`;
    return { uri: file.uri, edit: replacing(target, { start: last.end, end: last.end }, newText) };
  }
  const heading = hasRussian(vault.titleOf(file)) ? 'Связанные темы' : 'Related';
  const end = text.trimEnd().length;
  const newText = `${lineBreak}${lineBreak}## ${heading}${lineBreak}${lineBreak}- [[${name}]] - ${reason}${end === text.length ? lineBreak : ''}`;
  return { uri: file.uri, edit: replacing(target, { start: end, end }, newText) };
}

/** The last item of the list of related notes: below a heading that says so, else the last list of links with reasons. */
function lastItem(note: Note, text: string): { line: string; end: number } | undefined {
  const index = note.headings.findIndex(({ text: words }) => relatedHeading.test(foldLoosely(words)));
  const span = index < 0 ? { start: 0, end: text.length } : sectionSpan(note, index);
  const items = [...text.slice(span.start, span.end).matchAll(item)].filter(
    ([line]) => index >= 0 || /\]\][ \t]*[-–—:][ \t]+\S/.test(line),
  );
  const match = items[items.length - 1];
  if (!match) return undefined;
  const line = match[0].replace(/\r$/, '');
  return { line, end: span.start + match.index + line.length };
}
