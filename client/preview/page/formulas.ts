// Formulas on the page: the server sends TeX in marked elements, KaTeX draws it here, after sanitising.
import { loadScript, loadStyle } from './lazy.ts';

interface MathParts {
  readonly math: string;
  readonly style: string;
  readonly nonce: string;
}

export function needsMath(html: string, mark: string): boolean {
  return window.researchNotesMath === undefined && html.includes(`data-${mark}-math=`);
}

export function drawFormulas(root: ParentNode, parts: MathParts): void {
  const formulas = [...root.querySelectorAll<HTMLElement>('[data-math]')];
  if (!formulas.length) return;
  for (const formula of formulas) formula.dataset.tex ??= formula.textContent ?? '';
  const draw = () => {
    for (const formula of formulas) window.researchNotesMath?.(formula);
  };
  if (window.researchNotesMath) draw();
  else void drawFormulas.ready(parts).then(draw, () => undefined);
}

/** KaTeX and its styles, loaded once. */
drawFormulas.ready = async ({ math, style, nonce }: MathParts): Promise<void> => {
  loadStyle(style);
  await loadScript(math, nonce);
};
