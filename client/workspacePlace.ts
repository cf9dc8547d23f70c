// The workspace folder that an address lies in, by our own guard.
import { Uri, type WorkspaceFolder, workspace } from 'vscode';
import { isInside } from './pathGuard.ts';

/** `undefined` outside of every folder, and for what is no address at all. */
export function workspacePlace(address: string): { uri: Uri; folder: WorkspaceFolder } | undefined {
  try {
    const uri = Uri.parse(address, true);
    const folder = workspace.workspaceFolders?.find((each) => isInside(each.uri, uri));
    return folder && { uri, folder };
  } catch {
    return undefined;
  }
}
