// Says once that VS Code's own Markdown validation takes [[wiki-links]] for labels without a definition, and offers the setting.
import {
  ConfigurationTarget,
  type Disposable,
  type ExtensionContext,
  l10n,
  languages,
  type Uri,
  window,
  workspace,
} from 'vscode';

/** What VS Code calls `[x]` without a `[x]: …`. It does the same to the inside of `[[x]]`. */
const code = 'link.no-such-reference';
const answeredKey = 'validationClashAnswered';

/**
 * Watches what is said about open notes, and not the settings: where no wiki-link is flagged, nothing needs to be asked.
 * Any answer counts for this workspace, also that the message was closed.
 */
export function noticeValidationClash(context: ExtensionContext): Disposable {
  const watch = languages.onDidChangeDiagnostics(({ uris }) => void look(uris));
  const look = async (uris: readonly Uri[]) => {
    // Without a workspace there is no place for its settings.
    if (!workspace.workspaceFolders?.length || context.workspaceState.get<boolean>(answeredKey)) return watch.dispose();
    if (!uris.some(isFlagged)) return;
    watch.dispose();
    const off = l10n.t('Turn off this check here');
    const choice = await window.showInformationMessage(
      l10n.t(
        'VS Code’s Markdown validation flags every [[wiki-link]] as a link without a definition. Research Notes checks these links itself: the check of reference links (“{0}”) can be turned off for this workspace.',
        `${section}.${setting}`,
      ),
      off,
    );
    await context.workspaceState.update(answeredKey, true);
    if (choice === off) await turnOff();
  };
  void look(workspace.textDocuments.map(({ uri }) => uri));
  return watch;
}

const section = 'markdown.validate.referenceLinks';
const setting = 'enabled';

/** Only this part of the validation: what else it finds may be wanted. */
async function turnOff(): Promise<void> {
  try {
    await workspace.getConfiguration(section).update(setting, 'ignore', ConfigurationTarget.Workspace);
  } catch (error) {
    void window.showErrorMessage(
      l10n.t('The setting “{0}” could not be written: {1}', `${section}.${setting}`, String(error)),
    );
  }
}

function isFlagged(uri: Uri): boolean {
  const document = workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  if (document?.languageId !== 'markdown') return false;
  return languages.getDiagnostics(uri).some(({ code: said, range }) => {
    if ((typeof said === 'object' ? said.value : said) !== code) return false;
    // The range begins behind the brackets.
    const line = document.lineAt(range.start.line).text;
    return line.slice(0, range.start.character).endsWith('[[');
  });
}
