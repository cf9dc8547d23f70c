// Text of notes made safe for places that read Markdown: hovers, completion documentation.

/** Escapes all that Markdown, theme icons or HTML could read as more than text. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+\-.!|~$&:@]/g, '\\$&').replace(/[\r\n]+/g, ' ');
}

/** A link whose text is escaped; parentheses in the address are encoded. */
export function markdownLink(text: string, uri: string): string {
  return `[${escapeMarkdown(text)}](${uri.replace(/[()<>\s]/g, (mark) => encodeURIComponent(mark).replace('(', '%28').replace(')', '%29'))})`;
}

/** Plain text of several paragraphs, an empty line between them. */
export function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map((paragraph) => escapeMarkdown(paragraph))
    .join('\n\n');
}
