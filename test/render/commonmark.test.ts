// CommonMark's own examples through our renderer: all that holds none of our syntax comes out as the specification says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tests as examples } from 'commonmark-spec';
import { defaultSettings } from '../../server/protocol.ts';
import { blocksOf, renderBlock } from '../../server/render/page/blocks.ts';
import { pageContext } from '../../server/render/page/context.ts';
import { Vault } from '../../server/vault/vault.ts';

/** Wiki-links, formulas, marks, hidden text, tags, footnotes, callouts, tasks, strikes, tables, front matter, block ids, bare addresses. */
const ours =
  /\[\[|\$|==|%%|(?:^|[\s(])#[\p{L}_]|\[\^|\[!|\[[ xX]\]|~~|\|.*\n.*-|^---\n|\^\w+$|(?<![<("\w]|: ?)https?:\/\/|<https?:[^\s>]*\s/mu;
/** What the examples of pictures and addresses show as a box or in another way on purpose. */
const isPicture = /!\[/;

function rendered(text: string): string {
  const vault = new Vault();
  const note = vault.set('file:///v/a.md', text, true);
  const options = {
    settings: defaultSettings,
    language: 'en',
    userLanguage: 'en',
    mark: 'zq',
    remoteImages: true,
  } as const;
  const { blocks, env } = blocksOf(pageContext(vault, note, text, options));
  return blocks.map((block) => renderBlock(block, env)).join('');
}

/** Equal HTML in one spelling: without our attributes and the final slash of empty elements. */
function plain(html: string): string {
  return html
    .replace(/ data-zq-[\w-]+="[^"]*"/g, '')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/&(?:quot|amp|lt|gt);/g, (name) => ({ '&quot;': '"', '&amp;': '&', '&lt;': '<', '&gt;': '>' })[name]!)
    .replace(/ \/>/g, '>')
    .replace(/<!--[\s\S]*?-->\n?/g, '')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .trim();
}

test('every example without our syntax', () => {
  let count = 0;
  for (const { markdown, html, number } of examples) {
    const text = markdown.replaceAll('→', '\t');
    if (ours.test(text) || isPicture.test(text)) continue;
    count++;
    assert.equal(plain(rendered(text)), plain(html.replaceAll('→', '\t')), `example ${number}:\n${text}`);
  }
  assert.ok(count > 550, `${count} examples`);
});
