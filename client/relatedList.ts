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
    followDraft(),
  );
}

const beforeDraft = /^\s*[-*+]\s+\[\[[^\]]+\]\]\s*[-–—:]\s+$/;

/** Tells our binding of Enter that a drafted reason is selected: it takes the draft, where Enter alone would delete it. */
function followDraft(): Disposable {
  let known = false;
  const tell = (isDraft: boolean) => {
    if (isDraft === known) return;
    known = isDraft;
    void commands.executeCommand('setContext', 'researchNotes.draftSelected', isDraft);
  };
  return Disposable.from(
    window.onDidChangeTextEditorSelection(({ textEditor }) => tell(isDraftSelected(textEditor))),
    window.onDidChangeActiveTextEditor((editor) => tell(editor !== undefined && isDraftSelected(editor))),
  );
}

/** True if all that follows a link of such an item is selected, and nothing else. */
function isDraftSelected({ document, selection, selections }: TextEditor): boolean {
  if (selection.isEmpty || selections.length > 1 || document.languageId !== 'markdown') return false;
  const { text, range } = document.lineAt(selection.start.line);
  return selection.end.isEqual(range.end) && beforeDraft.test(text.slice(0, selection.start.character));
}
