// The first things a person does with links, by keys and by what the window shows.
import assert from 'node:assert/strict';
import { test } from './registry.ts';

test('a half-typed title in Russian finds the note, and Enter writes one link', async (host) => {
  await host.open('index.md', 'not there\n$0');
  await host.type('- [[визуальные эмб');
  const [first] = await host.suggestions((rows) => rows[0]?.label.startsWith('Perception Encoder') === true);
  assert.equal(first?.focused, true);
  await host.press('Enter');
  await host.until(
    'the link',
    () => host.line(),
    (line) => /^- \[\[[^[\]]*perception_encoder[^[\]]*\]\]/.test(line.replaceAll('$0', '')),
  );
});

test('hovering a link shows the card of its note', async (host) => {
  await host.open('index.md');
  assert.match(await host.hover('[[percep$0tion'), /эмбеддинги/);
});

test('a missing note is underlined, and creating the file outside takes the warning away', async (host) => {
  await host.open('index.md');
  const texts = async () => (await host.problems('index.md')).map((each) => each.text.replace(/\.md$/, ''));
  await host.expect(texts, ['missing_note']);
  await host.files.write('missing_note.md', '# Found\n');
  await host.expect(texts, []);
});

test('F12 goes to the note', async (host) => {
  await host.open('index.md', '[[atten$0tion');
  await host.press('F12');
  await host.expect(() => host.active(), 'topics/attention.md');
});
