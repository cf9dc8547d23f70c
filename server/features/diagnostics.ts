// What is wrong with a note (docs/links.md, section 5). A false warning is the worst bug this product can have.

import picomatch from 'picomatch';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import { type Language, messages } from '../messages.ts';
import { isFilledIn } from '../parse/filledIn.ts';
import type { Link, Note, Remark } from '../parse/note.ts';
import type { DiagnosticCode, Settings, SeverityName } from '../protocol.ts';
import { missingPart } from '../render/missingPart.ts';
import { wordLists } from '../render/wordLists.ts';
import { fold, foldLoosely, percentDecoded } from '../text/fold.ts';
import { lineAt, lineStart, rangeOf } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { basename, extname } from '../text/uri.ts';
import { visible } from '../text/visible.ts';
import { isImagePath, isIndexName, nameKey, stemOf } from '../vault/files.ts';
import { findAnchor, namedBlock } from '../vault/fragments.ts';
import { isPlainlyGood, type Resolution, resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';

/** What comes with `missing-note`: the name, whatever the language of the message. */
export interface MissingNoteData {
  readonly target: string;
}

/** Finds the problems of one note. `unwritten` is the severity that `auto` stands for in this vault. */
export function diagnostics(
  vault: Vault,
  uri: string,
  settings: Settings,
  language: Language,
  unwritten: SeverityName,
): Diagnostic[] {
  const note = vault.note(uri);
  const file = vault.files.get(uri);
  if (!note || (file && (!file.inWorkspace || !vault.isNote(file)))) return [];
  const report = new Report(vault, note, settings, language, unwritten);
  // A note outside of the vault (a single file, an unsaved one) has nothing that its links could be looked up in.
  if (file) {
    for (const link of note.links) report.link(link);
    for (const remark of note.remarks) report.remark(remark);
  }
  report.duplicates();
  report.frontMatter();
  return report.found;
}

/** `auto`: unwritten notes are a way of working where they are many. */
export function unwrittenSeverity(share: number): 'information' | 'warning' {
  return share > 0.15 ? 'information' : 'warning';
}

export const severities: Record<Exclude<SeverityName, 'off'>, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
const faded = new Set<DiagnosticCode>(['imprecise-path', 'stale-todo']);

class Report {
  readonly found: Diagnostic[] = [];
  private readonly vault: Vault;
  private readonly note: Note;
  private readonly settings: Settings;
  private readonly language: Language;
  private readonly say: ReturnType<typeof messages>;
  private readonly unwritten: SeverityName;
  private readonly ignored: (target: string) => boolean;
  /** Line number -> the codes that a comment on the line before silences; empty means all. */
  private readonly silenced: Map<number, readonly string[]>;

  constructor(vault: Vault, note: Note, settings: Settings, language: Language, unwritten: SeverityName) {
    this.vault = vault;
    this.note = note;
    this.settings = settings;
    this.language = language;
    this.say = messages(language);
    this.unwritten = unwritten;
    this.ignored = ignoreMatcher(settings.diagnostics.ignore);
    this.silenced = silencedLines(note);
  }

  link(link: Link): void {
    if (link.syntax === 'reference' || link.syntax === 'autolink') return;
    if (!this.vault.isComplete && link.syntax === 'wiki') return;
    if (isPlainlyGood(this.vault, link) || this.ignored(link.target)) return;
    const found = resolve(this.vault, this.note.uri, link, this.settings.links);
    const path = pathSpan(link, found);
    if (found.tier === 'url' || found.unknown) return;
    if (found.tier === 'outside') {
      // `//example.org/x` leaves out the scheme of a web page or film; a share of Windows has no dots in its name.
      const isPage = !link.embed || (link.syntax === 'html' && !isImagePath(link.target));
      if (link.syntax !== 'wiki' && isPage && /^\/\/[\w-]+(?:\.[\w-]+)+(?:\/|$)/.test(link.target)) return;
      return this.add('outside-workspace', path, this.say.outside(found.target));
    }
    // An excluded file is there: it is only not read.
    if (found.files.length === 0 && found.tier === 'relative') return;
    if (found.files.length === 0) return this.missing(link, found, path);
    this.resolved(link, found, path);
    if (found.fragment !== undefined && found.fragment !== '') this.fragment(link, found);
  }

  private missing(link: Link, found: Resolution, path: Span): void {
    const { target } = link;
    if (isFilledIn(link)) return;
    if (link.syntax === 'wiki') {
      // A number in double brackets is a citation as often as a note; and a generated picture is a file, not a note.
      if (/^[\d\s]*$/.test(target)) return;
      const isPicture = link.embed && isImagePath(target);
      const message = found.folder !== undefined ? this.say.folderWithoutIndex(target) : this.say.missingNote(target);
      if (isPicture) return this.add('missing-image', path, this.say.missingImage(target));
      return this.add('missing-note', path, message, { data: { target } satisfies MissingNoteData });
    }
    if (found.folder !== undefined) return;
    if (target === '') return;
    // A player's file is none; what has no ending stands in an `<img>`.
    if (link.embed && (link.syntax !== 'html' || isImagePath(target) || extname(target) === ''))
      this.add('missing-image', path, this.say.missingImage(target));
    else this.add('missing-file', path, this.say.missingFile(target));
  }

  private resolved(link: Link, found: Resolution, path: Span): void {
    const file = found.files[0]!;
    if (found.files.length > 1) {
      return this.add('ambiguous-link', path, this.say.ambiguous(found.target, found.files.length), {
        relatedInformation: found.files.slice(0, 20).map((candidate) => ({
          location: { uri: candidate.uri, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
          message: this.say.candidate(`${this.vault.displayPath(candidate.path)} · ${this.vault.titleOf(candidate)}`),
        })),
      });
    }
    if (found.imprecise) return this.add('imprecise-path', path, this.say.imprecise(this.vault.displayPath(file.path)));
    // A bare name is a name, whatever its case; a path or a file name is expected to be spelled as it is on disk.
    if (found.caseDiffers && (link.syntax !== 'wiki' || /[/\\]|\.\w+$/.test(link.target))) {
      this.add('case-mismatch', path, this.say.caseDiffers(differingPart(found.target, file.path)));
    }
  }

  private fragment(link: Link, found: Resolution): void {
    const file = found.files[0]!;
    // `#page=3` of a PDF and `#View` of a data base are not headings.
    if (!file.markdown || found.files.length > 1 || !this.vault.isComplete) return;
    const note = this.vault.note(file.uri);
    if (!note || findAnchor(note, found.fragment!) || isFilledIn(link)) return;
    // Generators write anchors into HTML links that only the published page has.
    if (link.syntax === 'html') return;
    const span = fragmentSpan(link, found);
    if (span.start < 0) return;
    const name = this.vault.titleOf(file);
    const fragment = found.fragment!;
    const code = namedBlock(fragment) === undefined ? 'missing-heading' : 'missing-block';
    this.add(code, span, missingPart(this.say, fragment, name));
  }

  remark(remark: Remark): void {
    if (remark.kind === 'ignore-next-line') return;
    const link = linkBefore(this.note, remark);
    if (!link) return;
    const found = resolve(this.vault, this.note.uri, link, this.settings.links);
    if (found.files.length === 0 && (found.folder === undefined || link.syntax === 'wiki')) return;
    const message = remark.kind === 'stale-link' ? this.say.staleLink() : this.say.staleImage();
    this.add('stale-todo', remark, message);
  }

  /** Ids that repeat: a heading's explicit `{#id}`, a block id. Repeated headings alone are usual and stay unmentioned. */
  duplicates(): void {
    const headings = new Set<string>();
    for (const heading of this.note.headings) {
      if (heading.id === undefined) continue;
      const key = foldLoosely(heading.id);
      if (headings.has(key)) this.add('duplicate-heading-id', heading, this.say.duplicateHeading(heading.text));
      headings.add(key);
    }
    const blocks = new Set<string>();
    for (const block of this.note.blockIds) {
      const key = fold(block.id);
      if (blocks.has(key)) this.add('duplicate-block-id', block, this.say.duplicateBlock(`^${block.id}`));
      blocks.add(key);
    }
  }

  frontMatter(): void {
    const error = this.note.frontMatter?.error;
    if (!error) return;
    const reason = error.mistake ? wordLists(this.language).yamlMistakes[error.mistake] : error.message;
    this.add('front-matter', error, this.say.frontMatter(reason));
  }

  private add(code: DiagnosticCode, span: Span, message: string, more: Partial<Diagnostic> = {}): void {
    const configured = this.settings.diagnostics[code];
    const severity = configured === 'auto' ? this.unwritten : configured;
    if (severity === 'off') return;
    const range = rangeOf(this.note.lines, span);
    const silenced = this.silenced.get(range.start.line);
    if (silenced && (silenced.length === 0 || silenced.includes(code))) return;
    this.found.push({
      range,
      severity: severities[severity],
      source: 'research-notes',
      code,
      message: visible(message),
      ...(faded.has(code) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
      ...more,
    });
  }
}

/**
 * The lines that comments silence; of comments one above the other each speaks of the line below them all, and of the whole
 * block where one begins on that line: within a paragraph there is no place for a comment.
 */
export function silencedLines(note: Note): Map<number, readonly string[]> {
  const comments = note.remarks.filter((remark) => remark.kind === 'ignore-next-line');
  const taken = new Set(comments.map((comment) => lineAt(note.lines, comment.start)));
  const silenced = new Map<number, { readonly codes: readonly string[]; readonly last: number }>();
  for (const { end, codes, block } of comments) {
    let line = lineAt(note.lines, end) + 1;
    while (taken.has(line)) line++;
    const others = silenced.get(line);
    const all = codes.length === 0 || others?.codes.length === 0;
    const isBlock = block !== undefined && lineAt(note.lines, block.start) === line;
    const last = isBlock ? lineAt(note.lines, block.end) : line;
    silenced.set(line, { codes: all ? [] : [...(others?.codes ?? []), ...codes], last });
  }
  const lines = new Map<number, readonly string[]>();
  for (const [first, { codes, last }] of silenced) for (let line = first; line <= last; line++) lines.set(line, codes);
  return lines;
}

/** The span of what was read as the target: the right side of the `|` where that is it. */
export function pathSpan(link: Link, found: Resolution): Span {
  if (!found.aliasFirst) {
    // In `[[C# intro]]` what looks like a fragment belongs to the name.
    const isWhole = found.fragment === undefined && link.fragment !== undefined;
    return { start: link.targetStart, end: isWhole ? link.fragmentEnd : link.targetEnd };
  }
  const hash = link.alias!.indexOf('#');
  return { start: link.textStart, end: hash < 0 ? link.textEnd : link.textStart + hash };
}

/** The end of the path from the first segment that is written otherwise. */
function differingPart(target: string, path: string): string {
  const written = (percentDecoded(target) ?? target)
    .replace(/[?].*$|:\d+(?::\d+)?$/, '')
    .replaceAll('\\', '/')
    .split('/')
    .filter((segment) => segment !== '' && !/^\.{1,2}$/.test(segment));
  const last = written.at(-1) ?? '';
  const segments = path.split('/');
  // A folder stands for its index.
  if (isIndexName(stemOf(path)) && nameKey(path) !== nameKey(last)) segments.pop();
  const end = segments.slice(-written.length);
  const first = end.findIndex((segment, at) => segment !== written[at] && stemOf(segment) !== written[at]);
  return first < 0 ? basename(path) : end.slice(first).join('/');
}

function fragmentSpan(link: Link, found: Resolution): Span {
  const hash = found.aliasFirst ? link.alias!.indexOf('#') : -1;
  return hash < 0
    ? { start: link.fragmentStart, end: link.fragmentEnd }
    : { start: link.textStart + hash + 1, end: link.textEnd };
}

/** The link that ends right before a comment on the same line, white space aside. */
export function linkBefore(note: Note, remark: Remark): Link | undefined {
  const line = lineStart(note.lines, lineAt(note.lines, remark.start));
  const { links } = note;
  let low = 0;
  let high = links.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (links[middle]!.start < remark.after) low = middle + 1;
    else high = middle;
  }
  // An image inside of the link starts after it: a few steps back are enough.
  for (let index = low - 1; index >= 0 && index > low - 10; index--) {
    const link = links[index]!;
    if (link.end === remark.after && link.end > line) return link;
  }
  return undefined;
}

const matchers = new WeakMap<readonly string[], (target: string) => boolean>();

/** Compiled once for a list of globs. */
function ignoreMatcher(globs: readonly string[]): (target: string) => boolean {
  const known = matchers.get(globs);
  if (known) return known;
  const tests = globs.flatMap((glob) => {
    try {
      return glob ? [picomatch(glob, { dot: true, nocase: true })] : [];
    } catch {
      return [];
    }
  });
  const compiled = (target: string) => tests.some((test) => test(target));
  matchers.set(globs, compiled);
  return compiled;
}
