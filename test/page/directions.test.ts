// Text that runs from the right stands on the right, with its marks; what is Latin stays where it is.
import assert from 'node:assert/strict';
import { world } from '../fixture.ts';
import { test } from './registry.ts';
import { stage } from './stage.ts';

test('Hebrew and Arabic run from the right, with bullets, boxes and bars', async (browser) => {
  const of = world(`//- a.md
# מבוא

שלום עולם.

Latin prose.

- פריט
- Latin item

> ציטוט

- [ ] משימה

![](x.png)

*תמונה של משהו.*

| א | ב |
|---|---|
| ג | ד |
//- x.png
`);
  const own = await stage(browser, { vault: of.vault, settings: of.settings });
  await own.show(of.uri('a.md'));
  /** How far the text stands from the left and from the right of its block. */
  const room = (selector: string, index = 0) =>
    own.page
      .locator(selector)
      .nth(index)
      .evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const inner = range.getBoundingClientRect();
        const outer = element.closest('.block, .facts')!.getBoundingClientRect();
        return { left: inner.left - outer.left, right: outer.right - inner.right };
      });
  for (const [selector, index] of [
    ['h1', 0],
    ['main .body p', 0],
    ['main .body li', 0],
    ['main .body blockquote p', 0],
  ] as const) {
    const { left, right } = await room(selector, index);
    assert.ok(left > right + 100, `${selector}: ${left} ${right}`);
  }
  const latin = await room('main .body p', 1);
  assert.ok(latin.left < 2, String(latin.left));
  const bullet = await room('main .body li', 1);
  assert.ok(bullet.left >= 20 && bullet.left < 40, String(bullet.left));
  assert.ok((await room('main .body li', 0)).right >= 20);
  const look = (selector: string, name: string) =>
    own.page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), name);
  assert.equal(await look('main .body blockquote', 'border-right-width'), '3px');
  assert.equal(await look('main .body th', 'text-align'), 'start');
  assert.equal(await look('main .body th', 'direction'), 'rtl');
  assert.ok(Number.parseFloat(await look('main .body li.task input', 'margin-right')) < -20);
});

test('sentences of other notes and titles of embeds run from the right, too', async (browser) => {
  const of = world(`//- a.md
# A

![[b]]

## Related

- [[b]] - סיבה
//- b.md
# עברית

## Overview

ראה [[a]] כאן.
//- c.md
# C

See [[a]] here.
`);
  const own = await stage(browser, { vault: of.vault, settings: of.settings });
  await own.show(of.uri('a.md'));
  await own.showAround();
  const room = (selector: string, text: string) =>
    own.page
      .locator(selector)
      .filter({ hasText: text })
      .first()
      .evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const inner = range.getBoundingClientRect();
        const outer = element.getBoundingClientRect();
        return { left: inner.left - outer.left, right: outer.right - inner.right };
      });
  for (const [selector, text] of [
    ['.sentence', 'כאן'],
    ['.embed-title', 'עברית'],
    ['.card-reason', 'סיבה'],
    ['.card-overview', 'כאן'],
  ] as const) {
    const { left, right } = await room(selector, text);
    assert.ok(left > right + 20, `${selector}: ${left} ${right}`);
  }
  const latin = await room('.sentence', 'See');
  assert.ok(latin.left < 2, String(latin.left));
});
