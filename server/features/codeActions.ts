// Quick fixes for our diagnostics. Nothing is changed without a choice; only the same name elsewhere is "preferred".
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import { messages } from '../messages.ts';
import { isInFrontMatter, type Link, type Note } from '../parse/note.ts';
import type { DiagnosticCode } from '../protocol.ts';
import { offsetAt, rangeOf } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { uriOf } from '../text/uri.ts';
import { type File, isMarkdownPath, stemOf } from '../vault/files.ts';
import { headingSlugs, namedBlock } from '../vault/fragments.ts';
import { type Resolution, resolve } from '../vault/resolve.ts';
import { nearest, suggest, type Wanted } from '../vault/suggest.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, currentText, editOf } from './actionEdits.ts';
import { diagnostics, pathSpan } from './diagnostics.ts';
import { fixableCodes } from './fixableCodes.ts';
import { caseOf, rightTarget, targetFor } from './fixedTarget.ts';
import { writtenFragment } from './fragmentSpellings.ts';
import type { ActionData } from './refactorings.ts';
import { silencingComment } from './silencingComment.ts';
import { staleComments } from './staleComments.ts';
import { wantedNote } from './wantedNote.ts';

/** The fixes for `problems` (the client's diagnostics of this place) in the note at `uri`. */
export function codeActions(
  vault: Vault,
  uri: string,
  problems: readonly Diagnostic[],
  options: ActionOptions,
): CodeAction[] {
  const note = vault.note(uri);
  if (!note) return [];
  const fixes = new Fixes(vault, note, options);
  for (const problem of problems) {
    if (problem.source === 'research-notes') fixes.add(problem);
  }
  return fixes.found;
}

class Fixes {
  readonly found: CodeAction[] = [];
  private readonly vault: Vault;
  private readonly note: Note;
  private readonly options: ActionOptions;
  private readonly say: ReturnType<typeof messages>;

  constructor(vault: Vault, note: Note, options: ActionOptions) {
    this.vault = vault;
    this.note = note;
    this.options = options;
    this.say = messages(options.language);
  }

  add(problem: Diagnostic): void {
    const { start, end } = problem.range;
    const span = {
      start: offsetAt(this.note.lines, start, this.note.length),
      end: offsetAt(this.note.lines, end, this.note.length),
    };
    const link = this.note.links.find((candidate) => candidate.start <= span.start && span.end <= candidate.end);
    switch (problem.code) {
      case 'missing-note':
        if (link) this.missingNote(problem, link);
        break;
      case 'missing-file':
      case 'missing-image':
        if (link) this.missingFile(problem, link);
        break;
      case 'missing-heading':
      case 'missing-block':
        if (link) this.missingAnchor(problem, link, span);
        break;
      case 'ambiguous-link':
        if (link) this.ambiguous(problem, link);
        break;
      case 'imprecise-path':
      case 'case-mismatch':
        if (link) this.rightPath(problem, link);
        break;
      case 'stale-todo':
        this.staleComment(problem, span);
        break;
      case 'duplicate-heading-id':
        this.repair(problem, this.say.headingIds(), { kind: 'headingIds', uri: this.note.uri });
        break;
      case 'duplicate-block-id':
        this.repair(problem, this.say.blockIds(), { kind: 'blockIds', uri: this.note.uri });
        break;
    }
    this.others(problem);
    this.silence(problem, span);
  }

  private missingNote(problem: Diagnostic, link: Link): void {
    this.changeToOne(problem, link, 'note');
    this.createNote(problem, link);
  }

  private missingFile(problem: Diagnostic, link: Link): void {
    const image = problem.code === 'missing-image';
    this.changeToOne(problem, link, image ? 'image' : isMarkdownPath(link.target) ? 'markdown' : 'file');
    if (link.syntax !== 'wiki' && !image && isMarkdownPath(link.target)) this.createNote(problem, link);
  }

  /** One of the files that may be meant; where just one has the same name, nobody needs to choose. */
  private changeToOne(problem: Diagnostic, link: Link, wanted: Wanted): void {
    const suggestions = suggest(this.vault, this.note.uri, link.target, wanted);
    const isOne = suggestions.filter(({ sameName }) => sameName).length === 1;
    for (const { file, sameName } of suggestions) this.changeTo(problem, link, file, isOne && sameName);
  }

  /** Rewrites the target in the link's own style. */
  private changeTo(problem: Diagnostic, link: Link, file: File, isPreferred: boolean): void {
    const newText = targetFor(this.vault, this.note, link, file, this.options);
    const title = file.markdown ? this.vault.titleOf(file) : '';
    this.found.push({
      title: this.say.fixChangeTo(newText, title === stemOf(file.path) ? '' : title),
      kind: CodeActionKind.QuickFix,
      diagnostics: [problem],
      ...(isPreferred ? { isPreferred } : {}),
      edit: this.edit([{ range: this.targetRange(link), newText }]),
    });
  }

  private resolved(link: Link): Resolution {
    return resolve(this.vault, this.note.uri, link, this.options.settings.links);
  }

  private targetRange(link: Link): Range {
    return rangeOf(this.note.lines, pathSpan(link, this.resolved(link)));
  }

  private createNote(problem: Diagnostic, link: Link): void {
    const wanted = this.options.creates ? wantedNote(this.vault, this.note, link, this.resolved(link)) : undefined;
    if (!wanted) return;
    const { path, title, isIndex } = wanted;
    const shown = this.vault.displayPath(path);
    this.found.push({
      title: isIndex ? this.say.fixCreateIndex(shown) : this.say.fixCreateNote(shown),
      kind: CodeActionKind.QuickFix,
      diagnostics: [problem],
      data: { kind: 'create', uri: this.note.uri, path, title } satisfies ActionData,
      ...(this.options.commands
        ? { command: { title: shown, command: 'researchNotes.open', arguments: [uriOf(path)] } }
        : {}),
    });
  }

  private missingAnchor(problem: Diagnostic, link: Link, span: Span): void {
    const found = this.resolved(link);
    const target = found.files[0] && this.vault.note(found.files[0].uri);
    if (!target || found.fragment === undefined) return;
    // Markdown links name a heading by its slug, as GitHub and every other renderer does.
    const place = { syntax: link.syntax, inFrontMatter: isInFrontMatter(this.note, link) };
    const slugs = link.syntax === 'wiki' ? undefined : headingSlugs(target);
    const names = new Map<string, string>();
    if (problem.code === 'missing-block') {
      for (const block of nearest(target.blockIds, namedBlock(found.fragment) ?? '', (block) => block.id))
        names.set(`^${block.id}`, `^${block.id}`);
    } else {
      const wanted = slugs ? found.fragment.replaceAll('-', ' ') : found.fragment;
      for (const heading of nearest(target.headings, wanted, (heading) => heading.text)) {
        if (names.has(heading.text)) continue;
        const slug = slugs && (heading.id ?? slugs[target.headings.indexOf(heading)]);
        const written = slug ?? writtenFragment(place, heading.text);
        names.set(heading.text, written);
      }
    }
    for (const [name, newText] of names) {
      this.found.push({
        title: this.say.fixChangeTo(name, ''),
        kind: CodeActionKind.QuickFix,
        diagnostics: [problem],
        edit: this.edit([{ range: rangeOf(this.note.lines, span), newText }]),
      });
    }
  }

  private ambiguous(problem: Diagnostic, link: Link): void {
    const found = this.resolved(link);
    for (const file of found.files.slice(0, 10)) this.changeTo(problem, link, file, false);
  }

  private rightPath(problem: Diagnostic, link: Link): void {
    const found = this.resolved(link);
    const file = found.files[0];
    if (!file) return;
    const newText =
      problem.code === 'case-mismatch'
        ? caseOf(this.note, link, found, file)
        : rightTarget(this.vault, this.note, link, file, this.options);
    this.found.push({
      title: this.say.fixWritePath(newText),
      kind: CodeActionKind.QuickFix,
      diagnostics: [problem],
      isPreferred: true,
      edit: this.edit([{ range: this.targetRange(link), newText }]),
    });
  }

  private repair(problem: Diagnostic, title: string, data: ActionData): void {
    this.found.push({ title, kind: CodeActionKind.QuickFix, diagnostics: [problem], data });
  }

  private staleComment(problem: Diagnostic, span: Span): void {
    const comments = staleComments(this.vault, this.note, this.options.settings);
    const one = comments.find(({ remark }) => remark.start === span.start);
    if (!one) return;
    this.found.push({
      title: this.say.fixRemoveComment(),
      kind: CodeActionKind.QuickFix,
      diagnostics: [problem],
      isPreferred: true,
      edit: this.edit([one.removal]),
    });
    if (comments.length > 1) {
      this.found.push({
        title: this.say.fixRemoveComments(comments.length),
        kind: CodeActionKind.QuickFix,
        diagnostics: [problem],
        edit: this.edit(comments.map(({ removal }) => removal)),
      });
    }
  }

  /** The same kind of problem elsewhere: in this note, and in all notes with a look at the changes before. */
  private others(problem: Diagnostic): void {
    const code = problem.code as DiagnosticCode;
    const { uri } = this.note;
    if (!fixableCodes.includes(code) || !this.found.some((action) => action.isPreferred)) return;
    const offer = (title: string, data: ActionData) => {
      if (!this.found.some((action) => action.title === title))
        this.found.push({ title, kind: CodeActionKind.QuickFix, diagnostics: [problem], data });
    };
    const all = this.options.countOf(code);
    const notes = this.options.withProblem(code).length;
    if (code !== 'stale-todo' && this.countHere(code) > 1)
      offer(this.say.fixNoteAll(code), { kind: 'fixNote', uri, code });
    if (notes < 2) return;
    if (code === 'stale-todo') offer(this.say.fixRemoveEverywhere(all, notes), { kind: 'fixVault', uri, code });
    else offer(this.say.fixVaultAll(code), { kind: 'fixVault', uri, code });
  }

  private countHere(code: DiagnosticCode): number {
    const { vault, note, options } = this;
    return diagnostics(vault, note.uri, options.settings, options.language, 'warning').filter(
      (one) => one.code === code,
    ).length;
  }

  private silence(problem: Diagnostic, span: Span): void {
    const code = String(problem.code);
    const title = this.say.fixSilence(code);
    if (
      this.found.some((action) => action.title === title) ||
      problem.code === 'front-matter' ||
      problem.code === 'file-skipped'
    )
      return;
    const text = currentText(this.vault, this.note);
    const comment = text === undefined ? undefined : silencingComment(this.note, text, span, code);
    if (!comment) return;
    this.found.push({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [problem],
      edit: this.edit([comment]),
    });
  }

  private edit(edits: TextEdit[]): WorkspaceEdit {
    return editOf(new Map([[this.note.uri, edits]]), this.options);
  }
}
