// The text of an exported page. Its own policy allows nothing but what is inside it.
import { escapeHtml } from './escapeHtml.ts';

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";

/** @param body an element `<body>`, from the page's own sanitised elements */
export function exportedFile(title: string, language: string, styles: readonly string[], body: string): string {
  return [
    `<!DOCTYPE html>\n<html lang="${escapeHtml(language)}">\n<head>\n<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    ...styles.filter(Boolean).map((style) => `<style>${style.replaceAll('</', '<\\/')}</style>`),
    `</head>\n${body}\n</html>\n`,
  ].join('\n');
}
