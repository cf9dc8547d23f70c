// The marks of quotes, items and footnotes before a block: its further lines have their like, and by itself it has none.

/** What a line begins with, up to the block that stands in it. */
const leading = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])|\[\^[^\]\s]+\]:))*[ \t]*/;

/** The marks of tasks, callouts and headings behind them. */
const inner = /^(?:\[[^\]]\][ \t]+)?(?:\[![\w-]+\][+-]?[ \t]*)?(?:#{1,6}[ \t]+)?/;

/** How many characters of a line stand before what it says: these marks, and those of tasks, callouts and headings. */
export function marksLength(line: string): number {
  const { length } = leading.exec(line)![0];
  return length + inner.exec(line.slice(length))![0].length;
}

/** What a line says, without the id of its block. */
export function lineWords(line: string): string {
  return line
    .slice(marksLength(line))
    .replace(/(?:^|\s+)\^[\p{L}\p{N}_-]+\s*$/u, '')
    .trim();
}

/** What further lines begin with to stay in the quotes, items and footnotes that a line begins with. */
export function furtherMarks(line: string): string {
  return leading
    .exec(line)![0]
    .replace(/\[\^[^\]\s]+\]:[ \t]*/, '    ')
    .replace(/[-*+]|\d+[.)]/g, (mark) => ' '.repeat(mark.length));
}

/**
 * A text as it reads by itself.
 * @param before what stands in its first line before it
 */
export function withoutFurtherMarks(before: string, text: string): string {
  const marks = furtherMarks(before).replaceAll('\t', '    ');
  if (marks === '') return text;
  return text.replace(/(\r\n|\r|\n)([^\r\n]*)/g, (_, lineBreak: string, line: string) => lineBreak + bare(line, marks));
}

/** A line without these marks, as far as it has them: lines of a paragraph may do without. */
function bare(line: string, marks: string): string {
  let at = 0;
  // Columns that are left of a tab.
  let spare = 0;
  for (const mark of marks) {
    if (mark === '>') {
      const quote = /^[ \t]*>/.exec(line.slice(at, at + 20));
      if (!quote) break;
      at += quote[0].length;
      spare = 0;
    } else if (spare > 0) spare--;
    else if (line[at] === ' ') at++;
    else if (line[at] === '\t') {
      at++;
      spare = 3;
    }
  }
  return line.slice(at);
}
