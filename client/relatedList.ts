// Enter after an item of a list of related notes begins the next item: VS Code's Markdown support does not.
import { commands, Disposable, extensions, IndentAction, languages, type TextEditor, window } from 'vscode';

/** These go on with lists themselves. */
const others = ['yzhang.markdown-all-in-one'];

export function continueRelatedLists(): Disposable {
  if (others.some((id) => extensions.getExtension(id))) return languages.setLanguageConfiguration('markdown', {});
  const item = (mark: string) => ({
    beforeText: new RegExp(`^\\s*\\${mark}\\s+\\[\\[[^\\]]+\\]\\]\\s*[-–—:]\\s+\\S.*$`),
    afterText: /^\s*$/,
    action: { indentAction: IndentAction.None, appendText: `${mark} ` },
  });
  return Disposable.from(
    languages.setLanguageConfiguration('markdown', { onEnterRules: [item('-'), item('*'), item('+')] }),
    // Tells our bindings of Enter what the cursor stands at. A draft is taken, where Enter alone would delete it: VS Code hears
    // of it too late for a quick key, so it knows before where a draft may come, and by itself that something is selected;
    follow('researchNotes.draftExpected', (editor) => isDraftSelected(editor) || isLinkBegun(editor)),
    // and an empty item ends the list, which no rule of the language can do.
    follow('researchNotes.emptyRelatedItem', isEmptyItem),
  );
}

const relatedItem = /^\s*[-*+]\s+\[\[[^\]]+\]\]/;
const linkBegun = /^\s*[-*+]\s+\[\[[^\]]*$/;
const beforeDraft = /^\s*[-*+]\s+\[\[[^\]]+\]\]\s*[-–—:]\s+$/;

/** Keeps a context key of VS Code as `test` says of the editor that is typed in. */
function follow(key: string, test: (editor: TextEditor) => boolean): Disposable {
  let known = false;
  const tell = (is: boolean) => {
    if (is === known) return;
    known = is;
    void commands.executeCommand('setContext', key, is);
  };
  return Disposable.from(
    window.onDidChangeTextEditorSelection(({ textEditor }) => tell(test(textEditor))),
    window.onDidChangeActiveTextEditor((editor) => tell(editor !== undefined && test(editor))),
  );
}

/** True at the end of an item with nothing in it, right below one of a list of related notes. */
function isEmptyItem({ document, selection, selections }: TextEditor): boolean {
  const { line, character } = selection.active;
  if (!selection.isEmpty || selections.length > 1 || line === 0 || document.languageId !== 'markdown') return false;
  const { text } = document.lineAt(line);
  return character === text.length && /^\s*[-*+]\s+$/.test(text) && relatedItem.test(document.lineAt(line - 1).text);
}

/** True in the first link of an item, which may go on with a draft when its note is chosen. */
function isLinkBegun({ document, selection, selections }: TextEditor): boolean {
  const { line, character } = selection.active;
  if (!selection.isEmpty || selections.length > 1 || document.languageId !== 'markdown') return false;
  return linkBegun.test(document.lineAt(line).text.slice(0, character));
}

/** True if all that follows a link of such an item is selected, and nothing else. */
function isDraftSelected({ document, selection, selections }: TextEditor): boolean {
  if (selection.isEmpty || selections.length > 1 || document.languageId !== 'markdown') return false;
  const { text, range } = document.lineAt(selection.start.line);
  return selection.end.isEqual(range.end) && beforeDraft.test(text.slice(0, selection.start.character));
}
