// The rows of a completion list. VS Code filters again on its side, so `filterText` is the typed text and `sortText` the rank.
import { type CompletionItem, InsertTextFormat, type Range } from 'vscode-languageserver-types';
import type { Language } from '../messages.ts';
import type { Note } from '../parse/note.ts';
import type { Settings } from '../protocol.ts';
import type { ImageTexts } from '../render/imageTexts.ts';
import { positionAt } from '../text/lines.ts';
import { visible } from '../text/visible.ts';
import type { LinkStyle } from '../vault/style.ts';

export interface CompletionOptions {
  readonly settings: Settings;
  readonly language: Language;
  readonly style: LinkStyle;
  /** The client takes snippets: a drafted reason can be a placeholder. */
  readonly snippets: boolean;
  /** The editor has Markdown support that completes paths, headings of files and reference labels. */
  readonly besideMarkdown: boolean;
  readonly images?: ImageTexts;
}

/** What a row knows when it is chosen. */
export interface CompletionData {
  readonly uri: string;
  readonly fragment?: string;
  /** The row may go on with a reason: its text up to there, escaped for a snippet. */
  readonly reasonAfter?: string;
}

/** The stretch being typed, and what an edit replaces. */
export interface Typed {
  /** UTF-16 offsets: where the typed text starts, and the end of what is replaced, at or behind the cursor. */
  readonly start: number;
  readonly end: number;
  /** From `start` to the cursor. */
  readonly text: string;
}

export class Items {
  readonly found: CompletionItem[] = [];
  private readonly typed: Typed;
  private readonly range: Range;

  constructor(note: Note, typed: Typed) {
    this.typed = typed;
    this.range = { start: positionAt(note.lines, typed.start), end: positionAt(note.lines, typed.end) };
  }

  add(label: string, newText: string, more: Partial<CompletionItem> = {}): void {
    this.found.push({
      label: withoutIcons(visible(label)),
      filterText: this.typed.text,
      sortText: String(this.found.length).padStart(4, '0'),
      textEdit: { range: this.range, newText },
      ...more,
    });
  }
}

/** VS Code draws `$(name)` in a label as an icon; a word joiner, which nobody sees, keeps it text. */
function withoutIcons(label: string): string {
  return label.replaceAll('$(', '$\u2060(');
}

export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** Makes a row's text a snippet. */
export function asSnippet(item: CompletionItem, snippet: string): CompletionItem {
  return {
    ...item,
    insertTextFormat: InsertTextFormat.Snippet,
    textEdit: { range: (item.textEdit as { range: Range }).range, newText: snippet },
  };
}
