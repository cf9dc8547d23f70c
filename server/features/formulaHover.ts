// Hover of a formula: the formula as it is drawn, its TeX where an editor shows no pictures, or why it cannot be drawn.
import type { Hover } from 'vscode-languageserver-types';
import { type Language, messages } from '../messages.ts';
import { longestFormula, longestHover } from '../protocol.ts';
import type { DrawFormula, DrawnFormula } from '../render/drawFormula.ts';
import { shortened } from '../render/excerpt.ts';
import { escapeMarkdown } from '../render/markdown.ts';
import { formulaAt, type WrittenFormula } from '../render/writtenFormula.ts';
import { rangeOf } from '../text/lines.ts';
import type { Place } from '../text/span.ts';
import type { Vault } from '../vault/vault.ts';
import { linkAt } from './linkAt.ts';

/** `undefined` where no formula stands, and in the text of a link: its card says more. */
export function formulaToHover(vault: Vault, { uri, offset }: Place): WrittenFormula | undefined {
  const note = vault.note(uri);
  const text = vault.text(uri);
  const formula = note && text !== undefined ? formulaAt(note, text, offset) : undefined;
  if (!note || !formula?.tex) return undefined;
  // Where one begins at the end of the other, what begins there is meant.
  const link = linkAt(note, offset);
  const isOnLink = link && (offset < link.end || formula.start < offset);
  return isOnLink ? undefined : formula;
}

/** @param draw absent where pictures are not shown */
export function formulaHover(
  vault: Vault,
  uri: string,
  formula: WrittenFormula,
  language: Language,
  draw: DrawFormula | undefined,
): Hover | undefined {
  const note = vault.note(uri);
  if (!note) return undefined;
  const value = draw ? drawn(formula, draw, language) : latex(cut(formula.tex));
  return { contents: { kind: 'markdown', value }, range: rangeOf(note.lines, formula) };
}

function drawn({ tex, display }: WrittenFormula, draw: DrawFormula, language: Language): string {
  if (tex.length > longestFormula) return escapeMarkdown(messages(language).formulaTooLong(longestFormula));
  const found = draw(tex, display);
  // Whoever does not see the picture is read the TeX.
  if (found.kind === 'picture') return `![${escapeMarkdown(shortened(tex, 300))}](${address(found.svg)})`;
  const why = escapeMarkdown(reason(found, language));
  return found.at === undefined ? why : `${why}\n\n${latex(pointedAt(tex, found.at))}`;
}

function address(svg: string): string {
  const encoded = svg.replace(/[^\w.,:;=/+-]/gu, encodeURIComponent).replace(/[()!'*]/g, encodedMark);
  return `data:image/svg+xml;charset=utf-8,${encoded}`;
}

function encodedMark(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16)}`;
}

function reason({ reason, what }: DrawnFormula & { kind: 'refused' }, language: Language): string {
  const say = messages(language);
  switch (reason) {
    case 'tooLarge':
      return say.formulaTooLarge();
    case 'tooDeep':
      return say.formulaTooDeep();
    case 'unknownCommand':
      return say.formulaUnknownCommand(what);
    case 'unknownEnvironment':
      return say.formulaUnknownEnvironment(what);
    case 'missingArgument':
      return say.formulaMissingArgument(what);
    case 'missingEnd':
      return say.formulaMissingEnd(what);
    case 'missingBrace':
      return say.formulaMissingBrace();
    case 'extraBrace':
      return say.formulaExtraBrace();
    case 'doubleScript':
      return say.formulaDoubleScript();
    case 'misplaced':
      return say.formulaMisplaced(what);
    case 'unreadable':
      return say.formulaUnreadable();
  }
}

/** So much of a line is shown around the place. */
const around = 30;

/** The line of the TeX with the place, and a mark below it. */
function pointedAt(tex: string, at: number): string {
  const start = Math.max(tex.lastIndexOf('\n', at - 1) + 1, at - around);
  const line = /^[^\r\n]*/.exec(tex.slice(start, at + around))![0];
  return `${line}\n${tex.slice(start, at).replace(/[^\t]/gu, ' ')}^`;
}

/** A block of code whose fence is longer than any in it. */
function latex(tex: string): string {
  const fence = '`'.repeat(Math.max(3, ...(tex.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return `${fence}latex\n${tex}\n${fence}`;
}

function cut(tex: string): string {
  const most = longestHover - 100;
  return tex.length > most ? `${tex.slice(0, most)}…` : tex;
}
