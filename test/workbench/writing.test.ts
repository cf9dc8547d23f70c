// Finding, writing and mending more than one link: by keys, menus and what the window shows.
import assert from 'node:assert/strict';
import { day, probing, ready, typeLink } from './day.ts';
import type { Host } from './host.ts';
import { testPerServer } from './registry.ts';

const probe = 'topics/vision/layer_probing.md';
const extracted = 'topics/vision/kak_stavit_probu.md';
const extract = 'Extract this section to a new note';

testPerServer('a note is found in other letters and on the other keyboard layout', async (host) => {
  await host.open(day);
  await ready(host);
  for (const query of ['[[proby po', '[[ghj,s gj', '[[дфнук зкщи', '[[пробы слоям']) {
    await typeLink(host, query);
    await host.suggestions((rows) => rows[0]?.label.startsWith(probing) === true && rows[0].detail === probe);
    await host.press('Escape');
    await host.restore();
  }
});

testPerServer('in the middle of a name the rest of it is replaced', async (host) => {
  await host.open(day, '[[vision/layer_pro$0bing.md]] - ');
  await ready(host);
  await host.execute('editor.action.triggerSuggest');
  await host.suggestions((rows) => rows[0]?.detail === probe);
  await host.press('Enter');
  await host.expect(() => host.line(), '- [[layer_probing.md]]$0 - Подробный разбор главного графика');
});

testPerServer('a letter opens the list in a link that was there; closed, it stays so', async (host) => {
  await host.open(day, '[[vision/$0layer_probing.md]] - ');
  await ready(host);
  await host.type('la');
  await host.suggestions((rows) => rows[0]?.detail === probe);
  await host.press('Escape');
  await host.type('y');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  assert.deepEqual(await host.suggestions(() => true), []);
  // Who comes back to it asks again.
  await host.press('ArrowLeft', 'ArrowRight');
  await host.type('e');
  await host.suggestions((rows) => rows[0]?.detail === probe);
});

testPerServer('a path is offered by title and by file name while it is typed, each file once', async (host) => {
  await host.open(day, 'Что читаем в следующий раз$0');
  await ready(host);
  await host.press('Enter', 'Enter');
  await host.type('[x](', 60);
  await host.suggestions((rows) => rows.some(({ detail }) => detail === 'topics/vision/clip.md'));
  await host.type('proby', 60);
  await host.suggestions((rows) => rows[0]?.label.startsWith(probing) === true);
  await host.press('Enter');
  await host.expect(() => host.line(), '[x](../vision/layer_probing.md$0)');
  await host.press('End');
  await host.type(' [y](read', 60);
  // VS Code itself lists the files of the folder.
  const rows = await host.suggestions((all) => all.some(({ label }) => label === 'reading_day_encoders.md'));
  assert.deepEqual(
    rows.filter(({ detail }) => detail === day),
    [],
  );
});

testPerServer(
  'a path is offered by several words of a title, and a file with a space in its name once',
  async (host) => {
    const folder = day.slice(0, day.lastIndexOf('/'));
    await host.files.write(`${folder}/formula note.md`, '# Quantum widget\n');
    await host.open(day, 'Что читаем в следующий раз$0');
    await ready(host);
    await host.press('Enter', 'Enter');
    await host.type('[x](note', 60);
    // VS Code itself lists it by its name.
    const rows = await host.suggestions((all) => all.some(({ label }) => label === 'formula note.md'));
    assert.ok(!rows.some(({ detail }) => detail?.endsWith('formula note.md')), JSON.stringify(rows));
    await host.press('Escape', 'End', 'Enter');
    await host.type('[x](', 60);
    await host.type('quantum wi', 60);
    await host.suggestions((all) => all[0]?.label === 'Quantum widget');
    await host.press('Enter');
    await host.expect(() => host.line(), '[x](formula%20note.md$0)');
  },
);

testPerServer('an image is offered by its caption in a path, and in code nothing', async (host) => {
  await host.open(day, 'Что читаем в следующий раз$0');
  await ready(host);
  await host.press('Enter', 'Enter');
  await host.type('![](качество', 60);
  await host.suggestions((rows) => rows.some((row) => row.label === 'quality_by_layer.png'));
  await host.restore();
  await host.open(day, 'Что читаем в следующий раз$0');
  await host.press('Enter', 'Enter');
  await host.type('```', 60);
  await host.press('Enter');
  await host.type('f[0](l', 60);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  assert.deepEqual(await host.suggestions(() => true), []);
});

testPerServer('after the bar a link takes a name of its note', async (host) => {
  await host.open(day, '[[vision/layer_probing.md$0]] - ');
  await ready(host);
  await host.type('|');
  await host.suggestions((rows) => rows[0]?.label.startsWith(probing) === true);
  await host.press('Enter');
  await host.until(
    'the name as the text of the link',
    () => host.line(),
    (line) => line.startsWith(`- [[vision/layer_probing.md|${probing}`) && line.includes(']]$0 - Подробный'),
  );
});

testPerServer('headings of all notes follow ##', async (host) => {
  await host.open(day);
  await ready(host);
  await typeLink(host, '[[##why no soft');
  await host.suggestions((rows) => rows[0]?.label === 'Why no softmax helps');
  await host.press('Enter');
  await host.until(
    'the link to the heading',
    () => host.line(),
    (line) => line.startsWith('- [[siglip.md#Why no softmax helps]]'),
  );
});

testPerServer('an image is found by its caption', async (host) => {
  await host.open(day, 'Что читаем в следующий раз$0');
  await ready(host);
  await host.press('Enter', 'Enter');
  await host.type('![[качество по сло', 60);
  await host.suggestions((rows) => rows.some((row) => row.label === 'quality_by_layer.png'));
});

testPerServer('a fix that was offered for another text is not made', async (host) => {
  const note = 'topics/sandbox/stale.md';
  const line = '![](../../media/loss_by_scale.png) <!-- TODO: Broken image path -->\n';
  await host.files.write(note, `# Stale\n\n${line}`);
  await host.open(note);
  await ready(host);
  await host.until(
    'the problem',
    () => host.problems(note),
    (found) => found.length === 1,
  );
  await host.fixes('<!-- TODO: Bro$0ken');
  // Another program changes the note while the menu is open.
  await host.vscode(async (vscode) => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(vscode.window.activeTextEditor!.document.uri, new vscode.Position(2, 0), 'a word before ');
    await vscode.workspace.applyEdit(edit);
  });
  await host.screenshot('a menu of fixes and another text');
  await host.fix('Remove this comment');
  await host.until(
    'the reason',
    () => host.notifications(),
    (texts) => texts.some((text) => text.startsWith('Notes changed while this was prepared')),
  );
  assert.equal(await host.text(), `# Stale\n\na word before ${line}`);
});

testPerServer('comments out of date go from all notes, after a look, and come back by one undo', async (host) => {
  const stale = async () => (await host.problems()).filter(({ code }) => code === 'stale-todo').map(({ file }) => file);
  for (const name of ['one', 'two'])
    await host.files.write(
      `topics/sandbox/${name}.md`,
      `# ${name}\n\n![](../../media/loss_by_scale.png) <!-- TODO: Broken image path -->\n`,
    );
  await host.open('topics/sandbox/one.md');
  await ready(host);
  await host.until('three comments', stale, (files) => files.length === 3);
  const titles = await host.fixes('<!-- TODO: Bro$0ken');
  assert.deepEqual(titles.slice(0, 2), ['Remove this comment', 'Remove all 3 such comments in 3 notes…']);
  await host.fix('Remove all 3');
  const panel = host.page.locator('.bulk-edit-panel');
  await panel.waitFor();
  await host.until(
    'all changes but the one that asks are chosen',
    () => panel.locator('.edit-checkbox:checked, [role=checkbox][aria-checked=true]').count(),
    (count) => count >= 3,
  );
  await host.page.locator('.monaco-button', { hasText: 'Apply' }).first().click();
  await host.expect(stale, []);
  // VS Code forgets how to undo closed files whose scheme it does not know, as that of a file system in memory.
  if (host.memory) return;
  await host.focus();
  await host.press('Control+Z');
  // Where the editor asks whether the other notes are meant too, they are.
  const all = host.page.locator('.monaco-dialog-box .monaco-button', { hasText: /Undo in \d+ Files/ });
  const back = async () => {
    if (await all.first().isVisible()) await all.first().click();
    return stale();
  };
  await host.until('the comments', back, (files) => files.length === 3);
});

/** Opens the menu that offers to make the section about probes a note of its own. */
async function offerToExtract(host: Host): Promise<void> {
  await host.open(probe);
  await ready(host);
  await host.fixes('## Как ставить$0 пробу');
}

/** The section is gone from the note, and a link to the new note stands there. */
async function isExtracted(host: Host): Promise<void> {
  await host.until(
    'the link',
    () => host.text(probe),
    (text) => /## Как ставить пробу\n\n\[\[kak_stavit_probu(?:\.md)?\]\]\n/.test(text),
  );
  await host.until(
    'the new note',
    () => host.text(extracted).catch(() => ''),
    (text) => /^# Как ставить пробу\n\n./.test(text),
  );
}

testPerServer('a section becomes a note of its own, and one undo takes it back', async (host) => {
  await offerToExtract(host);
  const before = await host.text(probe);
  await host.fix(extract);
  await isExtracted(host);
  await host.open(probe);
  await host.press('Control+z');
  // Where the editor asks whether the other file is meant too, it is.
  const all = host.page.locator('.monaco-dialog-box .monaco-button', { hasText: /Undo in \d+ Files/ });
  const back = async () => {
    if (await all.first().isVisible()) await all.first().click();
    return host.text(probe);
  };
  await host.expect(back, before);
  await host.expect(
    () =>
      host.text(extracted).then(
        () => 'there',
        () => 'gone',
      ),
    'gone',
  );
});

testPerServer('a note is written to while its section is extracted: there is no empty file', async (host) => {
  await offerToExtract(host);
  await host.vscode((vscode) => {
    const writing = vscode.workspace.onWillCreateFiles((event) => {
      writing.dispose();
      const edit = new vscode.WorkspaceEdit();
      edit.insert(vscode.window.activeTextEditor!.document.uri, new vscode.Position(0, 0), 'a word before ');
      event.waitUntil(vscode.workspace.applyEdit(edit));
    });
  });
  await host.fix(extract);
  await isExtracted(host);
  assert.match(await host.text(probe), /^a word before /);
});

testPerServer('a section whose note cannot be made: it is said, and undo takes back what was changed', async (host) => {
  await offerToExtract(host);
  const before = await host.text(probe);
  await host.vscode((vscode) => {
    const making = vscode.workspace.onWillCreateFiles((event) => {
      making.dispose();
      event.waitUntil(vscode.workspace.fs.writeFile(event.files[0]!, new Uint8Array([35])));
    });
  });
  await host.fix(extract);
  await host.until(
    'the reason',
    () => host.notifications(),
    (texts) => texts.some((text) => text.startsWith('Only some of the changes could be made')),
  );
  await host.focus();
  await host.press('Control+z');
  await host.expect(() => host.text(probe), before);
});

testPerServer('call hierarchy tells who links here and where it leads', async (host) => {
  await host.open(probe);
  await ready(host);
  const found = await host.vscode(async (vscode) => {
    const { uri } = vscode.window.activeTextEditor!.document;
    const position = new vscode.Position(0, 0);
    const items = (await vscode.commands.executeCommand('vscode.prepareCallHierarchy', uri, position)) as {
      name: string;
    }[];
    const incoming = (await vscode.commands.executeCommand('vscode.provideIncomingCalls', items[0])) as {
      from: { name: string };
    }[];
    const outgoing = (await vscode.commands.executeCommand('vscode.provideOutgoingCalls', items[0])) as {
      to: { name: string };
    }[];
    return { incoming: incoming.map(({ from }) => from.name), outgoing: outgoing.map(({ to }) => to.name) };
  });
  assert.ok(found.incoming.length > 1, JSON.stringify(found));
  assert.ok(found.outgoing.includes('CLIP') || found.outgoing.length > 1, JSON.stringify(found));
});

testPerServer('a lens counts the links to a note, and a click shows them', async (host) => {
  await host.open(probe);
  await ready(host);
  const lens = host.page.locator('.codelens-decoration a', { hasText: /links? here/ }).first();
  await lens.waitFor();
  await lens.click();
  await host.page.locator('.peekview-widget .reference-zone-widget, .peekview-widget').first().waitFor();
});
