// What *Insert link* writes and where: plain text work, so that it can be tried without an editor.
import { beforeFragment, twoSides } from '../server/parse/wikilink.ts';

export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface LinkAround {
  /** Columns of what is to be replaced. */
  readonly start: number;
  readonly end: number;
  /** What is looked for. */
  readonly query: string;
  /** True where the link goes on, or has a text: only its target is replaced. */
  readonly targetOnly: boolean;
  /** True where a `#` of the name would begin a fragment. */
  readonly beforeFragment: boolean;
}

/**
 * The link around the cursor: one that nothing closes yet (`[[foo`) up to the cursor, another whole (`[[foo]]`) or its
 * target (`[[foo|alias]]`, `[[foo#heading]]`), whichever part the cursor stands in.
 */
export function linkAround(line: string, column: number, aliasFirst: boolean): LinkAround | undefined {
  const open = /\[\[([^[\]]*)$/.exec(line.slice(0, column));
  if (!open) return undefined;
  const typed = open[1]!;
  const rest = /^([^[\]]*)\]\]/.exec(line.slice(column))?.[1];
  if (rest === undefined) {
    if (/[|#]/.test(typed)) return undefined;
    return { start: open.index, end: column, query: typed.trim(), targetOnly: false, beforeFragment: false };
  }
  const inside = typed + rest;
  const bar = /\\?\|/.exec(inside);
  const textFirst = aliasFirst && bar !== null;
  const from = textFirst ? bar.index + bar[0].length : 0;
  const side = textFirst ? inside.slice(from) : inside.slice(0, bar?.index);
  const hash = side.indexOf('#');
  const target = hash < 0 ? side : side.slice(0, hash);
  const targetOnly = bar !== null || hash >= 0;
  const start = open.index + (targetOnly ? 2 + from : 0);
  const end = targetOnly ? start + target.length : column + rest.length + 2;
  const isIn = typed.length >= from && typed.length <= from + target.length;
  const query = (isIn ? typed.slice(from) : target).trim();
  return { start, end, query, targetOnly, beforeFragment: hash >= 0 || textFirst };
}

/** True if the target or the fragment of a wiki-link is being written at the end of this start of a line. */
export function isInLink(before: string): boolean {
  return /\[\[[^[\]|]*$/.test(before);
}

/** Text that may stand as an alias: one line, and nothing that would end the link. */
function isAlias(selected: string): boolean {
  return selected.trim() !== '' && !/[[\]|\r\n]/.test(selected);
}

/**
 * How `link` (`[[x]]`) is written over the columns `start` to `end` of a line. What is selected becomes the alias;
 * what cannot be one stays, and the link follows it.
 */
export function linkAtSelection(
  link: string,
  line: string,
  start: number,
  end: number,
  selected: string,
  aliasFirst: boolean,
): Replacement {
  const inside = /^\[\[([^|]*)\]\]$/.exec(link)?.[1];
  if (selected === '') {
    const around = linkAround(line, start, aliasFirst);
    if (!around) return { start, end, text: link };
    const target = inside !== undefined && around.beforeFragment ? beforeFragment(inside) : inside;
    return { start: around.start, end: around.end, text: around.targetOnly ? (target ?? link) : link };
  }
  if (inside === undefined || !isAlias(selected)) return { start: end, end, text: ` ${link}` };
  // A bare bar would end the cell of a table, which may stand in a quotation.
  const bar = /^[\s>]*\|/.test(line) ? '\\|' : '|';
  const alias = selected.trim();
  const text = `[[${twoSides(inside, undefined, bar, alias, aliasFirst)}]]`;
  // Spaces at the ends of the selection stay outside of the link.
  const lead = selected.length - selected.trimStart().length;
  const tail = selected.length - selected.trimEnd().length;
  return { start: start + lead, end: end - tail, text };
}
