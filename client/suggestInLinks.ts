// The list inside a link. Markdown has quick suggestions off, so a letter typed into `[[note]]` or `[text](path)` opens none;
// only the brackets and marks that a server names do, and then that server alone is asked.
import { commands, type Disposable, type TextDocument, type TextDocumentChangeEvent, window, workspace } from 'vscode';
import { isInLink } from './linkAtSelection.ts';

/**
 * Opens it with the first letter after the cursor has come to a link (who closes it then is not asked again), and where a path
 * begins: there VS Code lists files by their names, and we by their titles.
 */
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
      if (!change || seen?.document !== event.document) return;
      const { moved } = seen;
      // To delete is no answer yet: what is typed instead comes next.
      if (moved) seen.moved = change.text === '';
      // `auto`: without the word that there is nothing to suggest.
      if (asksForList(event, moved)) void commands.executeCommand('editor.action.triggerSuggest', { auto: true });
    }),
  ];
}

function asksForList({ document, contentChanges, reason }: TextDocumentChangeEvent, moved: boolean): boolean {
  const [change, ...others] = contentChanges;
  if (!change || others.length > 0 || reason !== undefined || !/^(?:[\p{L}\p{N}]|\(\)?)$/u.test(change.text))
    return false;
  if (document !== window.activeTextEditor?.document) return false;
  const settings = workspace.getConfiguration('editor', document);
  // Who has no lists after brackets wants none here.
  if (!settings.get('suggestOnTriggerCharacters', true)) return false;
  const { line, character } = change.range.start;
  const before = document.lineAt(line).text.slice(0, character) + change.text.charAt(0);
  if (change.text.startsWith('(')) return pathBegins.test(before) && !isCode(document, line, before);
  // With quick suggestions VS Code opens it for a letter by itself.
  const quick = settings.get<boolean | { other: boolean | string }>('quickSuggestions', false);
  const other = typeof quick === 'object' ? quick.other : quick;
  if (other !== false && other !== 'off') return false;
  if (moved && isInLink(before)) return true;
  return (moved ? isInPath : pathBegins).test(before) && !isCode(document, line, before);
}

/** `[text](`, and the first letter of the path of a definition. */
const pathBegins = /\]\($|^ {0,3}\[[^\]^][^\]]*\]:\s+<?[\p{L}\p{N}]$/u;
const isInPath = /\]\((?:<[^<>]*|[^()\s<>]*)$|^ {0,3}\[[^\]^][^\]]*\]:\s+(?:<[^<>]*|[^()\s<>]*)$/;

/** VS Code's own list does not look where it is asked: in `handlers[0](x)` of a program nobody wants files. */
function isCode(document: TextDocument, line: number, before: string): boolean {
  let fence: string | undefined;
  for (let above = 0; above < line; above++) {
    const mark = /^[ \t>]*(`{3,}|~{3,})/.exec(document.lineAt(above).text)?.[1];
    if (mark === undefined) continue;
    if (fence === undefined) fence = mark;
    else if (mark.startsWith(fence)) fence = undefined;
  }
  return fence !== undefined || before.split('`').length % 2 === 0;
}
