// Task lists: `- [ ]` and `- [x]` at the start of an item become boxes that know their line.
import type { StateCore, Token } from 'markdown-it';
import { envOf } from './markdownIt.ts';

const box = /^\[([ xX])\](?=\s|$)/;

/** A rule for markdown-it's core. */
export function tasks(state: StateCore): void {
  const { mark } = envOf(state.env).drawing;
  const { tokens } = state;
  let first = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.level === 0 && token.map) first = token.map[0];
    if (token.type !== 'inline' || tokens[index - 1]?.type !== 'paragraph_open') continue;
    const item = tokens[index - 2];
    if (item?.type !== 'list_item_open' || !item.map) continue;
    const text = token.children?.[0];
    const match = text?.type === 'text' ? box.exec(text.content) : null;
    if (!text || !match) continue;
    text.content = text.content.slice(match[0].length);
    item.attrSet(`data-${mark}-class`, 'task');
    const input: Token = new state.Token('html_inline', '', 0);
    const checked = match[1] !== ' ';
    // The first line of an item may stand below its mark, but a box is only known where both share a line.
    const line = (token.map?.[0] ?? item.map[0]) - first;
    input.content = `<input type="checkbox" disabled${checked ? ' checked' : ''} data-${mark}-task="${line}">`;
    token.children!.unshift(input);
  }
}
