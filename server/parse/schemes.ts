// Which addresses a click may open: one answer for document links, hovers, the preview and what is exported.

/** Schemes that run code or leave the sandbox of a page: no setting opens them. */
const neverAllowed = new Set(['command', 'javascript', 'vbscript', 'data', 'file', 'blob', 'about']);

/** http, https, mailto and what the user has allowed: nothing else reaches a click (`command:`, `vscode:`, `file:`). */
export function isAllowedUrl(url: string, allowedSchemes: readonly string[]): boolean {
  const scheme = schemeOf(url);
  if (!scheme || neverAllowed.has(scheme)) return false;
  return ['http', 'https', 'mailto'].includes(scheme) || allowedSchemes.includes(scheme);
}

/** True for a scheme that is not allowed but could be: `zotero`, `obsidian`. What belongs to the editor or to the system could not. */
export function mayBeAllowed(url: string): boolean {
  const scheme = schemeOf(url);
  return (
    scheme !== undefined &&
    !neverAllowed.has(scheme) &&
    !/^(?:vscode|code-oss|ms-|search|shell|res|jar|ftp$)/.test(scheme)
  );
}

export function schemeOf(url: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url.trim())?.[1]?.toLowerCase();
}
