// A canvas of Obsidian's (JSON Canvas 1.0) -> its nodes, with the places of what they say: only a string that changes is to
// be written anew, and all else stays as its writer has it.
import type { Span } from '../text/span.ts';

/** A string as it is written, without its quotes. */
export interface WrittenString extends Span {
  readonly raw: string;
  readonly value: string;
}

/** What a node says in strings, by their keys. */
export type CanvasNode = ReadonlyMap<string, WrittenString>;

/** The nodes in their order; none where the text is no JSON. */
export function canvasNodes(text: string): CanvasNode[] {
  if (!isJson(text)) return [];
  const nodes: CanvasNode[] = [];
  let depth = 0;
  /** The outermost brackets around a place: as many as tell whether it lies in a node. */
  let around = '';
  /** The key of the outermost object that a place stands in. */
  let member: string | undefined;
  /** The key whose value comes next. */
  let key: string | undefined;
  let node = new Map<string, WrittenString>();
  for (let at = 0; at < text.length; at++) {
    const mark = text[at];
    const isInNode = depth === 3 && around === '{[{';
    if (mark === '{' || mark === '[') {
      if (depth++ < 3) around += mark;
      if (mark === '{') {
        key = undefined;
        node = depth === 3 ? new Map() : node;
      }
    } else if (mark === '}' || mark === ']') {
      if (isInNode && member === 'nodes') nodes.push(node);
      if (--depth < 3) around = around.slice(0, depth);
    } else if (mark === ',') {
      key = undefined;
    } else if (mark === '"') {
      const start = at + 1;
      at = endOfString(text, start);
      const isOutermost = depth === 1 && around === '{';
      if (!isOutermost && !isInNode) continue;
      const raw = text.slice(start, at);
      const value = JSON.parse(`"${raw}"`) as string;
      if (key === undefined) key = value;
      else if (isInNode) node.set(key, { start, end: at, raw, value });
      if (isOutermost) member = key;
    }
  }
  return nodes;
}

/** A text as it stands between the quotes of a string. */
export function inJsonString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The offset of the quote that ends a string. */
function endOfString(text: string, start: number): number {
  let at = start;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
