// The link at the cursor that is being written: its brackets may not be closed yet.
import { isOpaque, type Note } from '../parse/note.ts';
import { wikilinkParts } from '../parse/wikilink.ts';
import { lineAt, lineStart, restOfLine } from '../text/lines.ts';
import type { Typed } from './completionItems.ts';
import { barAt } from './newLink.ts';
import { reasonSeparator } from './relatedReason.ts';

/** A link that is being written. */
export interface TypedLink extends Typed {
  readonly embed: boolean;
  /** False where an alias or a fragment follows: then nothing is closed. */
  readonly closes: boolean;
  /** In quotes of YAML, or where they will be. */
  readonly inFrontMatter: boolean;
  /** True in front matter where the value is not in quotes yet: YAML would read the brackets as lists. */
  readonly quotes: boolean;
  /** What begins an alias there; `undefined` where none is written with the target. */
  readonly bar: string | undefined;
  /** What stands before a reason, where the link stands in a list of related notes. */
  readonly separator: string | undefined;
}

/** The link around `offset`, if its target or fragment is being written there: on the right where its text comes first. */
export function typedLink(note: Note, text: string, offset: number, textFirst: boolean): TypedLink | undefined {
  const opened = openedLink(note, text, offset);
  if (!opened) return undefined;
  const { embed, inFrontMatter, quotes } = opened;
  const left = opened.typed.indexOf('|') + 1;
  // Behind the bar of a picture stands its width.
  if (left > 0 && (!textFirst || embed || quotes)) return undefined;
  const start = opened.start + left;
  const typed = opened.typed.slice(left);
  const { length, closes } = restOfName(restOfLine(text, offset), typed.includes('#') ? /\\?\|/ : /\\?\||#/);
  const end = offset + length;
  const isPlain = closes && !embed && !inFrontMatter;
  const bar = isPlain && left === 0 ? barAt(note, text, start) : undefined;
  return {
    embed,
    start,
    end,
    text: typed,
    closes,
    inFrontMatter,
    quotes,
    bar,
    separator: isPlain ? reasonSeparator(text, opened.start - 2, end) : undefined,
  };
}

/** A link whose alias is being written. */
export interface TypedAlias extends Typed {
  readonly target: string;
  readonly fragment: string | undefined;
  /** In quotes of YAML. */
  readonly inFrontMatter: boolean;
  /** Where its bar stands alone though it would end the cell of a table: UTF-16 offset. */
  readonly bareBar: number | undefined;
}

/** The link around `offset`, if its alias is being written there. */
export function typedAlias(note: Note, text: string, offset: number): TypedAlias | undefined {
  const opened = openedLink(note, text, offset);
  const bar = opened?.typed.indexOf('|') ?? -1;
  if (!opened || opened.quotes || bar < 0) return undefined;
  const { start, typed, inFrontMatter } = opened;
  const link = wikilinkParts(typed, 0, bar + 1);
  if (!link) return undefined;
  const end = offset + restOfName(restOfLine(text, offset), undefined).length;
  const isBare = barAt(note, text, start) !== '|' && typed.charCodeAt(bar - 1) !== 92;
  return {
    start: start + bar + 1,
    end,
    text: typed.slice(bar + 1),
    target: typed.slice(link.targetStart, link.targetEnd),
    fragment: link.fragmentStart < 0 ? undefined : typed.slice(link.fragmentStart, link.fragmentEnd),
    inFrontMatter,
    bareBar: isBare ? start + bar : undefined,
  };
}

/** What stands in YAML before a value that is not in quotes: `key: `, `- ` or the start of a list in brackets, other values in it. */
const beginsValue =
  /^\s*(?:(?:-\s+)*(?:[^\s"'#[\]{},:][^"'#[\]{},:]*:\s+)?(?:-\s+)*)(?:\[(?:(?:[^\]"']|"[^"]*"|'[^']*')*,)?\s*)?$/;

/** Front matter that is being typed, up to a line of it: its fence below comes last. */
const unclosedFrontMatter =
  /^\uFEFF?---[ \t]*\r?\n(?:(?:[^\s:#-][^\r\n:]*:(?:[ \t][^\r\n]*)?|[ \t]*-[ \t][^\r\n]*)\r?\n)*$/;

/** The brackets before `offset` that open a link there: `start` is behind them, `typed` what stands from there to `offset`. */
function openedLink(
  note: Note,
  text: string,
  offset: number,
): { start: number; typed: string; embed: boolean; inFrontMatter: boolean; quotes: boolean } | undefined {
  const from = lineStart(note.lines, lineAt(note.lines, offset));
  const before = text.slice(from, offset);
  const open = before.lastIndexOf('[[');
  if (open < 0 || before.includes(']]', open)) return undefined;
  const start = from + open + 2;
  const lead = before.slice(0, open);
  const inFrontMatter = note.frontMatter ? start < note.frontMatter.end : unclosedFrontMatter.test(text.slice(0, from));
  const quotes = inFrontMatter && beginsValue.test(lead);
  // There a link is a value of its own, in quotes.
  if (inFrontMatter ? !quotes && !/["']$/.test(lead) : isOpaque(note, start - 1)) return undefined;
  if (/(?<!\\)\\(?:\\\\)*$/.test(lead) || inCodeSpan(lead)) return undefined;
  return { start, typed: before.slice(open + 2), embed: lead.endsWith('!'), inFrontMatter, quotes };
}

/**
 * How much after the cursor belongs to the name that is written: up to the end of the link or to what `mark` finds, its alias
 * or its fragment.
 */
function restOfName(rest: string, mark: RegExp | undefined): { length: number; closes: boolean } {
  const following = rest.indexOf(']]');
  const inside = rest.slice(0, Math.max(following, 0));
  const stop = mark ? inside.search(mark) : -1;
  const name = stop < 0 ? inside : inside.slice(0, stop);
  // A name holds no bracket: what has one is other text, and the brackets that follow close something else.
  if (following >= 0 && !name.includes('[') && !inside.includes('[['))
    return stop < 0 ? { length: following + 2, closes: true } : { length: stop, closes: false };
  // The editor closes `[[` with one bracket or two, depending on what stands around.
  return { length: rest.startsWith(']') ? 1 : 0, closes: true };
}

/** True if a run of backticks before is still open: the code span that is being typed has no end yet. */
function inCodeSpan(before: string): boolean {
  let open = '';
  for (const [run] of before.matchAll(/`+/g)) {
    if (open === '') open = run;
    else if (open === run) open = '';
  }
  return open !== '';
}
