// The commands of the palette and of our own links, one function a command.
import { commands, type Disposable, type LogOutputChannel, l10n, Position, ProgressLocation, window } from 'vscode';
import type { BaseLanguageClient, Location } from 'vscode-languageclient';
import { rebuildIndexRequest, type StatusResult, statusRequest } from '../server/protocol.ts';
import { askServer, sayAbsent, stateOf } from './askServer.ts';
import { nameProblem, renameNote } from './checkedEdits.ts';
import { countedNotes } from './countedNotes.ts';
import { insertLink } from './insertLink.ts';
import { workspacePlace } from './workspacePlace.ts';

export function registerCommands(client: BaseLanguageClient, output: LogOutputChannel): Disposable[] {
  const register = (name: string, run: (...args: unknown[]) => unknown) =>
    commands.registerCommand(`researchNotes.${name}`, run);
  return [
    register('insertLink', () => insertLink(client)),
    register('renameNote', () => askForName(client)),
    register('rebuildIndex', () => rebuildIndex(client)),
    register('showOutput', () => output.show()),
    register('showProblems', () => commands.executeCommand('workbench.actions.view.problems')),
    register('openSettings', openSettings),
    register('open', open),
    register('showReferences', (...args) => showReferences(client, ...args)),
  ];
}

/** Another name for the file of the note in the editor; F2 on a link does it from elsewhere. */
async function askForName(client: BaseLanguageClient): Promise<void> {
  const uri = window.activeTextEditor?.document.uri;
  if (!uri) return;
  if (!workspacePlace(uri.toString())) {
    const message = l10n.t('Save the note in a folder of the workspace first: until then it has no name for links.');
    return void window.showInformationMessage(message);
  }
  const file = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const value = file.replace(/\.(?:md|markdown)$/i, '');
  const title = l10n.t('Rename Note');
  const prompt = l10n.t('A new name for {0}. Links to it follow.', file);
  // A box that is left with a name that cannot be would take what was typed with it.
  const validateInput = (typed: string) => (typed === value ? undefined : nameProblem(client, uri, typed));
  const name = await window.showInputBox({ title, prompt, value, validateInput });
  if (name !== undefined && name !== value) await renameNote(client, uri, name);
}

async function rebuildIndex(client: BaseLanguageClient): Promise<void> {
  const title = l10n.t('Research Notes: reading all notes again');
  if (stateOf(client) === 'stopped') return sayAbsent();
  try {
    await window.withProgress({ location: ProgressLocation.Notification, title }, () =>
      client.sendRequest(rebuildIndexRequest),
    );
    const { vault } = await client.sendRequest<StatusResult>(statusRequest, {});
    void window.showInformationMessage(l10n.t('Index rebuilt: {0}', countedNotes(vault.notes)));
  } catch {
    const show = l10n.t('Show output');
    const choice = await window.showErrorMessage(l10n.t('The index could not be rebuilt.'), show);
    if (choice === show) await commands.executeCommand('researchNotes.showOutput');
  }
}

/** `name` is the end of a setting's id, `contentRoots`; without it all settings of ours are shown. */
async function openSettings(name?: unknown): Promise<void> {
  const query = typeof name === 'string' && /^[\w.-]+$/.test(name) ? `@id:researchNotes.${name}` : 'researchNotes.';
  await commands.executeCommand('workbench.action.openSettings', query);
}

/** Opens an address inside the workspace; quick fixes of the server come here after they created a note. */
async function open(address?: unknown): Promise<void> {
  const place = typeof address === 'string' ? workspacePlace(address) : undefined;
  if (place) await commands.executeCommand('vscode.open', place.uri);
}

/** The references of a place, as a peek: lenses of the server come here. */
async function showReferences(
  client: BaseLanguageClient,
  address?: unknown,
  line?: unknown,
  character?: unknown,
): Promise<void> {
  const place = typeof address === 'string' ? workspacePlace(address) : undefined;
  if (!place || typeof line !== 'number' || typeof character !== 'number') return;
  const position = new Position(line, character);
  // Not through VS Code, which asks every provider of the window and may wait for one for ever.
  const found = await askServer<Location[] | null>(client, 'textDocument/references', {
    textDocument: { uri: place.uri.toString() },
    position: { line, character },
    context: { includeDeclaration: false },
  });
  if (found === undefined) return;
  const locations = await client.protocol2CodeConverter.asReferences(found ?? []);
  await commands.executeCommand('editor.action.showReferences', place.uri, position, locations);
}
