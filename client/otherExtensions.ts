// Says once that another extension handles wiki-links too, since every list and warning then comes twice.
import { commands, type ExtensionContext, extensions, l10n, window } from 'vscode';

const others = ['foam.foam-vscode', 'svsool.markdown-memo', 'kortina.vscode-markdown-notes'];
const shownKey = 'otherExtensionsNoticed';

export async function noticeOtherExtensions(context: ExtensionContext): Promise<void> {
  if (context.globalState.get<boolean>(shownKey)) return;
  const other = others.map((id) => extensions.getExtension(id)).find((extension) => extension !== undefined);
  if (!other) return;
  await context.globalState.update(shownKey, true);
  const name = String(other.packageJSON.displayName ?? other.id);
  const show = l10n.t('Show extension');
  const choice = await window.showInformationMessage(
    l10n.t(
      '“{0}” handles [[wiki-links]] too. With both extensions on, lists and warnings may come twice: you can disable one of them for this workspace.',
      name,
    ),
    show,
  );
  if (choice === show) await commands.executeCommand('extension.open', other.id);
}
