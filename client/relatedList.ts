// Enter after an item of a list of related notes begins the next item: VS Code's Markdown support does not.
import { type Disposable, extensions, IndentAction, languages } from 'vscode';

/** These go on with lists themselves. */
const others = ['yzhang.markdown-all-in-one'];

export function continueRelatedLists(): Disposable {
  if (others.some((id) => extensions.getExtension(id))) return languages.setLanguageConfiguration('markdown', {});
  const item = (mark: string) => ({
    beforeText: new RegExp(`^\\s*\\${mark}\\s+\\[\\[[^\\]]+\\]\\]\\s*[-–—:]\\s+\\S.*$`),
    afterText: /^\s*$/,
    action: { indentAction: IndentAction.None, appendText: `${mark} ` },
  });
  return languages.setLanguageConfiguration('markdown', { onEnterRules: [item('-'), item('*'), item('+')] });
}
