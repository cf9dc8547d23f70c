// A canvas of Obsidian's (JSON Canvas 1.0) -> its nodes, with the places of what they say: only a string that changes is to
// be written anew, and all else stays as its writer has it.
import { type JSONVisitor, visit } from 'jsonc-parser';
import type { Span } from '../text/span.ts';

/** A string as it is written, without its quotes. */
export interface WrittenString extends Span {
  readonly raw: string;
  readonly value: string;
}

/** What a node says in strings, by their keys. */
export type CanvasNode = ReadonlyMap<string, WrittenString>;

/** The nodes in their order; none where the text is no JSON, or is nested deeper than can be read. */
export function canvasNodes(text: string): CanvasNode[] {
  const nodes: Map<string, WrittenString>[] = [];
  let isJson = true;
  let depth = 0;
  const visitor: JSONVisitor = {
    onError: () => {
      isJson = false;
    },
    onObjectBegin: () => void depth++,
    onObjectEnd: () => void depth--,
    onArrayBegin: () => void depth++,
    onArrayEnd: () => void depth--,
    onLiteralValue: (value, offset, length, _line, _column, path) => {
      // `nodes`, the number of the node, its key.
      if (depth !== 3 || typeof value !== 'string') return;
      const [member, index, key] = path();
      if (member !== 'nodes' || typeof index !== 'number' || typeof key !== 'string') return;
      const [start, end] = [offset + 1, offset + length - 1];
      nodes[index] ??= new Map();
      nodes[index].set(key, { start, end, raw: text.slice(start, end), value });
    },
  };
  try {
    visit(text, visitor, { disallowComments: true });
  } catch {
    // The library calls itself for each bracket within another one.
    return [];
  }
  return isJson ? nodes.filter(Boolean) : [];
}

/** A text as it stands between the quotes of a string. */
export function inJsonString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
