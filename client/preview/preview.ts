// The previews of a window: their commands, the one that follows the editor, and those that a reload brings back.
import {
  commands,
  type Disposable,
  type Event,
  type ExtensionContext,
  env,
  type LogOutputChannel,
  l10n,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type GithubMarkdownParams, githubMarkdownRequest } from '../../server/protocol.ts';
import { askServer } from '../askServer.ts';
import { workspacePlace } from '../workspacePlace.ts';
import { exportPage } from './exportPage.ts';
import { pageState } from './messages.ts';
import { Panel, type PanelHost, webviewOptions } from './panel.ts';

const viewType = 'researchNotes.preview';

export interface Preview {
  readonly parts: Disposable[];
  /** The URI of the note that a page in sight shows, the one with the focus first. */
  noteInSight(): string | undefined;
}

export function registerPreview(
  context: ExtensionContext,
  client: BaseLanguageClient,
  onOthersChanged: Event<void>,
  output: LogOutputChannel,
): Preview {
  const panels = new Set<Panel>();
  const host: PanelHost = {
    client,
    extension: context.extensionUri,
    log: (message) => output.warn(message),
    closed: (panel) => void panels.delete(panel),
    lockChanged: (panel) => {
      if (panel.panel.active) void commands.executeCommand('setContext', 'researchNotes.previewLocked', panel.locked);
    },
    exportPage: (panel, exported) => exportPage(context.extensionUri, panel.uri, exported),
  };
  const active = () => [...panels].find(({ panel }) => panel.active) ?? [...panels].find(({ panel }) => panel.visible);

  const open = async (column: ViewColumn, given?: unknown): Promise<void> => {
    const uri = given instanceof Uri ? given : (window.activeTextEditor?.document.uri ?? active()?.uri);
    if (!uri) {
      void window.showInformationMessage(l10n.t('Open a note first: the preview shows the note of the editor.'));
      return;
    }
    const following = [...panels].find(({ locked }) => !locked);
    if (following) {
      following.show(uri);
      const { panel } = following;
      // To the side means that an editor stays in sight.
      const isBeside = window.visibleTextEditors.some(
        ({ viewColumn }) => viewColumn && viewColumn !== panel.viewColumn,
      );
      const moves = column === ViewColumn.Beside && !isBeside;
      if (moves && panel.visible)
        await window.showTextDocument(uri, { viewColumn: panel.viewColumn ?? ViewColumn.One });
      panel.reveal(moves ? ViewColumn.Beside : panel.viewColumn, true);
      return;
    }
    const show = { viewColumn: column, preserveFocus: column === ViewColumn.Beside };
    const folders = (workspace.workspaceFolders ?? []).map((folder) => folder.uri);
    const options = { ...webviewOptions(context.extensionUri, folders), enableFindWidget: true };
    const panel = window.createWebviewPanel(viewType, '', show, options);
    panels.add(new Panel(host, panel, uri, { locked: false, line: -1 }));
  };

  const register = (name: string, run: (...args: unknown[]) => unknown) =>
    commands.registerCommand(`researchNotes.${name}`, run);
  const parts = [
    register('openPreview', (uri) => open(ViewColumn.Active, uri)),
    register('openPreviewToSide', (uri) => open(ViewColumn.Beside, uri)),
    register('lockPreview', () => active()?.setLocked(true)),
    register('unlockPreview', () => active()?.setLocked(false)),
    register('exportHtml', () => {
      const panel = active();
      if (panel) panel.askForExport();
      else void window.showInformationMessage(l10n.t('Open the preview first: what it shows is exported.'));
    }),
    register('copyGithubMarkdown', () => {
      const uri = window.activeTextEditor?.document.uri ?? active()?.uri;
      return uri && copyMarkdown(client, uri);
    }),
    window.onDidChangeActiveTextEditor((editor) => {
      if (editor?.document.languageId !== 'markdown') return;
      for (const panel of panels) panel.follow(editor.document.uri);
    }),
    onOthersChanged(() => {
      for (const panel of panels) panel.updateSoon();
    }),
    window.registerWebviewPanelSerializer(viewType, {
      async deserializeWebviewPanel(panel: WebviewPanel, value: unknown): Promise<void> {
        const state = pageState(value);
        const place = state && workspacePlace(state.uri);
        if (!state && !value && window.activeTextEditor) {
          // The window was gone before the page could say what it shows.
          const { uri } = window.activeTextEditor.document;
          panels.add(new Panel(host, panel, uri, { locked: false, line: -1 }));
          return;
        }
        if (!place) {
          panel.webview.options = { enableScripts: false, localResourceRoots: [] };
          panel.webview.html = `<p>${l10n.t('This preview cannot be restored. Close it and open the note again.')}</p>`;
          return;
        }
        panels.add(new Panel(host, panel, place.uri, { locked: state.locked, line: state.line }));
      },
    }),
  ];
  return { parts, noteInSight: () => active()?.uri.toString() };
}

async function copyMarkdown(client: BaseLanguageClient, uri: Uri): Promise<void> {
  const params: GithubMarkdownParams = { uri: uri.toString() };
  const text = await askServer<string | null>(client, githubMarkdownRequest, params);
  if (text === undefined) return;
  if (text === null) {
    void window.showErrorMessage(l10n.t('The note could not be read: {0}', workspace.asRelativePath(uri)));
    return;
  }
  await env.clipboard.writeText(text);
  void window.setStatusBarMessage(l10n.t('Copied as GitHub Markdown'), 3000);
}
