// The marks of quotes, items and footnotes before a block: its further lines have their like, and by itself it has none.

/** What a line begins with, up to the block that stands in it. */
const leading = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])|\[\^[^\]\s]+\]:))*[ \t]*/;

/** The marks of tasks, callouts and headings behind them. */
const inner = /^(?:\[[^\]]\][ \t]+)?(?:\[![\w-]+\][+-]?[ \t]*)?(?:#{1,6}[ \t]+)?/;

/** The marks of quotes, items and footnotes that a line begins with, and the white space around them. */
export function leadingMarks(line: string): string {
  return leading.exec(line)![0];
}

/** How many characters of a line stand before what it says: these marks, and those of tasks, callouts and headings. */
export function marksLength(line: string): number {
  const { length } = leadingMarks(line);
  return length + inner.exec(line.slice(length))![0].length;
}

/** What further lines begin with to stay in the quotes, items and footnotes that a line begins with. */
export function furtherMarks(line: string): string {
  return leadingMarks(line)
    .replace(/\[\^[^\]\s]+\]:[ \t]*/, '    ')
    .replace(/[-*+]|\d+[.)]/g, (mark) => ' '.repeat(mark.length));
}

/** A line that begins so is none of a paragraph that goes on. */
const blockStart = /^[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]|```|~~~)/;

/** `* * *`: a thematic break, and no item. */
export const thematicBreak = /^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$/;

/**
 * A text as it reads by itself: without the marks of the quotes, items and footnotes that it begins in, as far as these go.
 * @param before what stands in its first line before it
 */
export function withoutFurtherMarks(before: string, text: string): string {
  let containers = containersOf(before);
  if (containers.length === 0) return text;
  let isAfterBlank = false;
  return text.replace(/(\r\n|\r|\n)([^\r\n]*)/g, (_, lineBreak: string, line: string) => {
    const { depth, rest } = insideOf(line, containers);
    const isBlank = rest.trim() === '';
    // Lines of a paragraph may do without the marks.
    const isLazy =
      depth < containers.length && !isBlank && !isAfterBlank && !blockStart.test(rest) && !thematicBreak.test(rest);
    isAfterBlank = isBlank;
    if (isLazy) return lineBreak + rest.trimStart();
    containers = containers.slice(0, depth);
    return lineBreak + rest;
  });
}

/** A quote, or the columns by which the lines of an item, a footnote or a block are indented. */
type Container = '>' | number;

/** Those that a line begins with, the outermost first. */
function containersOf(line: string): Container[] {
  const marks = leadingMarks(withoutTabs(line));
  const found: Container[] = [];
  // The column at which what the last container holds begins; of an item that is not known before the next mark.
  let from = 0;
  let isInItem = false;
  for (const { 0: mark, index } of marks.matchAll(/> ?|\[\^[^\]\s]+\]: *|[-*+]|\d+[.)]/g)) {
    if (isInItem) {
      found.push(index - from);
      from = index;
    }
    isInItem = mark[0] !== '>' && mark[0] !== '[';
    if (isInItem) continue;
    found.push(mark[0] === '>' ? '>' : 4);
    from = index + mark.length;
  }
  if (marks.length > from) found.push(marks.length - from);
  return found;
}

/** With how many of the containers a line goes on, and what it says in them. */
function insideOf(line: string, containers: readonly Container[]): { depth: number; rest: string } {
  const columns = withoutTabs(line);
  let column = 0;
  let depth = 0;
  for (const container of containers) {
    quoteMark.lastIndex = column;
    const width = container === '>' ? quoteMark.exec(columns)?.[0].length : container;
    if (width === undefined) break;
    // A blank line may be shorter.
    if (container !== '>' && columns.slice(column, column + width).trim() !== '') break;
    column += width;
    depth++;
  }
  return { depth, rest: fromColumn(line, column) };
}

const quoteMark = / *> ?/y;

/** What a line says from a column on; a tab that begins before it is left out. */
function fromColumn(line: string, column: number): string {
  let at = 0;
  for (let seen = 0; seen < column && at < line.length; at++) seen += line[at] === '\t' ? 4 - (seen % 4) : 1;
  return line.slice(at);
}

/** A line with spaces in place of its tabs, each up to the next fourth column. */
function withoutTabs(line: string): string {
  let further = 0;
  return line.replace(/\t/g, (_, at: number) => {
    const width = 4 - ((at + further) % 4);
    further += width - 1;
    return ' '.repeat(width);
  });
}
