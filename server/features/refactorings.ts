// Actions that no problem asks for: on a selection, a heading, a link. Each is offered by its name; its edit comes when it is
// chosen, with the texts that it needs.
import { type CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver-types';
import { messages } from '../messages.ts';
import type { Link, Note } from '../parse/note.ts';
import { contentsKind, type DiagnosticCode, diagnosticCodes, explainKind, fixAllKind } from '../protocol.ts';
import type { Span } from '../text/span.ts';
import { dirname, joinPath, uriOf } from '../text/uri.ts';
import type { Vault } from '../vault/vault.ts';
import { type ActionOptions, creating, currentText, type Edits, editOf } from './actionEdits.ts';
import { convertLinks, type LinkForm, otherForm } from './convertLinks.ts';
import { extractableSection, extractNote, isExtractable } from './extractNote.ts';
import { fixAll, fixVault } from './fixAll.ts';
import { safeCodes } from './fixableCodes.ts';
import { blockIds, headingIds, wrongIds } from './headingIds.ts';
import { embeddedNote, inlinableNote, inlineEmbed } from './inlineEmbed.ts';
import { linkAt } from './linkAt.ts';
import { newNoteStub, wantingNotes } from './newNoteStub.ts';
import { reverseLink, unansweredNote } from './reverseLink.ts';
import { tableOfContents, tableSpan } from './tableOfContents.ts';

/** What a chosen action knows; it comes back from the client. */
export type ActionData = { readonly uri: string } & (
  | { readonly kind: 'create'; readonly path: string; readonly title: string }
  | { readonly kind: 'fixNote' | 'fixVault'; readonly code: DiagnosticCode }
  | { readonly kind: 'fixSafe' | 'contents' | 'headingIds' | 'blockIds' }
  | { readonly kind: 'extract'; readonly start: number; readonly end: number }
  | { readonly kind: 'inline' | 'reverse' | 'convert'; readonly start: number }
  | { readonly kind: 'convertNote' | 'convertVault'; readonly form: LinkForm }
);

/**
 * What can be done at a place or with a selection.
 * @param only the kinds the client asks for; `undefined` for all that belong into a menu at the cursor
 */
export function refactorings(
  vault: Vault,
  uri: string,
  span: Span,
  only: readonly string[] | undefined,
  options: ActionOptions,
): CodeAction[] {
  const note = vault.note(uri);
  const text = note && currentText(vault, note);
  const file = vault.files.get(uri);
  if (!note || text === undefined || !file?.inWorkspace || !vault.isNote(file)) return [];
  const say = messages(options.language);
  const found: CodeAction[] = [];
  const add = (title: string, kind: string, data: ActionData) => {
    const wanted = only ? only.some((one) => kind === one || kind.startsWith(`${one}.`)) : !kind.startsWith('source');
    if (wanted) found.push({ title, kind, data });
  };
  const link = linkAt(note, span.start);
  const isSection = options.creates && extractableSection(note, text, span) !== undefined;
  if (isSection || (options.creates && span.end > span.start && isExtractable(note, text, span))) {
    const title = isSection ? say.extractSection() : say.extractSelection();
    add(title, CodeActionKind.RefactorExtract, { kind: 'extract', uri, ...span });
  }
  if (link) addForLink(vault, note, text, link, options, add);
  if (link && options.commands && !only) {
    const title = say.explainAction();
    found.push({ title, kind: explainKind, command: { title, command: 'researchNotes.explainLink' } });
  }
  const table = tableSpan(note, text);
  const atTable = table && table.start <= span.start && span.start <= table.end;
  const heading = note.headings.find(({ start, end }) => start <= span.start && span.start <= end);
  if (atTable || heading || only) {
    const edit = tableOfContents(note, text);
    const title = table ? say.updateContents() : say.createContents();
    if (edit && (atTable || heading)) add(title, CodeActionKind.RefactorRewrite, { kind: 'contents', uri });
    // On request only where there is a table: nobody wants one in every note that is saved.
    if (edit && table) add(title, contentsKind, { kind: 'contents', uri });
  }
  if (heading?.id !== undefined && wrongIds(note).length > 0)
    add(say.headingIds(), CodeActionKind.RefactorRewrite, { kind: 'headingIds', uri });
  if (only?.some((kind) => fixAllKind === kind || fixAllKind.startsWith(`${kind}.`)) && vault.isComplete)
    add(say.fixSafe(), fixAllKind, { kind: 'fixSafe', uri });
  return found;
}

function addForLink(
  vault: Vault,
  note: Note,
  text: string,
  link: Link,
  options: ActionOptions,
  add: (title: string, kind: string, data: ActionData) => void,
): void {
  const say = messages(options.language);
  const { uri } = note;
  const form = otherForm(vault, note, text, link, options);
  const { start } = link;
  if (form) {
    const wiki = form === 'wiki';
    add(wiki ? say.linkToWiki() : say.linkToMarkdown(), CodeActionKind.RefactorRewrite, {
      kind: 'convert',
      uri,
      start,
    });
    add(wiki ? say.noteToWiki() : say.noteToMarkdown(), CodeActionKind.RefactorRewrite, {
      kind: 'convertNote',
      uri,
      form,
    });
    add(wiki ? say.vaultToWiki() : say.vaultToMarkdown(), CodeActionKind.RefactorRewrite, {
      kind: 'convertVault',
      uri,
      form,
    });
  }
  const embedded = inlinableNote(vault, note, text, link, options);
  if (embedded)
    add(say.inlineEmbed(vault.titleOf(embedded)), CodeActionKind.RefactorInline, { kind: 'inline', uri, start });
  const unanswered = unansweredNote(vault, note, link, options);
  if (unanswered)
    add(say.reverseLink(vault.titleOf(unanswered)), CodeActionKind.RefactorRewrite, { kind: 'reverse', uri, start });
}

/** True for what looks at nearly all notes, or at all links to this one, though no problem asks for it. */
export function isOverAllNotes(data: ActionData | undefined): boolean {
  return data?.kind === 'convertVault' || data?.kind === 'extract';
}

/** The notes whose texts must be at hand for `actionEdit`. */
export function actionNeeds(vault: Vault, data: ActionData, options: ActionOptions): string[] {
  const note = vault.note(data.uri);
  const link = 'start' in data && note ? note.links.find(({ start }) => start === data.start) : undefined;
  switch (data.kind) {
    case 'create': {
      const template = templateUri(vault, data.path, options);
      return [...wantingNotes(vault, data.path, data.uri), ...(template === undefined ? [] : [template])];
    }
    case 'fixVault':
      return [...options.withProblem(data.code)];
    case 'convertVault':
      return convertible(vault, data.form);
    case 'inline': {
      const file = note && link && embeddedNote(vault, note, link, options);
      return file ? [data.uri, file.uri] : [];
    }
    case 'reverse': {
      const file = note && link && unansweredNote(vault, note, link, options);
      return file ? [data.uri, file.uri] : [];
    }
    default:
      return [data.uri];
  }
}

/** The edit of a chosen action; `undefined` where the notes have changed so that there is nothing left to do. */
export function actionEdit(vault: Vault, data: ActionData, options: ActionOptions): WorkspaceEdit | undefined {
  const note = vault.note(data.uri);
  const text = note && currentText(vault, note);
  if (!note || text === undefined) return undefined;
  const say = messages(options.language);
  const own = (edits: readonly (ReturnType<typeof tableOfContents> & object)[]): Edits => new Map([[data.uri, edits]]);
  const linkOf = (start: number) => note.links.find((link) => link.start === start);
  switch (data.kind) {
    case 'create': {
      const template = templateUri(vault, data.path, options);
      const sources = wantingNotes(vault, data.path, data.uri);
      const written = template === undefined ? undefined : vault.text(template);
      const stub = newNoteStub(vault, data.path, data.title, sources, written, options.date, options);
      return creating(uriOf(data.path), stub, new Map(), options);
    }
    case 'fixNote':
      return editOf(own(fixAll(vault, data.uri, [data.code], options)), options);
    case 'fixSafe':
      return editOf(own(fixAll(vault, data.uri, safeCodes, options)), options);
    case 'fixVault':
      return editOf(fixVault(vault, data.code, options), options, say.changesOf(data.code));
    case 'contents': {
      const edit = tableOfContents(note, text);
      return edit && editOf(own([edit]), options);
    }
    case 'headingIds':
      return editOf(headingIds(vault, note, text, options), options);
    case 'blockIds':
      return editOf(own(blockIds(note)), options);
    case 'extract':
      return extractNote(vault, note, data, options);
    case 'inline': {
      const link = linkOf(data.start);
      const edits: Edits = link ? inlineEmbed(vault, note, link, options) : new Map();
      return edits.size > 0 ? editOf(edits, options) : undefined;
    }
    case 'reverse': {
      const link = linkOf(data.start);
      const found = link && reverseLink(vault, note, link, options);
      return found && editOf(new Map([[found.uri, [found.edit]]]), options);
    }
    case 'convert': {
      const link = linkOf(data.start);
      const form = link && otherForm(vault, note, text, link, options);
      return form && editOf(own(convertLinks(vault, note, text, form, options, link)), options);
    }
    case 'convertNote':
      return editOf(own(convertLinks(vault, note, text, data.form, options)), options);
    case 'convertVault':
      return editOf(
        convertVault(vault, data.form, options),
        options,
        data.form === 'wiki' ? say.vaultToWiki() : say.vaultToMarkdown(),
      );
  }
}

/** Notes with a link of the other form. */
function convertible(vault: Vault, form: LinkForm): string[] {
  const syntax = form === 'markdown' ? 'wiki' : 'markdown';
  const found: string[] = [];
  for (const note of vault.allNotes()) {
    const file = vault.files.get(note.uri);
    if (file?.inWorkspace && vault.isNote(file) && note.links.some((link) => link.syntax === syntax))
      found.push(note.uri);
  }
  return found;
}

function convertVault(vault: Vault, form: LinkForm, options: ActionOptions): Edits {
  const edits = new Map<string, ReturnType<typeof convertLinks>>();
  for (const uri of convertible(vault, form)) {
    const note = vault.note(uri)!;
    const text = currentText(vault, note);
    if (text !== undefined) edits.set(uri, convertLinks(vault, note, text, form, options));
  }
  return edits;
}

/** The file that the setting names, from the workspace folder of the new note. */
function templateUri(vault: Vault, path: string, options: ActionOptions): string | undefined {
  const written = options.settings.newNote.template;
  const folder = vault.folderOf(path)?.path ?? dirname(path);
  const template = written === '' ? undefined : joinPath(folder, written.replaceAll('\\', '/'));
  return template !== undefined && vault.isAllowed(template) ? uriOf(template) : undefined;
}

/** What a client sends back as data of an action; `undefined` for anything that we did not make. */
export function readActionData(vault: Vault, given: unknown): ActionData | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { kind, uri, path, title, code, form, start, end } = given as Record<string, unknown>;
  if (typeof kind !== 'string' || typeof uri !== 'string' || !vault.note(uri)) return undefined;
  const isNumber = (value: unknown) => Number.isSafeInteger(value);
  const isForm = form === 'wiki' || form === 'markdown';
  const isCode = diagnosticCodes.includes(code as DiagnosticCode);
  const folder = typeof path === 'string' ? vault.folderOf(path) : undefined;
  // Only below its folder: the path of a folder that is not of the disk begins with `scheme://`.
  const isPath = folder !== undefined && !/\/\.{0,2}(?:\/|$)/.test((path as string).slice(folder.path.length));
  const good: Record<string, boolean> = {
    create: isPath && typeof title === 'string',
    fixNote: isCode,
    fixVault: isCode,
    fixSafe: true,
    contents: true,
    headingIds: true,
    blockIds: true,
    extract: isNumber(start) && isNumber(end),
    inline: isNumber(start),
    reverse: isNumber(start),
    convert: isNumber(start),
    convertNote: isForm,
    convertVault: isForm,
  };
  return good[kind] === true ? (given as ActionData) : undefined;
}
