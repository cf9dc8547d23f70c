// The page around the page: an empty document with our script and styles, and what it may load.
import { escapeHtml } from './escapeHtml.ts';
import { randomBytes } from './random.ts';

export interface ShellOptions {
  /** `webview.cspSource`. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  /** Marks our own markup: see `element` in server/render/page/html.ts. */
  readonly mark: string;
  readonly remoteImages: boolean;
  readonly language: string;
  /** For the page's script: words, addresses of its lazy parts, the state to begin with. Free of `<`. */
  readonly data: Readonly<Record<string, unknown>>;
}

export function newMark(): string {
  return `m${randomBytes(12)}`;
}

export function shell(options: ShellOptions): string {
  const nonce = randomBytes(16);
  const images = `${options.source} data:${options.remoteImages ? ' https:' : ''}`;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${options.source} 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    `img-src ${images}`,
    `font-src ${options.source}`,
    `media-src ${options.source}`,
    "connect-src 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "worker-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const data = JSON.stringify({ ...options.data, mark: options.mark }).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(options.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeHtml(options.style)}">
<title>Research Notes</title>
</head>
<body>
<script type="application/json" id="research-notes-data" nonce="${nonce}">${data}</script>
<script nonce="${nonce}" src="${escapeHtml(options.script)}"></script>
</body>
</html>`;
}
