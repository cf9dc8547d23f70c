// Text of the workspace as Markdown that shows exactly that text.

/** CommonMark lets every ASCII punctuation mark be escaped; nothing is left that could become a link, mark or icon. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
