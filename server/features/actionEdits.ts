// What the code actions have in common: their options, and the edits of several notes as one.
import type { AnnotatedTextEdit, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Language } from '../messages.ts';
import type { Note } from '../parse/note.ts';
import type { DiagnosticCode, Settings } from '../protocol.ts';
import { rangeOf } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { LinkStyle } from '../vault/style.ts';
import type { Vault } from '../vault/vault.ts';

/** What the actions depend on besides the vault. */
export interface ActionOptions {
  readonly settings: Settings;
  readonly language: Language;
  /** The vault's counted style. */
  readonly style: LinkStyle;
  /** The client has `researchNotes.open`. */
  readonly commands: boolean;
  /** The client holds an edit against the versions of open notes. */
  readonly versions: boolean;
  /** The client can create files in an edit. */
  readonly creates: boolean;
  /** The client shows changes that want to be confirmed before they are made. */
  readonly confirms: boolean;
  /** Today, as `2026-11-24`. */
  readonly date: string;
  /** A note as the client names it, with its version where it is open. */
  documentOf(uri: string): { uri: string; version: number | null };
  /** The notes that have this problem now. */
  withProblem(code: DiagnosticCode): readonly string[];
  /** How many such problems there are in all. */
  countOf(code: DiagnosticCode): number;
}

/** Canonical URI -> the edits of that note. */
export type Edits = ReadonlyMap<string, readonly TextEdit[]>;

/**
 * One edit of many notes; each that is open is changed only in the version that was looked at.
 * @param label what the editor shows above the changes, before they are made; `undefined` makes them at once
 */
export function editOf(edits: Edits, options: ActionOptions, label?: string): WorkspaceEdit {
  if (!options.versions) {
    const changed = [...edits].filter(([, changes]) => changes.length > 0);
    return {
      changes: Object.fromEntries(changed.map(([uri, changes]) => [options.documentOf(uri).uri, [...changes]])),
    };
  }
  const asks = label !== undefined && options.confirms;
  const documentChanges: TextDocumentEdit[] = [...edits]
    .filter(([, changes]) => changes.length > 0)
    .map(([uri, changes]) => ({
      textDocument: options.documentOf(uri),
      edits: changes.map((change): TextEdit | AnnotatedTextEdit =>
        asks ? { ...change, annotationId: 'all' } : change,
      ),
    }));
  if (!asks || documentChanges.length === 0) return { documentChanges };
  // The editor asks if one change wants to be confirmed, and shows that one as not chosen: so it is one that does nothing.
  const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  documentChanges[0]!.edits.unshift({ range: top, newText: '', annotationId: 'ask' });
  return {
    documentChanges,
    changeAnnotations: { all: { label, needsConfirmation: false }, ask: { label, needsConfirmation: true } },
  };
}

/**
 * An edit that also creates a note and opens nothing over a file that is there. The other notes come first: where one of them
 * is another one by now, the editor stops before there is a file.
 */
export function creating(uri: string, text: string, edits: Edits, options: ActionOptions): WorkspaceEdit {
  const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return {
    documentChanges: [
      ...(editOf(edits, options).documentChanges ?? []),
      { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } },
      { textDocument: { uri, version: null }, edits: [{ range: top, newText: text }] },
    ],
  };
}

export function replacing(note: Note, span: Span, newText: string): TextEdit {
  return { range: rangeOf(note.lines, span), newText };
}

/** The text of a note if it is at hand and is the one that was parsed: else places in it would be wrong. */
export function currentText(vault: Vault, note: Note): string | undefined {
  const text = vault.text(note.uri);
  return text?.length === note.length ? text : undefined;
}

export function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
