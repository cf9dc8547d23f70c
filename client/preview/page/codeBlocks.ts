// Code on the page: colours, a button that copies, and diagrams. All of it after the text is there.

import { drawDiagram } from './diagrams.ts';
import { loadScript } from './lazy.ts';
import type { Sanitize } from './sanitize.ts';

export interface CodeParts {
  readonly code: string;
  readonly mermaid: string;
  readonly nonce: string;
  readonly words: Readonly<Record<string, string>>;
  readonly sanitize: Sanitize;
}

export function enlivenCode(root: ParentNode, parts: CodeParts): void {
  for (const code of root.querySelectorAll<HTMLElement>('pre > code')) {
    const pre = code.parentElement!;
    const { language } = code.dataset;
    pre.tabIndex = 0;
    if (language === 'mermaid') {
      drawDiagram(pre, code.textContent ?? '', parts);
      continue;
    }
    const holder = document.createElement('div');
    holder.className = 'code-block';
    pre.replaceWith(holder);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy quiet';
    button.textContent = parts.words.copy ?? 'Copy';
    holder.append(pre, button);
    if (!language) continue;
    if (window.researchNotesCode) window.researchNotesCode(code, language);
    else
      void loadScript(parts.code, parts.nonce).then(
        () => window.researchNotesCode?.(code, language),
        () => undefined,
      );
  }
}

/** True if the click was on a button that copies code. */
export function copyButton(target: Element | undefined, words: Readonly<Record<string, string>>): boolean {
  const button = target?.closest<HTMLElement>('button.copy');
  const code = button?.parentElement?.querySelector('pre');
  if (!button || !code) return false;
  void navigator.clipboard.writeText(code.textContent ?? '').then(() => {
    button.textContent = words.copied ?? '';
    setTimeout(() => {
      button.textContent = words.copy ?? '';
    }, 1500);
  });
  return true;
}
