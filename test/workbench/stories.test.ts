// What a new user does in the first ten minutes, by keys and by what the window shows, on the sample vault.
import assert from 'node:assert/strict';
import { day, probing, ready, typeLink } from './day.ts';
import { test, testPerServer } from './registry.ts';

test('a note without mistakes shows none, and the status item counts its links and images', async (host) => {
  await host.open(day);
  assert.match(await ready(host), /9\/9 · 1\/1/);
  assert.deepEqual(await host.problems(day), []);
});

test('every mistake of the sandbox is found, and nothing beside it', async (host) => {
  await host.open('topics/sandbox/broken_links.md');
  await ready(host);
  await host.expect(
    async () => (await host.problems()).map((each) => `${each.code}: ${each.text}`).sort(),
    [
      'ambiguous-link: checklist.md',
      'case-mismatch: Dense_Retrieval.md',
      'duplicate-block-id: ^claim',
      'duplicate-heading-id: ### Setup {#setup}',
      'front-matter: Muon: a first look',
      'imprecise-path: ../../attention/transformer.md',
      'missing-block: ^update-rul',
      'missing-file: ../data/isoflop.csv',
      'missing-heading: Bias corection',
      'missing-image: ../media/loss_by_scale.png',
      'missing-note: flash_atention.md',
      'outside-workspace: ../../../../../../../../shared/papers/reading_list.md',
      'stale-todo: <!-- TODO: Broken image path -->',
    ],
  );
});

test('a title in Russian is found key by key, and Enter writes one closed link', async (host) => {
  await host.open(day);
  await ready(host);
  await typeLink(host, '[[пробы по сл');
  const [first] = await host.suggestions((rows) => rows[0]?.label.startsWith(probing) === true);
  assert.equal(first?.detail, 'topics/vision/layer_probing.md');
  await host.press('Enter');
  // The list goes on, and so does the item: with a reason, which the next key replaces.
  const draft = 'Проба это маленький линейный классификатор поверх замороженного слоя';
  await host.expect(() => host.line(), `- [[layer_probing.md]] - $0${draft}$0`);
  await host.type('зачем');
  await host.expect(() => host.line(), '- [[layer_probing.md]] - зачем$0');
});

testPerServer('Enter on an empty item of related notes ends their list', async (host) => {
  await host.open(day);
  await ready(host);
  await typeLink(host, '[[пробы по сл');
  await host.suggestions((rows) => rows[0]?.label.startsWith(probing) === true);
  await host.press('Enter');
  await host.until(
    'the draft',
    () => host.line(),
    (line) => line.startsWith('- [[layer_probing.md]] - $0'),
  );
  await host.type('зачем');
  await host.press('Enter');
  await host.expect(() => host.line(), '- $0');
  // What Enter means here reaches the page a little after the extension host knows of it.
  await host.page.waitForTimeout(300);
  await host.press('Enter');
  await host.expect(() => host.line(), '$0');
  await host.page.waitForTimeout(300);
  // Elsewhere an empty item is left to the editor.
  await host.press('Enter');
  await host.type('- ');
  await host.expect(() => host.line(), '- $0');
  await host.press('Enter');
  await host.expect(() => host.line(), '$0');
  assert.match(await host.text(), /\n\n- \n/);
});

testPerServer('Enter takes the drafted reason and begins the next item', async (host) => {
  await host.open(day);
  await ready(host);
  await typeLink(host, '[[пробы по сл');
  await host.suggestions((rows) => rows[0]?.label.startsWith(probing) === true);
  await host.press('Enter');
  const draft = 'Проба это маленький линейный классификатор поверх замороженного слоя';
  await host.expect(() => host.line(), `- [[layer_probing.md]] - $0${draft}$0`);
  await host.press('Enter');
  await host.expect(() => host.line(), '- $0');
  await host.press('Backspace', 'Backspace', 'Backspace');
  await host.expect(() => host.line(), `- [[layer_probing.md]] - ${draft}$0`);
});

testPerServer('a second Enter, however quick, takes the drafted reason too', async (host) => {
  await host.open(day);
  await ready(host);
  await typeLink(host, '[[пробы по сл');
  await host.suggestions((rows) => rows[0]?.label.startsWith(probing) === true);
  await host.press('Enter', 'Enter');
  await host.expect(() => host.line(), '- $0');
  assert.match(await host.text(), /- \[\[layer_probing\.md\]\] - Проба это маленький/);
});

test('a file name, an alias and an index are found by what one remembers', async (host) => {
  await host.open(day);
  await ready(host);
  for (const [query, path] of [
    ['[[chinch', 'topics/scaling/chinchilla.md'],
    ['[[sigmoid', 'topics/vision/siglip.md'],
    ['[[retrieval/ind', 'topics/retrieval/index.md'],
  ] as const) {
    await typeLink(host, query);
    await host.suggestions((rows) => rows[0]?.detail === path);
    await host.press('Escape');
    await host.restore();
  }
});

testPerServer('after # the headings of the note are listed, in Russian too', async (host) => {
  await host.open(day);
  await ready(host);
  await typeLink(host, '[[layer_probing.md#как');
  // Rows of the list before may stand for a moment below the new ones.
  const isNew = (row: { label: string }) => /как/i.test(row.label);
  await host.suggestions((found) => found[0]?.label === 'Как ставить пробу' && found.every(isNew));
  await host.press('Enter');
  await host.until(
    'the link to the heading',
    () => host.line(),
    (line) => line.startsWith('- [[layer_probing.md#Как ставить пробу]] - '),
  );
});

testPerServer('a sidecar is never offered, an image is', async (host) => {
  await host.open(day);
  await ready(host);
  await typeLink(host, '![[attention_heat');
  const rows = await host.suggestions((found) => found.some((row) => row.label === 'attention_heatmap.png'));
  assert.ok(
    rows.every((row) => row.label !== 'Image Description'),
    JSON.stringify(rows),
  );
});

test('hovering a link shows the card of its note, with its first figure', async (host) => {
  await host.open(day);
  await ready(host);
  // The editor's own tooltip of the link may come first; the card joins it.
  const card = await host.hover(
    '[[vision/layer_pro$0bing.md]] - ',
    ({ text, widths }) => text.includes('topics/vision') && widths.some((width) => width > 0),
  );
  assert.match(card, /Пробы по слоям/);
});

testPerServer('hovering a formula shows it drawn', async (host) => {
  await host.open(day);
  await ready(host);
  await host.open('topics/attention/rotary_embeddings.md');
  // A symbol is drawn small, and lines large.
  await host.hover('frequency $\\the$0ta_i$', ({ widths }) => widths.some((width) => width > 20 && width < 60));
  await host.press('Escape');
  await host.hover('\\begin{pmatrix} x_{2$0i}', ({ widths }) => widths.some((width) => width > 300));
});

testPerServer('hovering a PDF tells how many pages it has', async (host) => {
  await host.open(day);
  await ready(host);
  await host.open('topics/reading/checklist.md');
  await host.hover('media/reading_$0form.pdf', ({ text }) =>
    /media\/reading_form\.pdf\s+2 KB · 2 pages · used in 2 notes/.test(text),
  );
});

test('F12 goes to the heading, and back again', async (host) => {
  await host.open(day, '[[siglip.md#Why no soft$0max helps]]');
  await ready(host);
  await host.press('F12');
  await host.expect(() => host.active(), 'topics/vision/siglip.md');
  await host.expect(() => host.line(), '$0## Why no softmax helps');
  await host.execute('workbench.action.navigateBack');
  await host.expect(() => host.active(), day);
});

test('a misspelt link is marked under its name only, and the right note is the first fix', async (host) => {
  await host.open(day);
  await ready(host);
  await typeLink(host, '[[chinchila.md]]');
  const found = await host.until(
    'the warning',
    () => host.problems(day),
    (problems) => problems.length > 0,
  );
  assert.deepEqual(
    found.map(({ code, text, severity }) => ({ code, text, severity })),
    [{ code: 'missing-note', text: 'chinchila.md', severity: 'warning' }],
  );
  const fixes = await host.fixes('[[chinch$0ila');
  assert.match(fixes[0] ?? '', /chinchilla\.md/);
  await host.fix(fixes[0]!);
  await host.expect(() => host.problems(day), []);
});

testPerServer('a note that is wanted is created by its fix, and opened', async (host) => {
  await host.open(day);
  await ready(host);
  await typeLink(host, '[[talks/first_talk]] - why it matters');
  const fixes = await host.fixes('[[talks/first$0_talk');
  await host.fix(fixes.find((title) => title.startsWith('Create'))!);
  const created = 'topics/conferences/talks/first_talk.md';
  await host.expect(() => host.active(), created);
  assert.match(await host.text(created), /^# First talk\n/);
});

test('a file made outside takes the warning away within a second, and deleting it brings it back', async (host) => {
  await host.open(day);
  await ready(host);
  await typeLink(host, '[[not_yet.md]]');
  const texts = async () => (await host.problems(day)).map((each) => each.text);
  await host.expect(texts, ['not_yet.md']);
  await host.files.write('topics/conferences/not_yet.md', '# Now it is\n');
  await host.until('no warning', texts, (found) => found.length === 0, 3000);
  await host.files.remove('topics/conferences/not_yet.md');
  await host.until('the warning again', texts, (found) => found.length === 1, 3000);
});

testPerServer('a link in code is never marked', async (host) => {
  await host.open(day, 'Что читаем в следующий раз$0');
  await ready(host);
  await host.press('Enter', 'Enter', 'Enter');
  await host.type('`[[nowhere.md]]` and [[nowhere_else.md]]');
  await host.until(
    'one warning',
    async () => (await host.problems(day)).map((each) => each.text),
    (texts) => texts.length === 1 && texts[0] === 'nowhere_else.md',
  );
});

testPerServer('Insert Link finds a note and writes the link, without a bracket typed', async (host) => {
  await host.open(day, 'Что читаем в следующий раз$0');
  await ready(host);
  await host.press('Enter', 'Control+Alt+L');
  await host.page.locator('.quick-input-widget input').first().waitFor();
  await host.type('пробы по', 60);
  await host.picks((rows) => rows[0]?.includes(probing) === true);
  await host.press('Enter');
  await host.expect(() => host.line(), '- [[layer_probing.md]]$0');
});

test(
  'references list the notes that link here',
  async (host) => {
    await host.open('topics/vision/layer_probing.md', '# Пробы$0 по слоям');
    await ready(host);
    const files = await host.vscode(async (vscode) => {
      const editor = vscode.window.activeTextEditor;
      if (!editor) return [];
      const found = (await vscode.commands.executeCommand(
        'vscode.executeReferenceProvider',
        editor.document.uri,
        editor.selection.active,
      )) as { uri: { path: string } }[];
      return found.map((each) => each.uri.path.split('/').pop());
    });
    assert.ok(files.includes('reading_day_encoders.md'), JSON.stringify(files));
  },
  // The command waits for every provider of the window, and in a memory file system it never comes back.
  (host) => !host.memory,
);

test(
  "VS Code's own Markdown preview shows links by their titles",
  async (host) => {
    await host.open(day);
    await ready(host);
    await host.command('Markdown: Open Preview to the Side');
    const link = host.webview().locator('a', { hasText: probing }).first();
    await link.waitFor();
    assert.match(
      (await link.getAttribute('data-href')) ?? (await link.getAttribute('href')) ?? '',
      /layer_probing\.md/,
    );
  },
  // In the web worker hosts of the bench VS Code's own Markdown extension stays in the other host.
  (host) => host.kind === 'node',
);

testPerServer(
  'VS Code’s own validation of wiki-links is noticed once, and one click turns that part off',
  async (host) => {
    const flagged = () =>
      host.vscode(
        (vscode) =>
          vscode.languages
            .getDiagnostics(vscode.window.activeTextEditor!.document.uri)
            .filter(({ code }) =>
              typeof code === 'object' && code.value === 'link.no-such-reference'
                ? true
                : code === 'link.no-such-reference',
            ).length,
      );
    const set = (key: string, value: unknown) =>
      host.vscode(
        async (vscode, key, value) => {
          await vscode.workspace
            .getConfiguration('markdown.validate')
            .update(key, value ?? undefined, vscode.ConfigurationTarget.Workspace);
        },
        key,
        value,
      );
    await host.open(day);
    await ready(host);
    try {
      await set('enabled', true);
      await host.until('flagged links', flagged, (count) => count > 3);
      await host.until(
        'the notice',
        () => host.notifications(),
        (texts) => texts.some((text) => text.includes('flags every [[wiki-link]]')),
      );
      await host.screenshot('validation-clash');
      await host.page.locator('.notifications-toasts').getByText('Turn off this check here').click();
      await host.expect(flagged, 0);
      // The other checks stay, and the question is not put again.
      await set('referenceLinks.enabled', null);
      await host.until('flagged links', flagged, (count) => count > 3);
      assert.deepEqual(await host.notifications(), []);
    } finally {
      await set('enabled', null);
      await set('referenceLinks.enabled', null);
    }
  },
);
