// Task lists: `- [ ]` and `- [x]` at the start of an item become boxes that know their line; other marks (`[/]`, `[-]`), as
// Obsidian knows them, become boxes with that mark, which nobody ticks.
import type { StateCore, Token } from 'markdown-it';
import { type Attributes, element, escapeHtml } from './html.ts';
import { envOf } from './markdownIt.ts';

/** Letters and digits are none of these marks: `- [1] Smith 2020` is a list of sources. */
const box = /^\[([ xX/\-<>!?"*+=~])\](?=\s|$)/;

/** A longer line of an embedded note (characters) is not sent once more for its box, which then cannot be ticked. */
export const longestTask = 1000;

/** What a token of a box carries. */
export type TaskBox = {
  readonly checked: boolean;
  /** Its line in the masked text; `undefined` where it stands below the mark of its item, and nobody can tick it. */
  readonly line: number | undefined;
  /** Says where the box stands, once it is known which block that is. */
  place: Attributes;
};

/** A rule for markdown-it's core. */
export function tasks(state: StateCore): void {
  const { mark } = envOf(state.env).drawing;
  const { tokens } = state;
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'inline' || tokens[index - 1]?.type !== 'paragraph_open') continue;
    const item = tokens[index - 2];
    if (item?.type !== 'list_item_open' || !item.map) continue;
    const text = token.children?.[0];
    // What is escaped, or stands behind a comment, looks like a box only once it is read.
    const match = text?.type === 'text' && box.test(token.content) ? box.exec(text.content) : null;
    if (!text || !match) continue;
    const written = match[1]!;
    text.content = text.content.slice(match[0].length);
    const isBox = /[ xX]/.test(written);
    const drawn: Token = new state.Token(isBox ? 'task_box' : 'html_inline', '', 0);
    if (isBox) {
      const line = token.map?.[0] === item.map[0] ? item.map[0] : undefined;
      drawn.meta = { checked: written !== ' ', line, place: {} } satisfies TaskBox;
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
