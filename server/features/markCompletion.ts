// Completion of what is no link to a file: tags, footnotes, reference labels, kinds of callouts, keys of the front matter,
// languages of code.
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver-types';
import { messages } from '../messages.ts';
import { isOpaque, type Note } from '../parse/note.ts';
import { fold, foldLoosely } from '../text/fold.ts';
import { lineAt, lineStart, restOfLine } from '../text/lines.ts';
import type { Vault } from '../vault/vault.ts';
import { type CompletionOptions, Items } from './completionItems.ts';

const longestList = 100;
const calloutKinds =
  'note abstract summary tldr info todo tip hint important success check done question help faq warning caution attention ' +
  'failure fail missing danger error bug example quote cite';
/** After the fence of code. */
const fenceLanguages =
  'bash c cpp csharp css diff dockerfile go graphql html ini java javascript json julia kotlin latex lua makefile markdown ' +
  'matlab mermaid perl php powershell python r ruby rust scala shell sql swift text toml typescript xml yaml';
const fence = /^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(?:`{3,}|~{3,})[ \t]*([\w+#.-]*)$/;
const restOfTag = /^[\p{L}\p{N}_/-]*/u;
const nothing = /^/;
const frontMatterKeys: Readonly<Record<string, string>> = {
  title: 'title: ',
  aliases: 'aliases: []',
  tags: 'tags: []',
  id: 'id: ',
  date: 'date: ',
  description: 'description: ',
};

/** `undefined` where no such mark is being typed. */
export function markCompletion(
  vault: Vault,
  note: Note,
  text: string,
  offset: number,
  options: CompletionOptions,
): CompletionItem[] | undefined {
  const from = lineStart(note.lines, lineAt(note.lines, offset));
  const before = text.slice(from, offset);
  const after = restOfLine(text, offset);
  /** @param rest of the mark behind the cursor, which goes with what is typed before it */
  const itemsFor = (typed: string, rest: RegExp) =>
    new Items(note, {
      start: offset - typed.length,
      end: offset + (rest.exec(after)?.[0].length ?? 0),
      text: typed,
    });
  const front = note.frontMatter;
  if (front && from > front.start && offset < front.end) {
    const tag = frontMatterTag(text, from, before);
    if (tag !== undefined) return addTags(vault, note, tag, itemsFor(tag, restOfTag));
    const isKey = /^[\w-]*$/.test(before) && !after.startsWith('-');
    return isKey ? addKeys(text, note, before, itemsFor(before, nothing)) : undefined;
  }
  const language = fence.exec(before)?.[1];
  // A fence that lies in code ends it, or is a part of it.
  if (language !== undefined && !isOpaque(note, from))
    return addLanguages(text, language, itemsFor(language, /^[\w+#.-]*/));
  if (isOpaque(note, offset - 1)) return undefined;
  const callout = /^(?:\s*>)+\s*\[!([\w-]*)$/.exec(before)?.[1];
  if (callout !== undefined) {
    const items = itemsFor(callout, /^[\w-]*\]/);
    // A title may follow, or the mark of what is folded.
    const space = /^[\w-]*\].*\S/.test(after) ? '' : ' ';
    for (const kind of calloutKinds.split(' '))
      if (kind.startsWith(callout.toLowerCase()))
        items.add(kind, `${kind}]${space}`, { kind: CompletionItemKind.EnumMember });
    return items.found;
  }
  const footnote = /\[\^([^[\]\s]*)$/.exec(before);
  if (footnote) {
    const isDefinition = footnote.index === 0;
    const items = itemsFor(footnote[1]!, isDefinition ? /^[^[\]\s]*\](?:: ?)?/ : /^[^[\]\s]*\]/);
    return addFootnotes(note, text, footnote[1]!, isDefinition, items, options);
  }
  const label = options.besideMarkdown ? undefined : /\]\[([^[\]]*)$/.exec(before)?.[1];
  if (label !== undefined) return addLabels(note, text, label, itemsFor(label, /^[^[\]\s]*\]/));
  const tag = /(?:^|[\s(,;])#([\p{L}\p{N}_/-]*)$/u.exec(before)?.[1];
  return tag === undefined ? undefined : addTags(vault, note, tag, itemsFor(tag, restOfTag));
}

/** The tag that is being typed in `tags: [a, b` or in the list below `tags:`. */
function frontMatterTag(text: string, from: number, before: string): string | undefined {
  const inline = /^tags?:\s*(?:\[?(?:[^\]]*,)?\s*)(#?[\p{L}\p{N}_/-]*)$/u.exec(before);
  if (inline) return inline[1]!;
  const item = /^\s*-\s+(#?[\p{L}\p{N}_/-]*)$/u.exec(before);
  if (!item) return undefined;
  return /(?:^|\n)tags?:[ \t]*\r?\n(?:\s*-[^\n]*\n)*$/.test(text.slice(0, from)) ? item[1]! : undefined;
}

/** Tags of all notes, those of most notes first; what is being typed here does not count. */
function addTags(vault: Vault, note: Note, typed: string, items: Items): CompletionItem[] {
  const key = foldLoosely(typed.replace(/^#/, ''));
  const counts = vault.tagCounts();
  const isTyped = (name: string, count: number) =>
    count === 1 && name === typed && note.tags.some((tag) => tag.name === typed);
  const rank = (name: string) => {
    const folded = foldLoosely(name);
    return folded.startsWith(key) ? 0 : folded.includes(`/${key}`) ? 1 : folded.includes(key) ? 2 : 3;
  };
  const found = [...counts]
    .map(([name, count]) => ({ name, count, rank: rank(name) }))
    .filter((one) => one.rank < 3 && !isTyped(one.name, one.count));
  found.sort((a, b) => a.rank - b.rank || b.count - a.count || (a.name < b.name ? -1 : 1));
  for (const { name, count } of found.slice(0, longestList))
    items.add(name, name, { kind: CompletionItemKind.Keyword, detail: String(count) });
  return items.found;
}

/** The notes of this note; at the start of a line those that are mentioned and not written. */
function addFootnotes(
  note: Note,
  text: string,
  typed: string,
  isDefinition: boolean,
  items: Items,
  options: CompletionOptions,
): CompletionItem[] {
  const defined = note.footnotes.filter(({ kind }) => kind === 'definition');
  const labels = new Map<string, string>();
  if (isDefinition) {
    for (const { label, kind } of note.footnotes)
      if (kind === 'reference' && label !== typed && !defined.some((one) => one.label === label))
        labels.set(label, messages(options.language).unwritten());
  } else {
    for (const { label, textStart, textEnd } of defined)
      if (!labels.has(label))
        labels.set(label, text.slice(textStart, textEnd).trim().replace(/\s+/g, ' ').slice(0, 100));
  }
  for (const [label, detail] of labels) {
    if (!fold(label).startsWith(fold(typed))) continue;
    items.add(label, isDefinition ? `${label}]: ` : `${label}]`, { kind: CompletionItemKind.Reference, detail });
  }
  return items.found;
}

function addLabels(note: Note, text: string, typed: string, items: Items): CompletionItem[] {
  for (const link of note.links) {
    if (link.syntax !== 'definition') continue;
    const label = text.slice(link.textStart, link.textEnd);
    if (fold(label).includes(fold(typed)))
      items.add(label, `${label}]`, { kind: CompletionItemKind.Reference, detail: link.target });
  }
  return items.found;
}

/** Those that this note uses come first. */
function addLanguages(text: string, typed: string, items: Items): CompletionItem[] {
  const used = [...text.matchAll(/^[ \t>]*(?:`{3,}|~{3,})[ \t]*([\w+#.-]+)[ \t]*$/gm)].map(([, name]) => name!);
  for (const name of new Set([...used.filter((name) => name !== typed), ...fenceLanguages.split(' ')]))
    if (name.toLowerCase().startsWith(typed.toLowerCase()))
      items.add(name, name, { kind: CompletionItemKind.EnumMember });
  return items.found;
}

/** Keys that we read, and that other programs read, less those that are there. */
function addKeys(text: string, note: Note, typed: string, items: Items): CompletionItem[] {
  const written = text.slice(note.frontMatter!.start, note.frontMatter!.end);
  for (const [key, newText] of Object.entries(frontMatterKeys)) {
    if (!key.startsWith(typed) || new RegExp(`^${key}:`, 'm').test(written)) continue;
    items.add(key, newText, { kind: CompletionItemKind.Property });
  }
  return items.found;
}
