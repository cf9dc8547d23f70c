// What *Insert link* writes and where: plain text work, so that it can be tried without an editor.
import { beforeFragment, twoSides } from '../server/parse/wikilink.ts';

export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface HalfTyped {
  /** Columns of what is to be replaced. */
  readonly start: number;
  readonly end: number;
  readonly query: string;
  /** What follows the target, which is then replaced alone: `|` or `#`. */
  readonly mark: string;
}

/** The link that is being written around the cursor: `[[foo`, `[[foo]]`; of `[[foo|alias]]` and `[[foo#heading]]` the target. */
export function halfTypedLink(line: string, column: number): HalfTyped | undefined {
  const open = /\[\[([^[\]|#]*)$/.exec(line.slice(0, column));
  if (!open) return undefined;
  const rest = /^[^[\]|#]*?(?:\]\]|(?=\\?([|#])[^[\]]*\]\]))/.exec(line.slice(column));
  const mark = rest?.[1] ?? '';
  return {
    start: open.index + (mark === '' ? 0 : 2),
    end: column + (rest ? rest[0].length : 0),
    query: open[1]!.trim(),
    mark,
  };
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
    const half = halfTypedLink(line, start);
    if (!half) return { start, end, text: link };
    // A `#` of the name would begin a fragment where one follows.
    const target = half.mark === '#' ? inside && beforeFragment(inside) : inside;
    return { start: half.start, end: half.end, text: half.mark === '' ? link : (target ?? link) };
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
