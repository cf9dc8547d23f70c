// Completion inside `[[` and `![[`: notes and files, headings after `#` (`##`: of all notes), blocks after `#^` (`^^`).
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver-types';
import { messages } from '../messages.ts';
import type { Note } from '../parse/note.ts';
import { beforeFragment, twoSides } from '../parse/wikilink.ts';
import { fold } from '../text/fold.ts';
import type { Place } from '../text/span.ts';
import { basename, dirname, dottedPath } from '../text/uri.ts';
import { wordsOf } from '../text/words.ts';
import { type File, isImagePath, isMediaPath, nameKey } from '../vault/files.ts';
import { findHeadings, headingsOf } from '../vault/headingSearch.ts';
import { resolve, resolveTarget } from '../vault/resolve.ts';
import type { Found, Search } from '../vault/search.ts';
import { styleFor, writeTarget } from '../vault/style.ts';
import type { UnwrittenName } from '../vault/unwritten.ts';
import type { Vault } from '../vault/vault.ts';
import { type BlockIdArguments, blockTargets, idEdit } from './blockTargets.ts';
import { type CompletionData, type CompletionOptions, escapeSnippet, Items } from './completionItems.ts';
import { inBrackets, insideLink, isTextFirst, shownName, withDots } from './newLink.ts';
import type { TypedLink } from './typedLink.ts';

const longestList = 100;
/** Files that are no notes come after them, where no note fits or an ending is being typed. */
const longestFiles = 10;
const longestUnwritten = 10;
const mostSources = 6;
const longestBlocks = 50;
/** Of so many closed notes the text is read to find a block by its words. */
const mostRead = 1000;

/** The rows for a link; never empty, so that the list stays open as one types on. */
export function wikiCompletion(
  vault: Vault,
  search: Search,
  place: Place,
  typed: TypedLink,
  options: CompletionOptions,
): CompletionItem[] {
  const rows = new Rows(vault, vault.note(place.uri)!, typed, options);
  const anchored = withFragment(vault, typed.text);
  if (typed.text.startsWith('##')) rows.addVaultHeadings(typed.text.slice(2));
  else if (typed.text.startsWith('^^')) rows.addVaultBlocks(typed.text.slice(2));
  else if (!anchored) {
    const found = rows.findFiles(search);
    rows.addFiles(found.filter(({ isGuess }) => !isGuess));
    const unwritten = rows.findUnwritten(search);
    rows.addUnwritten(unwritten.filter(({ isBegun }) => isBegun));
    rows.addFiles(found.filter(({ isGuess }) => isGuess));
    if (typed.embed) rows.addDescribedImages();
    rows.addUnwritten(unwritten.filter(({ isBegun }) => !isBegun));
  } else {
    // `[[C# intro]]`: the name of a file may hold the mark.
    rows.addFiles(rows.findFiles(search, (file) => basename(file.path).includes('#')));
    rows.addAnchors(anchored.target, anchored.fragment);
  }
  rows.addTyped();
  return rows.found;
}

/** The notes whose text must be at hand, so that blocks can be found by their words. */
export function wikiCompletionNeeds(vault: Vault, place: Place, typed: TypedLink): string[] {
  const anchored = withFragment(vault, typed.text);
  if (anchored?.fragment.startsWith('^')) {
    const { target } = anchored;
    const file = target === '' ? undefined : resolveTarget(vault, place.uri, target).files[0];
    return file?.markdown ? [file.uri] : [];
  }
  if (!typed.text.startsWith('^^') || typed.text.trim().length < 5) return [];
  const folder = dirname(vault.files.get(place.uri)?.path ?? '/');
  const notes = [...vault.files.all()].filter((file) => file.inWorkspace && vault.isNote(file));
  const far = (file: File) => (dirname(file.path) === folder ? 0 : 1);
  return notes
    .sort((a, b) => far(a) - far(b))
    .slice(0, mostRead)
    .map((file) => file.uri);
}

/** No name of a file is longer. */
const longestName = 260;

/** What is typed, taken apart at its first `#`, or at a later one where a file's name holds those before: `[[C##`. */
function withFragment(vault: Vault, text: string): { target: string; fragment: string } | undefined {
  const first = text.indexOf('#');
  if (first < 0) return undefined;
  let hash = first;
  for (let at = text.lastIndexOf('#', longestName); at > first && hash === first; at = text.lastIndexOf('#', at - 1))
    if (vault.files.named(nameKey(text.slice(0, at))).length > 0) hash = at;
  return { target: text.slice(0, hash).trim(), fragment: text.slice(hash + 1) };
}

class Rows extends Items {
  private readonly vault: Vault;
  private readonly note: Note;
  private readonly link: TypedLink;
  private readonly options: CompletionOptions;
  private readonly say: ReturnType<typeof messages>;
  /** The path of the note's folder. */
  private readonly folder: string;
  /** How many unwritten notes are in the list. */
  private unwritten = 0;

  constructor(vault: Vault, note: Note, typed: TypedLink, options: CompletionOptions) {
    super(note, typed.quotes ? { start: typed.start - 2, end: typed.end, text: `[[${typed.text}` } : typed);
    this.vault = vault;
    this.note = note;
    this.link = typed;
    this.options = options;
    this.say = messages(options.language);
    this.folder = dirname(vault.files.get(note.uri)?.path ?? '/');
  }

  findFiles(search: Search, wanted: (file: File) => boolean = () => true): Found[] {
    const { vault, link, note } = this;
    const accepts = (file: File) =>
      wanted(file) && (file.markdown ? vault.isNote(file) : link.embed && isMediaPath(file.path));
    const found = search.find(link.text, note.uri, longestList, accepts);
    // Of what fits as well, a picture is embedded more often than a whole note.
    if (link.embed) found.sort((a, b) => a.kind - b.kind || Number(a.file.markdown) - Number(b.file.markdown));
    else if (found.length === 0 || /\.\w*$/.test(link.text))
      found.push(...search.find(link.text, note.uri, longestFiles, (file) => wanted(file) && isAttachment(file)));
    return found;
  }

  addFiles(found: readonly Found[]): void {
    const { vault, link } = this;
    for (const { file, name } of found) {
      // Who asks for a note by an alias wants to read that: it stays as the text of the link.
      const isAlias = vault.note(file.uri)?.frontMatter?.aliases.includes(name);
      const alias = isAlias ? insideLink(name) : '';
      const target = this.targetOf(file);
      const inside =
        alias && link.bar !== undefined
          ? twoSides(target, undefined, link.bar, alias, isTextFirst(this.options.settings))
          : target;
      this.addTarget(shownName(vault, file, name), inside, {
        kind: isImagePath(file.path) ? CompletionItemKind.Color : CompletionItemKind.File,
        detail: vault.displayPath(file.path),
        data: { uri: file.uri } satisfies CompletionData,
      });
    }
  }

  /** Images by what is written about them. */
  addDescribedImages(): void {
    const known = new Set(this.found.map(({ data }) => (data as CompletionData | undefined)?.uri));
    for (const { file, text } of this.options.images?.find(this.link.text, longestList) ?? []) {
      if (known.has(file.uri)) continue;
      this.addTarget(basename(file.path), this.targetOf(file), {
        kind: CompletionItemKind.Color,
        detail: `${text} · ${this.vault.displayPath(file.path)}`,
        data: { uri: file.uri } satisfies CompletionData,
      });
    }
  }

  /** Notes that others already want. */
  findUnwritten(search: Search): UnwrittenName[] {
    const query = nameKey(this.link.text);
    // What others write from their folders lies elsewhere from this one.
    if (query.length < 2 || !this.vault.isComplete || dottedPath(this.folder, this.link.text)) return [];
    return search.unwritten.find(query, this.note.uri);
  }

  /** Their names as they are written in the notes that want them. */
  addUnwritten(found: readonly UnwrittenName[]): void {
    for (const { key } of found) {
      if (this.unwritten === longestUnwritten) return;
      const sources = this.vault.mentioning(key);
      const target = this.writtenAs(key, sources);
      if (target === undefined) continue;
      this.unwritten++;
      this.addTarget(target, target, {
        kind: CompletionItemKind.Reference,
        detail: `${this.say.unwritten()} · ${this.say.wantedBy(sources.length)}`,
      });
    }
  }

  /** The target as one of the notes writes it, without its way up from there; `undefined` where it does lead somewhere. */
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
      return found.tier === 'missing' && found.folder === undefined
        ? link.target.replace(/^(?:\.{1,2}\/)+/, '')
        : undefined;
    }
    return undefined;
  }

  /** What is typed, as it is. */
  addTyped(): void {
    const target = this.link.text.trim();
    if (this.found.length > 0) return;
    this.addTarget(target === '' ? '…' : target, target, {
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
    const seen = new Set<string>();
    for (const heading of headingsOf(owner, fragment)) {
      if (seen.has(heading.text)) continue;
      seen.add(heading.text);
      this.addTarget(heading.text, `${beforeFragment(target)}#${this.headingInLink(heading.text)}`, {
        kind: CompletionItemKind.Reference,
        detail: '#'.repeat(heading.level),
        data: { uri: owner.uri, fragment: heading.text } satisfies CompletionData,
      });
    }
  }

  /** Headings of all notes. */
  addVaultHeadings(query: string): void {
    for (const { note, heading } of findHeadings(this.vault, query.trim(), longestList, this.note.uri)) {
      const file = this.vault.files.get(note.uri)!;
      const target = note.uri === this.note.uri ? '' : this.targetOf(file);
      this.addTarget(heading.text, `${beforeFragment(target)}#${this.headingInLink(heading.text)}`, {
        kind: CompletionItemKind.Reference,
        detail: `${'#'.repeat(heading.level)} · ${this.vault.displayPath(file.path)}`,
        data: { uri: note.uri, fragment: heading.text } satisfies CompletionData,
      });
    }
  }

  private addBlocks(target: string, owner: Note, query: string): void {
    const key = fold(query);
    const seen = new Set<string>();
    for (const block of owner.blockIds) {
      if (!fold(block.id).includes(key)) continue;
      seen.add(block.id);
      const heading = headingAbove(owner, block.start);
      this.addTarget(`^${block.id}`, `${beforeFragment(target)}#^${block.id}`, {
        kind: CompletionItemKind.Reference,
        ...(heading ? { detail: this.say.blockOf(heading) } : {}),
        data: { uri: owner.uri, fragment: `^${block.id}` } satisfies CompletionData,
      });
    }
    this.addBlocksByText(target, owner, query, seen);
  }

  /** Blocks of all notes: by their ids, and those of the notes whose text is at hand by their words. */
  addVaultBlocks(query: string): void {
    const key = fold(query.trim());
    for (const note of this.vault.allNotes()) {
      if (this.found.length >= longestBlocks) return;
      const file = this.vault.files.get(note.uri);
      if (!file || !this.vault.isNote(file)) continue;
      const target = () => (note.uri === this.note.uri ? '' : this.targetOf(file));
      const seen = new Set<string>();
      for (const block of note.blockIds) {
        if (!fold(block.id).includes(key)) continue;
        seen.add(block.id);
        this.addTarget(`^${block.id}`, `${beforeFragment(target())}#^${block.id}`, {
          kind: CompletionItemKind.Reference,
          detail: this.vault.displayPath(file.path),
          data: { uri: note.uri, fragment: `^${block.id}` } satisfies CompletionData,
        });
      }
      if (key.length > 2) this.addBlocksByText(target, note, query, seen);
    }
  }

  /** Blocks found by their words; one without an id gets it in the same step. */
  private addBlocksByText(
    target: string | (() => string),
    owner: Note,
    query: string,
    seen: ReadonlySet<string>,
  ): void {
    const text = this.vault.text(owner.uri);
    const first = wordsOf(query)[0] ?? '';
    // Most texts do not hold the word at all: those are not taken apart.
    if (text === undefined || (first !== '' && !new RegExp(first.replace(/[её]/g, '[её]'), 'iu').test(text))) return;
    const file = this.vault.files.get(owner.uri);
    for (const block of blockTargets(owner, text, query, longestBlocks)) {
      const isOwn = owner.uri === this.note.uri;
      if (seen.has(block.id) || (isOwn && block.start <= this.link.start && this.link.start <= block.end)) continue;
      const written = typeof target === 'string' ? target : target();
      this.addTarget(block.text.slice(0, 120), `${beforeFragment(written)}#^${block.id}`, {
        kind: CompletionItemKind.Reference,
        detail: headingAbove(owner, block.start) ?? (file ? this.vault.displayPath(file.path) : ''),
        ...(block.isNew && isOwn ? { additionalTextEdits: [idEdit(owner, block.end, block.id)] } : {}),
        ...(block.isNew && !isOwn ? { command: writeIdCommand(owner.uri, block.written, block.id) } : {}),
      });
    }
  }

  /** `]]` and `|` would end the fragment early, a quote the value of the front matter; a heading is found without them. */
  private headingInLink(text: string): string {
    const inside = text.replace(/\]\]/g, ']').replace(/[|]/g, ' ');
    return this.link.inFrontMatter ? inside.replace(/["'\\]/g, '') : inside;
  }

  private targetOf(file: File): string {
    const style = styleFor(this.options.settings, this.options.style);
    const { text, inFrontMatter } = this.link;
    const path = /^\.\.?\//.test(text) ? 'relative' : text.startsWith('/') ? 'root' : style.path;
    const target = writeTarget(this.vault, this.note.uri, file, { ...style, path });
    return inBrackets(withDots(this.folder, text, target), inFrontMatter);
  }

  private addTarget(label: string, target: string, more: Partial<CompletionItem>): void {
    const { closes, quotes, separator } = this.link;
    const data = more.data as CompletionData | undefined;
    const link = closes ? `${target}]]` : target;
    const text = quotes ? `"[[${link}${closes ? '"' : ''}` : link;
    if (separator === undefined || !data) return this.add(label, text, more);
    const whole = text + separator;
    if (!this.options.snippets) return this.add(label, whole, more);
    this.add(label, whole, { ...more, data: { ...data, reasonAfter: escapeSnippet(whole) } satisfies CompletionData });
  }
}

/** What people link to beside notes: pictures, recordings, documents and Obsidian's own files. */
function isAttachment({ markdown, path }: File): boolean {
  return !markdown && (isMediaPath(path) || /\.(?:canvas|base)$/i.test(path));
}

function writeIdCommand(uri: string, written: string, id: string) {
  return {
    title: `^${id}`,
    command: 'researchNotes.writeBlockId',
    arguments: [uri, written, id] satisfies BlockIdArguments as unknown as string[],
  };
}

function headingAbove(note: Note, offset: number): string | undefined {
  return note.headings.findLast((candidate) => candidate.start < offset)?.text;
}
