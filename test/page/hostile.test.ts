// The hostile inputs in a real browser with the page's own policy: nothing runs, nothing is asked for, the page stands.
import assert from 'node:assert/strict';
import { exportedFile } from '../../client/preview/exportedFile.ts';
import { isAllowedUrl, mayBeAllowed } from '../../server/parse/schemes.ts';
import { defaultSettings } from '../../server/protocol.ts';
import { world } from '../fixture.ts';
import { inputs } from '../hostile/inputs.ts';
import { markup } from '../hostile/markup.ts';
import { test } from './registry.ts';
import { origin, type Stage, stage } from './stage.ts';

const rows = [...markup, ...inputs];
/** What a note may not have left in the page. */
function remains(): { hacked: unknown; bad: string[]; bar: boolean; address: string } {
  const bad: string[] = [];
  /** A player of ours: a file of the vault, and nothing that begins by itself. */
  const isPlayer = (element: Element) =>
    element instanceof HTMLMediaElement &&
    /^file:\/\/\/v\/film\.mp4$/.test(element.dataset.media ?? '') &&
    element.src.startsWith(`${location.origin}/image/`) &&
    [...element.attributes].every(({ name }) =>
      /^(?:controls|preload|src|aria-label|data-media|data-part)$/.test(name),
    );
  for (const element of document.querySelectorAll('main *, .rail *, .bar-note *')) {
    for (const { name, value } of element.attributes) {
      if (
        /^on|^style$|^srcset$|^formaction$|^action$|^poster$|^background$|^popover/.test(name) &&
        !element.closest('.katex')
      )
        bad.push(`${element.nodeName} ${name}`);
      if (name === 'data-url' && /^(?:javascript|vbscript|data|file):/i.test(value))
        bad.push(`${element.nodeName} ${value}`);
      if (name === 'href' && !/^(?:https?:|mailto:|#)/i.test(value)) bad.push(`${element.nodeName} ${value}`);
    }
    bad.push(
      ...(/^(?:SCRIPT|STYLE|IFRAME|OBJECT|EMBED|META|BASE|LINK|FORM|VIDEO|AUDIO|TEMPLATE|TEXTAREA|DIALOG|SVG)$/i.test(
        element.nodeName,
      ) &&
      !element.closest('.katex, .diagram') &&
      !isPlayer(element)
        ? [element.nodeName]
        : []),
    );
    if (element instanceof HTMLInputElement && (element.type !== 'checkbox' || !element.disabled)) bad.push('INPUT');
    if (element.id && !element.id.startsWith('note-')) bad.push(`id ${element.id}`);
  }
  const bar = document.querySelector('header.bar')!.getBoundingClientRect();
  const top = document.elementFromPoint(bar.right - 12, bar.top + 18);
  return {
    hacked: (globalThis as { hacked?: unknown }).hacked,
    bad,
    bar: bar.height === 36 && top?.closest('header.bar') !== null,
    address: location.href,
  };
}

async function open(
  browser: Parameters<Parameters<typeof test>[1]>[0],
  script?: string,
): Promise<{ stage: Stage; uri: (at: number) => string }> {
  const of = world(
    rows.map(({ row, name }, index) => `//- rows/${index} ${row} ${name.replaceAll('/', ' ')}.md\n`).join(''),
  );
  const uris = [...of.texts.keys()].map((path) => of.uri(path));
  for (const [index, uri] of uris.entries()) of.vault.set(uri, rows[index]!.text, true);
  of.vault.addFile('/v/film.mp4', '/v', true);
  const own = await stage(browser, { vault: of.vault, settings: defaultSettings, ...(script ? { script } : {}) });
  own.page.on('dialog', (dialog) => {
    own.errors.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await own.page.evaluate(() => {
    const seen: string[] = ((globalThis as { violations?: string[] }).violations = []);
    document.addEventListener('securitypolicyviolation', (event) =>
      seen.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  return { stage: own, uri: (at) => uris[at]! };
}

test('nothing of a hostile note runs, loads or covers the page', async (browser) => {
  const { stage: own, uri } = await open(browser);
  for (const [index, { row, name }] of rows.entries()) {
    await own.show(uri(index));
    await own.page.mouse.move(300 + index, 300);
    const where = `row ${row}, ${name}`;
    const found = await own.page.evaluate(remains);
    assert.deepEqual(found, { hacked: undefined, bad: [], bar: true, address: `${origin}/` }, where);
    // Drawn again from what the page itself holds, it is still harmless.
    const again = await own.page.evaluate(() => {
      const copy = document.implementation.createHTMLDocument();
      copy.body.innerHTML = document.querySelector('main')!.innerHTML;
      return [...copy.querySelectorAll('*')]
        .flatMap((element) => [...element.attributes].map(({ name }) => name))
        .filter((name) => name.startsWith('on'));
    });
    assert.deepEqual(again, [], where);
    assert.deepEqual(own.errors, [], where);
    assert.deepEqual(own.strangers, [], where);
  }
  // The sanitiser reads HTML in a document of its own, where nothing runs: styles and bases are refused even there.
  const violations = await own.page.evaluate(() => (globalThis as { violations?: string[] }).violations ?? []);
  assert.deepEqual(
    violations.filter((each) => !/^(?:style-src-elem|base-uri) /.test(each)),
    [],
  );
});

test('a click on anything in a hostile note asks the host for nothing it would refuse', async (browser) => {
  const { stage: own, uri } = await open(browser);
  for (const [index, { row, name }] of rows.entries()) {
    await own.show(uri(index));
    await own.page.evaluate(() => {
      for (const element of document.querySelectorAll<HTMLElement>('main a, main button, main input')) element.click();
    });
    await own.page.waitForTimeout(5);
    for (const message of own.said.splice(0)) {
      const where = `row ${row}, ${name}: ${JSON.stringify(message)}`;
      // The host asks before it opens an address of a scheme that is not allowed yet; these it never opens.
      const isSafe = message.type !== 'external' || isAllowedUrl(message.url, []) || !mayBeAllowed(message.url);
      assert.ok(isSafe, where);
      if (message.type === 'open' || message.type === 'file') assert.match(message.uri, /^file:\/\/\/v\//, where);
    }
  }
  assert.equal(await own.page.evaluate(() => location.href), `${origin}/`);
});

test('without the sanitiser the policy alone keeps everything from running and from the network', async (browser) => {
  const { stage: own, uri } = await open(browser, '/dist/unsafe.js');
  // A policy says nothing about documents that lead away, nor about what is looked up before it is asked for.
  const beyond = new Set([7, 8]);
  for (const [index, { row }] of rows.entries()) if (!beyond.has(row)) await own.show(uri(index));
  const { hacked, violations } = await own.page.evaluate(() => {
    const { hacked, violations } = globalThis as { hacked?: unknown; violations?: string[] };
    return { hacked, violations: violations ?? [] };
  });
  assert.equal(hacked, undefined);
  assert.deepEqual(
    own.errors.filter((error) => error.startsWith('dialog')),
    [],
  );
  assert.deepEqual(
    own.strangers.filter((address) => !address.startsWith(origin)),
    [],
  );
  assert.ok(
    violations.some((each) => each.startsWith('script-src')),
    violations.join('\n'),
  );
  assert.ok(
    violations.some((each) => each.startsWith('img-src')),
    violations.join('\n'),
  );
});

test('a hostile note is harmless in an exported file too', async (browser) => {
  const { stage: own, uri } = await open(browser);
  const other = await browser.newPage();
  const asked: string[] = [];
  await other.route('**/*', (route) => {
    const { href } = new URL(route.request().url());
    if (href !== 'https://exported.test/') asked.push(href);
    return href === 'https://exported.test/' ? route.fulfill({ contentType: 'text/html', body: file }) : route.abort();
  });
  other.on('dialog', (dialog) => {
    asked.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  let file = '';
  for (const [index, { row, name }] of rows.entries()) {
    await own.show(uri(index));
    await own.tell({ type: 'export', sign: 'sign' });
    const { html, title, language } = own.last('exported')!;
    file = exportedFile(title, language, [], html);
    await other.goto('https://exported.test/');
    const where = `row ${row}, ${name}`;
    assert.equal(await other.evaluate(() => (globalThis as { hacked?: unknown }).hacked), undefined, where);
    assert.deepEqual(asked, [], where);
    assert.equal(other.url(), 'https://exported.test/', where);
    assert.doesNotMatch(file, /file:\/\/\/v|stage\.test/, where);
  }
});

test('the note after an unclosed tag, and the page around it, stay whole', async (browser) => {
  const { stage: own, uri } = await open(browser);
  await own.show(uri(rows.findIndex(({ name }) => name === 'what is left open')));
  assert.match(await own.page.innerText('main'), /After\.\s+Last\./);
});
