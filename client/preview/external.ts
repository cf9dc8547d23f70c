// Addresses that leave VS Code: by the one list of schemes, with one question for a scheme that could be on it.
import { env, l10n, Uri, window, workspace } from 'vscode';
import { isAllowedUrl, mayBeAllowed, schemeOf } from '../../server/parse/schemes.ts';

/** The answer to the question is kept among the user's own settings. */
export async function openExternal(url: string): Promise<void> {
  const configuration = workspace.getConfiguration('researchNotes.links');
  const allowed = configuration.get<string[]>('allowedSchemes', []);
  if (isAllowedUrl(url, allowed)) {
    await env.openExternal(Uri.parse(url));
    return;
  }
  const scheme = schemeOf(url);
  if (!scheme || !mayBeAllowed(url)) {
    void window.showWarningMessage(l10n.t('Addresses of this kind are not opened: {0}', url.slice(0, 100)));
    return;
  }
  const allow = l10n.t('Allow');
  const answer = await window.showWarningMessage(
    l10n.t('Let notes open addresses that begin with “{0}:”?', scheme),
    { modal: true, detail: url.slice(0, 300) },
    allow,
  );
  if (answer !== allow) return;
  await configuration.update('allowedSchemes', [...allowed, scheme], true);
  await env.openExternal(Uri.parse(url));
}
