// Where what stands inside of a block was written: items, rows and the boxes of tasks know their lines.
import type { Token } from 'markdown-it';
import type { Attributes } from './html.ts';
import type { Drawing } from './markdownIt.ts';
import { longestTask, type TaskBox } from './tasks.ts';

/**
 * Lines count from the block's first: they move without changing a block. An embedded note says only where its tasks are, by
 * its own lines.
 * @param first the block's first line in the masked text
 * @param isMoved true for a block that is drawn elsewhere than where it is written, as footnotes are: the page does not
 * scroll by its lines
 */
export function placeInside(tokens: readonly Token[], first: number, isMoved: boolean, drawing: Drawing): void {
  for (const token of tokens) {
    const box = token.children?.[0];
    if (box?.type === 'task_box') {
      const task = box.meta as TaskBox;
      task.place = placeOf(task.line, first, drawing);
    }
    if (isMoved || drawing.embedded || !token.map || token.level === 0) continue;
    if (token.type === 'list_item_open' || token.type === 'tr_open')
      token.attrSet(`data-${drawing.mark}-line`, String(token.map[0] - first));
  }
}

/** That of an embedded note has its words to know the line by. */
function placeOf(line: number | undefined, first: number, { embedded, masked }: Drawing): Attributes {
  if (line === undefined) return {};
  if (!embedded) return { task: line - first };
  const at = line + masked.firstLine;
  const was = embedded.line(at);
  return was.length > longestTask ? {} : { task: at, in: embedded.uri, was };
}
