// Callouts: a quote that begins with `[!kind] Title`, as GitHub and Obsidian write them; `[!kind]-` is folded.
import type { StateCore, Token } from 'markdown-it';
import { ownAttributes } from './html.ts';
import { dirOf, envOf, isBreak } from './markdownIt.ts';

const head = /^\[!([\p{L}\p{N}_-]{1,40})(?:\|[^\]]*)?\]([+-]?)[ \t]*/u;

/** The look of each kind; what is not here looks like a note. */
const looks: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  tip: 'tip',
  hint: 'tip',
  success: 'tip',
  check: 'tip',
  done: 'tip',
  important: 'important',
  question: 'important',
  faq: 'important',
  help: 'important',
  warning: 'warning',
  attention: 'warning',
  caution: 'danger',
  danger: 'danger',
  error: 'danger',
  bug: 'danger',
  failure: 'danger',
  quote: 'quote',
  cite: 'quote',
});

/** A rule for markdown-it's core. */
export function callouts(state: StateCore): void {
  const { mark } = envOf(state.env).drawing;
  const { tokens } = state;
  for (let index = 0; index < tokens.length; index++) {
    const open = tokens[index]!;
    const inline = tokens[index + 2];
    if (open.type !== 'blockquote_open' || inline?.type !== 'inline') continue;
    const text = inline.children?.[0];
    const match = text?.type === 'text' ? head.exec(text.content) : null;
    if (!text || !match) continue;
    const close = closeOf(tokens, index);
    if (close < 0) continue;
    const kind = match[1]!.toLowerCase();
    const look = looks[kind] ?? 'note';
    text.content = text.content.slice(match[0].length);
    const { title, rest } = splitTitle(inline.children!);
    const label = new state.Token('html_inline', '', 0);
    label.content = state.md.utils.escapeHtml(`${match[1]![0]!.toUpperCase()}${match[1]!.slice(1).toLowerCase()}`);
    const named = title.some((token) => token.type !== 'text' || token.content.trim() !== '') ? title : [label];

    const folds = match[2] !== '';
    open.type = 'html_block';
    open.content = folds
      ? `<details${match[2] === '+' ? ' open' : ''}${dirOf(open)}${ownAttributes(mark, { class: `callout ${look}` })}>`
      : `<div${dirOf(open)}${ownAttributes(mark, { class: `callout ${look}`, role: 'note' })}>`;
    tokens[close]!.type = 'html_block';
    tokens[close]!.content = folds ? '</details>\n' : '</div>\n';

    const wrap = (type: string, content: string): Token => {
      const token = new state.Token(type, '', 0);
      token.content = content;
      return token;
    };
    const titleInline = new state.Token('inline', '', 0);
    titleInline.children = named;
    titleInline.content = '';
    const name = folds ? 'summary' : 'div';
    const before = [
      wrap('html_block', `<${name}${ownAttributes(mark, { class: 'callout-title' })}>`),
      titleInline,
      wrap('html_block', `</${name}>\n`),
    ];
    for (const token of before) token.level = open.level + 1;
    inline.children = rest;
    // A title alone leaves no paragraph behind.
    const paragraph = rest.length ? tokens.slice(index + 1, index + 4) : [];
    tokens.splice(index + 1, 3, ...before, ...paragraph);
  }
}

function splitTitle(children: readonly Token[]): { title: Token[]; rest: Token[] } {
  const line = children.findIndex(isBreak);
  return line < 0
    ? { title: [...children], rest: [] }
    : { title: children.slice(0, line), rest: children.slice(line + 1) };
}

function closeOf(tokens: readonly Token[], open: number): number {
  const { level } = tokens[open]!;
  for (let index = open + 1; index < tokens.length; index++) {
    if (tokens[index]!.type === 'blockquote_close' && tokens[index]!.level === level) return index;
  }
  return -1;
}
