// Words that somebody wrote, as the text of a Markdown link: marks of emphasis and code in them stay marks.

/**
 * Brackets would end the link, a caret would begin a footnote, and a backslash before them or at the end would escape what follows.
 * @param inCell whether a bar would end a cell
 */
export function linkText(words: string, inCell: boolean): string {
  const marks = inCell ? /(?<!\\)(\\*)([[\]|]|^\^|$)/g : /(?<!\\)(\\*)([[\]]|^\^|$)/g;
  return words.replace(marks, (_, slashes: string, mark: string) => slashes + slashes + (mark && `\\${mark}`));
}
