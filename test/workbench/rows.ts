// Reads the rows of a list in the page, whatever widget it belongs to.
import type { Page } from 'playwright-core';

export interface Row {
  /** From 1: the depth in a tree. */
  readonly level: number;
  readonly focused: boolean;
  readonly classes: readonly string[];
  readonly text: string;
  /** The texts found by each of the selectors asked for. */
  readonly parts: readonly (readonly string[])[];
}

interface PageElement {
  readonly dataset: { readonly index?: string };
  readonly offsetParent: unknown;
  readonly innerText: string;
  readonly textContent: string;
  readonly classList: Iterable<string> & { contains(name: string): boolean };
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

export const listRow = '.monaco-list-row';

/** Lists are virtual: only visible rows are in the page, in no particular order. */
export async function readRows(page: Page, widget: string, parts: readonly string[] = []): Promise<Row[]> {
  const rows = await page.locator(`${widget} ${listRow}`).evaluateAll(
    (elements, parts) =>
      (elements as unknown as PageElement[])
        .filter((row) => row.offsetParent !== null)
        .map((row) => ({
          index: Number(row.dataset.index),
          level: Number(row.getAttribute('aria-level') ?? 1),
          focused: row.classList.contains('focused'),
          classes: Array.from(row.classList),
          text: row.innerText.replace(/\s+/g, ' ').trim(),
          parts: parts.map((part) => Array.from(row.querySelectorAll(part), (each) => each.textContent)),
        })),
    parts,
  );
  return rows.sort((a, b) => a.index - b.index);
}
