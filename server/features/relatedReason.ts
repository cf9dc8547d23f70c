// Lists of related notes, `- [[x]] - why`: a new item goes on with the dash and a drafted reason.
import type { CompletionItem } from 'vscode-languageserver-types';
import { plainText } from '../parse/plainText.ts';
import type { Needs } from '../render/card.ts';
import { overviewOf, shortened } from '../render/excerpt.ts';
import { restOfLine } from '../text/lines.ts';
import { mayListRelated } from '../vault/captions.ts';
import type { Vault } from '../vault/vault.ts';
import { asSnippet, type CompletionData, escapeSnippet } from './completionItems.ts';

/** For so many rows, the best ones, the note's overview is read for a draft. */
const drafted = 5;
const longestDraft = 120;
/** So many lines around are looked at. */
const around = 40;

const itemMark = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+$/;
const itemWithReason = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[\[[^\]]+\]\]([ \t]*[-–—:][ \t]+)\S/;
const listLine = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]|^[ \t]*$|^[ \t]{2,}\S/;

/**
 * What stands between link and reason in the list where a link is being written from `open` on, `undefined` where that is no
 * list of related notes.
 * @param end where the link will end: nothing may follow on the line
 */
export function reasonSeparator(text: string, open: number, end: number): string | undefined {
  const lineStart = text.lastIndexOf('\n', open - 1) + 1;
  if (!itemMark.test(text.slice(lineStart, open))) return undefined;
  if (!/^[ \t]*$/.test(restOfLine(text, end))) return undefined;
  for (const down of [false, true]) {
    for (const line of linesFrom(text, down ? end : lineStart, down)) {
      const separator = itemWithReason.exec(line)?.[1];
      if (separator) return separator;
      if (listLine.test(line)) continue;
      const heading = down ? undefined : /^#{1,6}[ \t]+(.*)/.exec(line)?.[1];
      if (heading && listsNotes(plainText(heading))) return ' - ';
      break;
    }
  }
  return undefined;
}

/** True for headings of related notes, and for those of links, which may be sources as well. */
function listsNotes(heading: string): boolean {
  return mayListRelated(heading) || /^(?:links|ссылки)\s*:?$/i.test(heading.trim());
}

/** The lines after the one that holds `from`, or those before it, the nearest first. */
function* linesFrom(text: string, from: number, down: boolean): Generator<string> {
  let at = from;
  for (let count = 0; count < around; count++) {
    if (down) {
      const start = text.indexOf('\n', at) + 1;
      if (start === 0) return;
      yield restOfLine(text, start);
      at = start;
    } else {
      const start = at < 2 ? -1 : text.lastIndexOf('\n', at - 2) + 1;
      if (start < 0 || at === 0) return;
      yield text.slice(start, at - 1);
      at = start;
    }
  }
}

/** The notes whose overview is a draft. */
export function reasonNeeds(items: readonly CompletionItem[]): Needs {
  const texts = items.slice(0, drafted).flatMap(({ data }) => {
    const { uri, reasonAfter } = (data ?? {}) as Partial<CompletionData>;
    return uri !== undefined && reasonAfter !== undefined ? [uri] : [];
  });
  return { texts };
}

/** Rows that may go on with a reason get a draft as a placeholder: typing replaces it. */
export function withReasons(vault: Vault, items: readonly CompletionItem[]): CompletionItem[] {
  return items.map((item, index) => {
    const { uri, reasonAfter } = (item.data ?? {}) as Partial<CompletionData>;
    if (uri === undefined || reasonAfter === undefined) return item;
    const draft = index < drafted ? draftOf(vault, uri) : subtitleOf(vault, uri);
    return asSnippet(item, `${reasonAfter}\${1:${escapeSnippet(draft)}}$0`);
  });
}

/** The first sentence of the overview, else what the title says after its colon. */
function draftOf(vault: Vault, uri: string): string {
  const note = vault.note(uri);
  const text = vault.text(uri);
  const overview = note && text !== undefined ? overviewOf(note, text) : undefined;
  if (!overview) return subtitleOf(vault, uri);
  const sentence = /^.{20,}?[.!?](?=\s|$)/su.exec(overview)?.[0] ?? overview;
  return shortened(sentence.replace(/\s+/g, ' ').replace(/\.$/, ''), longestDraft);
}

function subtitleOf(vault: Vault, uri: string): string {
  const file = vault.files.get(uri);
  const title = file ? vault.titleOf(file) : '';
  return shortened(/:\s+(.+)$/.exec(title)?.[1] ?? title, longestDraft);
}
