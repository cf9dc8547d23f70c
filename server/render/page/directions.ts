// Text that runs from the right: what begins with such a letter says so, and what stands in it follows. Computed here, not by
// `dir="auto"`: that looks past elements with a direction of their own, so no list could follow its items.
import type { StateCore, Token } from 'markdown-it';
import { envOf } from './markdownIt.ts';
import type { Masked, Piece } from './mask.ts';

type Direction = 'ltr' | 'rtl';

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1eeff}]/u;
const holders = new Set(
  'paragraph_open heading_open bullet_list_open ordered_list_open list_item_open blockquote_open table_open th_open td_open'.split(
    ' ',
  ),
);

/** A rule for markdown-it's core. Most notes have none of these letters, and then nothing is looked at. */
export function directions(state: StateCore): void {
  const { drawing } = envOf(state.env);
  const { masked } = drawing;
  if (!mayTurn(masked)) return;
  const own = new Map<Token, Direction>();
  let open: Token[] = [];
  for (const token of state.tokens) {
    if (token.nesting > 0) open.push(token);
    else if (token.nesting < 0) open.pop();
    const found = token.type === 'inline' ? directionOf(token, (piece) => drawing.words(piece)) : undefined;
    if (found) for (const holder of open) if (!own.has(holder)) own.set(holder, found);
  }
  open = [];
  for (const token of state.tokens) {
    if (token.nesting < 0) open.pop();
    if (token.nesting <= 0) continue;
    const around = open.length ? own.get(open.at(-1)!) : 'ltr';
    const inner = (holders.has(token.type) ? own.get(token) : undefined) ?? around ?? 'ltr';
    if (inner !== around) token.attrSet('dir', inner);
    own.set(token, inner);
    open.push(token);
  }
}

/** Looked for once: each caption of a note is read by itself. */
const turning = new WeakMap<Masked, boolean>();

function mayTurn(masked: Masked): boolean {
  const known = turning.get(masked);
  if (known !== undefined) return known;
  const found = rightToLeft.test(masked.text) || masked.sources.some((source) => rightToLeft.test(source));
  turning.set(masked, found);
  return found;
}

/** What makes a quote a callout is not read. */
const calloutKind = /^\[![^\]]*\]/;

/** By the first letter that is read; code and formulas run from the left in every language. */
function directionOf(inline: Token, words: (piece: Piece) => string): Direction | undefined {
  for (const { type, content, meta } of inline.children ?? []) {
    const text = type === 'text' ? content.replace(calloutKind, '') : type === 'piece' ? words(meta as Piece) : '';
    const letter = /\p{L}/u.exec(text)?.[0];
    if (letter) return rightToLeft.test(letter) ? 'rtl' : 'ltr';
  }
  return undefined;
}
