// The rules of the house that code can be asked about: one direction of imports, a test for every feature, a documented
// name for every setting and command.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

const layers = ['text', 'parse', 'vault', 'render', 'features', 'lsp', 'main', 'cli'];
/** Files of all layers: types, constants and sentences that know nothing of any layer. */
const shared = ['server/protocol.ts', 'server/messages.ts'];
/** What the client may know of the server. */
const forClient = ['server/protocol.ts', 'server/parse/schemes.ts', 'server/parse/wikilink.ts'];
/** Libraries that only the outer layers may know: below them nothing does IO or talks to an editor. */
const outerLibraries = /^(?:node:|vscode$|vscode-languageserver(?:$|\/)|vscode-languageclient)/;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .sort();
}

/** What a file imports: paths from the project's folder, and names of libraries. */
function importsOf(path: string): string[] {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const found = [
    ...readFileSync(path, 'utf8').matchAll(
      /^(?:import|export)\b[^;'"]*?\bfrom '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm,
    ),
  ];
  return found.map((match) => {
    const name = (match[1] ?? match[2] ?? match[3])!;
    return name.startsWith('.') ? new URL(`${folder}/${name}`, 'file:///').pathname.slice(1) : name;
  });
}

/** `text` … `lsp`, `main` for the entry points, `shared`. */
function layerOf(path: string): string {
  if (shared.includes(path)) return 'shared';
  const name = /^server\/(\w+)(?:\/|\.)/.exec(path)?.[1];
  assert.ok(name && layers.includes(name), `${path} belongs to a layer`);
  return name;
}

/** Why an import is against the direction, or `undefined`. */
function against(path: string, imported: string): string | undefined {
  const own = layerOf(path);
  if (!imported.startsWith('server/')) {
    if (imported.startsWith('client/')) return 'the server knows no client';
    return outerLibraries.test(imported) && layers.indexOf(own) < layers.indexOf('lsp')
      ? `${own} does no IO`
      : undefined;
  }
  const other = layerOf(imported);
  if (other === 'shared') {
    return own === 'shared' || layers.indexOf(own) >= layers.indexOf('vault') ? undefined : `${own} knows no protocol`;
  }
  if (own === 'shared') return 'shared files know no layer';
  return layers.indexOf(other) <= layers.indexOf(own) ? undefined : `${own} lies below ${other}`;
}

describe('one direction', () => {
  test('the rule itself tells right from wrong', () => {
    assert.equal(against('server/parse/note.ts', 'server/vault/vault.ts'), 'parse lies below vault');
    assert.equal(against('server/parse/note.ts', 'server/protocol.ts'), 'parse knows no protocol');
    assert.equal(against('server/features/hover.ts', 'node:fs'), 'features does no IO');
    assert.equal(against('server/features/hover.ts', 'vscode-languageserver-types'), undefined);
    assert.equal(against('server/vault/vault.ts', 'server/text/uri.ts'), undefined);
    assert.ok(importsOf('server/vault/resolve.ts').includes('server/parse/note.ts'));
  });
  const files = filesIn('server');
  assert.ok(files.length > 30);
  for (const path of files) {
    test(path, () =>
      assert.deepEqual(
        importsOf(path).flatMap((name) => against(path, name) ?? []),
        [],
      ),
    );
  }
  for (const path of filesIn('client')) {
    test(path, () => {
      const server = importsOf(path).filter((name) => name.startsWith('server/'));
      assert.deepEqual(
        server.filter((name) => !forClient.includes(name)),
        [],
      );
    });
  }
  test('nothing imports itself in a circle of layers', () => {
    for (const path of shared)
      assert.deepEqual(
        importsOf(path).filter((name) => name.startsWith('server/')),
        [],
      );
  });
});

// Two windows, an old version, half a file: what is not kept on disk cannot be stale there.
test('the server writes nothing: its index is made anew at each start', () => {
  const servers = filesIn('server').filter((path) => !path.startsWith('server/cli'));
  for (const path of servers) {
    const text = readFileSync(path, 'utf8');
    for (const [, names] of text.matchAll(/import \{([^}]*)\} from 'node:fs(?:\/promises)?'/g))
      assert.doesNotMatch(names!, /write|append|mkdir|rm|rename|copy|cp\b|unlink|truncate/i, path);
    assert.doesNotMatch(text, /(?:import\(|import \*.* from |require\()\s*'node:fs|indexedDB|localStorage/, path);
  }
  assert.ok(servers.includes('server/lsp/nodeFiles.ts'));
});

describe('every feature has a test', () => {
  /** Features tested in the file of another, and why. */
  const elsewhere: Record<string, string> = {
    canvasNodes: 'canvasLinks.test.ts: what is written, and what is left alone',
    fragmentSpellings: 'rename.test.ts: renaming a heading is what spells fragments anew',
    labels: 'rename.test.ts and references.test.ts: both are about every place of a label',
    plan: 'rename.test.ts: each of its checks carries one out',
    nameChange: 'moveFiles.test.ts and rename.test.ts: what relink takes',
    newName: 'moveFiles.test.ts, rename.test.ts and moved.property.test.ts: how relink writes a name',
    unlistedPath: 'moveFiles.test.ts: folders and what is not there',
    wikiLabel: 'rename.test.ts: labels of definitions that say what wiki-links say',
    relink: 'moveFiles.test.ts and rename.test.ts: it is how both find what links must say',
    renameInFrontMatter: 'rename.test.ts: names in the front matter',
    renameWanted: 'rename.test.ts: what is wanted and not there',
    renameTarget: 'prepareRename.test.ts and rename.test.ts: it is the first step of both',
    sidecars: 'moveFiles.test.ts: an image moves there',
    spellings: 'moveFiles.test.ts and rename.test.ts: both spell paths anew',
    tags: 'rename.test.ts and references.test.ts: both look for every place of a tag',
    writtenLink: 'rename.test.ts: each form of a link there is taken apart by it',
    actionEdits: 'refactorings.test.ts: every action makes its edit with it',
    fixedTarget: 'codeActions.test.ts: the right path, and every “change to”',
    silencingComment: 'codeActions.test.ts: silence',
    staleComments: 'codeActions.test.ts: stale comments',
    wantedNote: 'codeActions.test.ts: creating a note',
    convertLinks: 'refactorings.test.ts: offered and taken as a user does',
    definitionsFor: 'refactorings.test.ts: what is extracted or inlined takes its definitions along',
    sharedDefinitions: 'refactorings.test.ts: what of them is copied, stays or goes',
    followInserted: 'refactorings.test.ts: links to headings of a note that something is inlined into',
    followMoved: 'refactorings.test.ts: links to what is extracted',
    headingsAfter: 'rename.test.ts: a tag or an alias in a heading, and links to the heading follow',
    extractNote: 'refactorings.test.ts: offered and taken as a user does',
    fixAll: 'refactorings.test.ts: offered and taken as a user does',
    fixableCodes: 'refactorings.test.ts: a list for the one that fixes all',
    headingIds: 'refactorings.test.ts: offered and taken as a user does',
    freeLabels: 'refactorings.test.ts: labels of what is inlined',
    inlineEmbed: 'refactorings.test.ts: offered and taken as a user does',
    linkText: 'refactorings.test.ts and githubMarkdown.test.ts: what stands in a link as the text of a Markdown one',
    literalText: 'refactorings.test.ts: titles and headings as texts of links',
    mentionedWhere: 'refactorings.test.ts: what a new note quotes',
    movedText: 'refactorings.test.ts: what is inlined or extracted is moved',
    newNoteStub: 'refactorings.test.ts: what a created note begins with',
    noteNames: 'refactorings.test.ts: what an extracted note is called',
    reverseLink: 'refactorings.test.ts: offered and taken as a user does',
    tableOfContents: 'refactorings.test.ts: offered and taken as a user does',
    blockTargets: 'completion.test.ts: its rows name blocks',
    completionItems: 'completion.test.ts: it makes the rows',
    markCompletion: 'completion.test.ts: one list for all that can be typed',
    pathCompletion: 'completion.test.ts: one list for all that can be typed',
    relatedReason: 'completion.test.ts: a row goes on with a reason',
    aliasCompletion: 'completion.test.ts: one list for all that can be typed',
    typedLink: 'completion.test.ts: it says what is typed',
    wikiCompletion: 'completion.test.ts: one list for all that can be typed',
    backlinks: 'views.test.ts: the rows of all views are printed in one way',
    outgoingLinks: 'views.test.ts: as backlinks',
    unlinkedMentions: 'views.test.ts: as backlinks',
    vaultHealth: 'views.test.ts: as backlinks',
    linkAt: 'definition.test.ts: it is the first step of going to a definition',
    newNote: 'codeActions.test.ts: only creating a note asks for legal names',
    newLink: 'insertLink.test.ts and completion.test.ts: both write links with it',
  };
  for (const path of filesIn('server/features')) {
    const name = path.slice('server/features/'.length, -'.ts'.length);
    test(name, () => {
      const own = existsSync(`test/features/${name}.test.ts`);
      assert.ok(own || elsewhere[name], `test/features/${name}.test.ts is missing`);
      assert.ok(!(own && elsewhere[name]), 'it has a test of its own: strike it from the list');
    });
  }
});

describe('the README names', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  const titles = existsSync('package.nls.json') ? JSON.parse(readFileSync('package.nls.json', 'utf8')) : {};
  const readme = existsSync('README.md') ? readFileSync('README.md', 'utf8') : undefined;
  const skip = readme === undefined ? 'there is no README.md yet' : false;
  const sections = [manifest.contributes.configuration].flat();
  const settings = sections.flatMap((section) => Object.keys(section.properties));
  assert.ok(settings.length > 10);
  for (const setting of settings) {
    test(setting, { skip }, () => {
      const short = setting.replace('researchNotes.diagnostics.', '');
      // The many codes may stand in a table of their own, without what they share.
      assert.ok(readme!.includes(`\`${setting}\``) || (short !== setting && readme!.includes(`\`${short}\``)));
    });
  }
  const hidden = new Set(
    (manifest.contributes.menus?.commandPalette ?? [])
      .filter((entry: { when?: string }) => entry.when === 'false')
      .map((entry: { command: string }) => entry.command),
  );
  for (const { command, title } of manifest.contributes.commands) {
    // A command that no menu shows has nothing to tell a reader.
    if (hidden.has(command)) continue;
    test(command, { skip }, () => {
      const shown = String(title).replace(/^%(.*)%$/, (_, key) => titles[key] ?? key);
      assert.ok(readme!.includes(shown) || readme!.includes(command), `“${shown}” is in the README`);
    });
  }
});
