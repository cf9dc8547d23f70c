// The list inside a link that is there already. Markdown has quick suggestions off, so a letter typed into `[[note]]` opens
// none; only the brackets and marks that the server names do.
import { commands, type Disposable, type TextDocument, type TextDocumentChangeEvent, window, workspace } from 'vscode';
import { isInLink } from './linkAtSelection.ts';

/** Opens it with the first letter after the cursor has come to a link: who closes it then is not asked again. */
export function suggestInLinks(): Disposable[] {
  /** The text the cursor was last seen in, and whether it has been moved there since something was typed. */
  let seen: { document: TextDocument; version: number; moved: boolean } | undefined;
  return [
    window.onDidChangeTextEditorSelection(({ textEditor: { document } }) => {
      if (document.languageId !== 'markdown') return;
      const { version } = document;
      // Typing moves it too, but never without a new version of the text.
      const typed = seen?.document === document && seen.version !== version;
      seen = { document, version, moved: typed ? seen!.moved : true };
    }),
    workspace.onDidChangeTextDocument((event) => {
      const [change] = event.contentChanges;
      if (!change || !seen?.moved || seen.document !== event.document) return;
      // To delete is no answer yet: what is typed instead comes next.
      seen.moved = change.text === '';
      // `auto`: without the word that there is nothing to suggest.
      if (isLetterInLink(event)) void commands.executeCommand('editor.action.triggerSuggest', { auto: true });
    }),
  ];
}

function isLetterInLink({ document, contentChanges, reason }: TextDocumentChangeEvent): boolean {
  const [change, ...others] = contentChanges;
  if (!change || others.length > 0 || reason !== undefined || !/^[\p{L}\p{N}]$/u.test(change.text)) return false;
  if (document !== window.activeTextEditor?.document || opensByItself(document)) return false;
  const { line, character } = change.range.start;
  return isInLink(document.lineAt(line).text.slice(0, character + change.text.length));
}

/** With quick suggestions VS Code opens the list itself; and who has no lists after brackets wants none here. */
function opensByItself(document: TextDocument): boolean {
  const settings = workspace.getConfiguration('editor', document);
  const quick = settings.get<boolean | { other: boolean | string }>('quickSuggestions', false);
  const other = typeof quick === 'object' ? quick.other : quick;
  return (other !== false && other !== 'off') || !settings.get('suggestOnTriggerCharacters', true);
}
