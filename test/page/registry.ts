// The list of the page's tests: each gets a browser and opens the stages it needs.
import type { Browser } from 'playwright-core';

export interface PageTest {
  readonly name: string;
  readonly run: (browser: Browser) => Promise<void>;
}

export const tests: PageTest[] = [];

export function test(name: string, run: PageTest['run']): void {
  tests.push({ name, run });
}
