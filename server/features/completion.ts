// Completion inside `[[` and `![[`: notes and files, headings after `#`, blocks after `#^`.
// VS Code filters again on its side, so the list is always incomplete, `filterText` is the typed text, `sortText` the rank.
import { type CompletionItem, CompletionItemKind, type CompletionList, type Range } from 'vscode-languageserver-types';
import { type Language, messages } from '../messages.ts';
import { isOpaque, type Note } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import { type CardOptions, type Needs, noteCard, noteCardNeeds } from '../render/card.ts';
import { fold, foldLoosely } from '../text/fold.ts';
import { lineAt, positionAt } from '../text/lines.ts';
import type { Place } from '../text/span.ts';
import { basename } from '../text/uri.ts';
import { type File, isImagePath, isMediaPath, nameKey } from '../vault/files.ts';
import { resolve, resolveTarget } from '../vault/resolve.ts';
import type { Search } from '../vault/search.ts';
import { type LinkStyle, styleFor, writeTarget } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';
import { inBrackets, shownName } from './newLink.ts';

export interface CompletionOptions {
  readonly settings: Settings;
  readonly language: Language;
  readonly style: LinkStyle;
}

/** What `completionDocumentation` needs to know of an item again. */
export interface CompletionData {
  readonly uri: string;
  readonly fragment?: string;
}

const longestList = 100;
const longestUnwritten = 10;
const mostSources = 6;

/** The stretch being typed: after the brackets up to the cursor, and what the edit replaces. */
interface Typed {
  readonly embed: boolean;
  /** UTF-16 offset after `[[`. */
  readonly start: number;
  readonly text: string;
  /** How many closing brackets follow at once, at most two: the edit swallows them and writes its own. */
  readonly closing: number;
  /** False where other text of the link follows the cursor: then nothing is closed. */
  readonly closes: boolean;
}

/** `undefined` outside of `[[`: the answer comes at once and asks nothing of the vault. */
export function completion(
  vault: Vault,
  search: Search,
  place: Place,
  options: CompletionOptions,
): CompletionList | undefined {
  const note = vault.note(place.uri);
  const text = vault.text(place.uri);
  if (!note || text === undefined) return undefined;
  const typed = typedLink(note, text, place.offset);
  if (!typed) return undefined;
  const items = new Items(vault, note, typed, place, options);
  const hash = typed.text.indexOf('#');
  if (hash < 0) {
    items.addFiles(search);
    items.addUnwritten(search);
  } else {
    // `[[C# intro]]`: the name of a file may hold the mark.
    items.addFiles(search, (file) => basename(file.path).includes('#'));
    items.addAnchors(typed.text.slice(0, hash).trim(), typed.text.slice(hash + 1));
  }
  items.addTyped();
  return { isIncomplete: true, items: items.found };
}

/** True where `completion` will search for names, so that they should be prepared before. */
export function completionSearches(vault: Vault, place: Place): boolean {
  const note = vault.note(place.uri);
  const text = vault.text(place.uri);
  return note !== undefined && text !== undefined && typedLink(note, text, place.offset) !== undefined;
}

function typedLink(note: Note, text: string, offset: number): Typed | undefined {
  const lineStart = note.lines[lineAt(note.lines, offset)]!;
  const before = text.slice(lineStart, offset);
  const open = before.lastIndexOf('[[');
  if (open < 0 || before.includes(']]', open) || before.includes('|', open)) return undefined;
  const start = lineStart + open;
  if (/(?<!\\)\\(?:\\\\)*$/.test(before.slice(0, open)) || isOpaque(note, start + 1)) return undefined;
  if (inCodeSpan(before.slice(0, open))) return undefined;
  const rest = text.slice(offset, offset + 500).split(/[\r\n]/, 1)[0]!;
  // The editor closes `[[` with one bracket or two, depending on what stands around.
  const closing = rest.startsWith(']]') ? 2 : rest.startsWith(']') ? 1 : 0;
  const following = rest.indexOf(']]');
  const goesOn = following > 0 && !rest.slice(0, following).includes('[[');
  return {
    embed: before.charCodeAt(open - 1) === 33,
    start: start + 2,
    text: before.slice(open + 2),
    closing,
    closes: closing > 0 || !goesOn,
  };
}

/** True if a run of backticks before is still open: the code span that is being typed has no end yet. */
function inCodeSpan(before: string): boolean {
  let open = '';
  for (const [run] of before.matchAll(/`+/g)) {
    if (open === '') open = run;
    else if (open === run) open = '';
  }
  return open !== '';
}

class Items {
  readonly found: CompletionItem[] = [];
  private readonly vault: Vault;
  private readonly note: Note;
  private readonly typed: Typed;
  private readonly options: CompletionOptions;
  private readonly say: ReturnType<typeof messages>;
  private readonly range: Range;

  constructor(vault: Vault, note: Note, typed: Typed, place: Place, options: CompletionOptions) {
    this.vault = vault;
    this.note = note;
    this.typed = typed;
    this.options = options;
    this.say = messages(options.language);
    this.range = {
      start: positionAt(note.lines, typed.start),
      end: positionAt(note.lines, place.offset + typed.closing),
    };
  }

  addFiles(search: Search, wanted: (file: File) => boolean = () => true): void {
    const { vault, typed, note } = this;
    const accepts = (file: File) =>
      wanted(file) && (file.markdown ? vault.isNote(file) : typed.embed && isMediaPath(file.path));
    const style = styleFor(this.options.settings, this.options.style);
    for (const { file, name } of search.find(typed.text, note.uri, longestList, accepts)) {
      const dotted = /^\.\.?\//.test(typed.text) ? { ...style, path: 'relative' as const } : style;
      const target = inBrackets(writeTarget(vault, note.uri, file, dotted));
      this.add(shownName(vault, file, name), target, {
        kind: isImagePath(file.path) ? CompletionItemKind.Color : CompletionItemKind.File,
        detail: vault.displayPath(file.path),
        data: { uri: file.uri } satisfies CompletionData,
      });
    }
  }

  /** Notes that others already want: their names as they are written there. */
  addUnwritten(search: Search): void {
    const { vault, typed } = this;
    const query = nameKey(typed.text);
    if (query.length < 2 || !vault.isComplete) return;
    let offered = 0;
    for (const key of search.unwritten.find(query, this.note.uri)) {
      const sources = vault.mentioning(key);
      const target = this.writtenAs(key, sources);
      if (target === undefined) continue;
      this.add(target, target, {
        kind: CompletionItemKind.Reference,
        detail: `${this.say.unwritten()} · ${this.say.wantedBy(sources.length)}`,
      });
      if (++offered === longestUnwritten) return;
    }
  }

  /** The target as one of the notes writes it; `undefined` where it does lead somewhere. */
  private writtenAs(key: string, sources: readonly string[]): string | undefined {
    let asked = 0;
    for (const uri of sources) {
      if (uri === this.note.uri) continue;
      // A name that only Markdown links hold would have all its notes read through.
      if (asked++ === mostSources) return undefined;
      const link = this.vault
        .note(uri)
        ?.links.find((one) => one.syntax === 'wiki' && this.vault.keyOfTarget(one.target) === key);
      if (!link) continue;
      const found = resolve(this.vault, uri, link);
      return found.tier === 'missing' && found.folder === undefined ? link.target : undefined;
    }
    return undefined;
  }

  /** What is typed, as it is: the list inside `[[` is never empty, so it stays open as one types on. */
  addTyped(): void {
    const target = this.typed.text.trim();
    if (this.found.length > 0) return;
    this.add(target === '' ? '…' : target, target, {
      kind: CompletionItemKind.Text,
      detail: this.vault.isComplete ? this.say.unwritten() : this.say.indexing(),
    });
  }

  addAnchors(target: string, fragment: string): void {
    const { vault, note } = this;
    const uri = target === '' ? note.uri : resolveTarget(vault, note.uri, target).files[0]?.uri;
    const owner = uri === undefined ? undefined : vault.note(uri);
    if (!owner) return;
    if (fragment.startsWith('^')) this.addBlocks(target, owner, fragment.slice(1));
    else this.addHeadings(target, owner, fragment);
  }

  private addHeadings(target: string, owner: Note, fragment: string): void {
    const query = foldLoosely(fragment.trim());
    const words = query.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const matching = owner.headings
      .map((heading) => ({ heading, rank: headingRank(foldLoosely(heading.text), query, words) }))
      .filter(({ heading, rank }) => rank >= 0 && heading.text !== '')
      .sort((a, b) => a.rank - b.rank || a.heading.start - b.heading.start);
    const seen = new Set<string>();
    for (const { heading } of matching) {
      if (seen.has(heading.text)) continue;
      seen.add(heading.text);
      // `]]` and `|` would end the fragment early.
      const written = heading.text.replace(/\]\]/g, ']').replace(/[|]/g, ' ');
      this.add(heading.text, `${target}#${written}`, {
        kind: CompletionItemKind.Reference,
        detail: '#'.repeat(heading.level),
        data: { uri: owner.uri, fragment: heading.text } satisfies CompletionData,
      });
    }
  }

  private addBlocks(target: string, owner: Note, query: string): void {
    const key = fold(query);
    for (const block of owner.blockIds) {
      if (!fold(block.id).includes(key)) continue;
      const heading = [...owner.headings].reverse().find((candidate) => candidate.start < block.start);
      this.add(`^${block.id}`, `${target}#^${block.id}`, {
        kind: CompletionItemKind.Reference,
        ...(heading ? { detail: this.say.blockOf(heading.text) } : {}),
        data: { uri: owner.uri, fragment: `^${block.id}` } satisfies CompletionData,
      });
    }
  }

  private add(label: string, target: string, more: Partial<CompletionItem>): void {
    this.found.push({
      label: withoutIcons(label),
      filterText: this.typed.text,
      sortText: String(this.found.length).padStart(4, '0'),
      textEdit: { range: this.range, newText: this.typed.closes ? `${target}]]` : target },
      ...more,
    });
  }
}

/** VS Code draws `$(name)` in a label as an icon; a word joiner, which nobody sees, keeps it text. */
function withoutIcons(label: string): string {
  return label.replaceAll('$(', '$\u2060(');
}

/** -1 no match, 0 the heading begins so, 1 a word does, 2 inside. */
function headingRank(key: string, query: string, words: readonly string[]): number {
  if (query === '' || key.startsWith(query)) return 0;
  const spaced = ` ${key.replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
  if (words.length > 0 && words.every((word) => spaced.includes(` ${word}`))) return 1;
  return key.includes(query) ? 2 : -1;
}

/** The card of a completed note, read only when its row is chosen. */
export function completionDocumentation(vault: Vault, data: CompletionData, options: CardOptions): string | undefined {
  const file = vault.files.get(data.uri);
  return file?.markdown ? noteCard(vault, file, data.fragment, options) : undefined;
}

export function completionNeeds(vault: Vault, data: CompletionData, options: CardOptions): Needs {
  const file = vault.files.get(data.uri);
  return file?.markdown ? noteCardNeeds(vault, file, data.fragment, options) : { texts: [], images: [] };
}
