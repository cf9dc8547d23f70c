// Task lists: `- [ ]` and `- [x]` at the start of an item become boxes that know their line; other marks (`[/]`, `[-]`), as
// Obsidian knows them, become boxes with that mark, which nobody ticks.
import type { StateCore, Token } from 'markdown-it';
import { type Attributes, element, escapeHtml, ownAttributes } from './html.ts';
import { envOf } from './markdownIt.ts';

/** Letters and digits are none of these marks: `- [1] Smith 2020` is a list of sources. */
const box = /^\[([ xX/\-<>!?"*+=~])\](?=\s|$)/;

/** A longer line of an embedded note (characters) is not sent once more for its box, which then cannot be ticked. */
export const longestTask = 1000;

/** A rule for markdown-it's core. */
export function tasks(state: StateCore): void {
  const { mark, embedded, masked } = envOf(state.env).drawing;
  /** Lines count from the block's first; those of an embedded note from its own, with its words to know the line by. */
  const place = (line: number, first: number): Attributes => {
    if (!embedded) return { task: line - first };
    const at = line + masked.firstLine;
    const was = embedded.line(at);
    return was.length > longestTask ? {} : { task: at, in: embedded.uri, was };
  };
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
    const written = match[1]!;
    text.content = text.content.slice(match[0].length);
    const drawn: Token = new state.Token('html_inline', '', 0);
    if (/[ xX]/.test(written)) {
      // The first line of an item may stand below its mark, but a box is only known where both share a line.
      const own = ownAttributes(mark, place(token.map?.[0] ?? item.map[0], first));
      drawn.content = `<input type="checkbox" disabled${written === ' ' ? '' : ' checked'}${own}>`;
    } else {
      drawn.content = element(mark, 'span', { class: 'task-mark' }, escapeHtml(written));
    }
    item.attrSet(`data-${mark}-class`, 'task');
    // What was given up is struck through, but not what stands below it.
    if (written === '-') {
      text.content = text.content.trimStart();
      drawn.content += ' ';
    }
    const struck = (type: string, nesting: 1 | -1) => (written === '-' ? [new state.Token(type, 's', nesting)] : []);
    token.children = [drawn, ...struck('s_open', 1), ...token.children!, ...struck('s_close', -1)];
  }
}
