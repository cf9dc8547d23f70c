// Mermaid counts the lines of what is left of a diagram without its front matter, directives and comments. Its author counts all.

/** What Mermaid takes out before it reads, in its order. */
const frontMatter = /^([^\S\n\r]*)-{3}\s*[\n\r].*?[\n\r]\1-{3}\s*[\n\r]+/gs;
const directive = /%{2}\{\s*(?:\w+\s*:|\w+)\s*(?:\w+|(?:(?!\}%{2}).|\r?\n)*)?\s*(?:\}%{2})?/gi;
const comment = /^\s*%%(?!\{)[^\n]+\n?/gm;
const start = /^\s+/g;
/** Only where it draws a flow chart. */
const blankAfterBrace = /(?<=\})\s+(?=\n)/g;
const flowChart = /^\s*(?:graph|flowchart)\b/;

/** Mermaid's message with the lines as the author wrote them; `diagram` is the whole text, with its `\n`. */
export function withOwnLines(message: string, diagram: string): string {
  let lines: number[] | undefined;
  return message.replace(/\bline (\d+)/g, (_, line) => {
    lines ??= linesRead(diagram);
    // What is left open is missed behind the end.
    return `line ${lines[Number(line) - 1] ?? lines.at(-1)}`;
  });
}

/** For each line that Mermaid reads, the line of the diagram that it begins in, counted from 1. */
function linesRead(diagram: string): number[] {
  let text = diagram;
  /** Where each character of the text stands in the diagram. */
  let origin = [...Array(diagram.length).keys()];
  const without = (pattern: RegExp) => {
    let kept = '';
    const places: number[] = [];
    let at = 0;
    const keep = (to: number) => {
      kept += text.slice(at, to);
      for (; at < to; at++) places.push(origin[at]!);
    };
    for (const { index, 0: match } of text.matchAll(pattern)) {
      keep(index);
      at = index + match.length;
    }
    keep(text.length);
    text = kept;
    origin = places;
  };
  for (const pattern of [frontMatter, directive, comment, start]) without(pattern);
  if (flowChart.test(text)) without(blankAfterBrace);
  const starts = [0, ...[...text.trimEnd().matchAll(/\n/g)].map(({ index }) => index + 1)];
  let line = 1;
  let seen = 0;
  return starts.map((at) => {
    const own = origin[at] ?? diagram.length;
    for (; seen < own; seen++) if (diagram[seen] === '\n') line++;
    return line;
  });
}
