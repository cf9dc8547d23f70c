// The status item: how many links and images of the note are good, and the health of the vault on hover.
import {
  Disposable,
  type Event,
  l10n,
  MarkdownString,
  StatusBarAlignment,
  type TextEditor,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type StatusResult, statusRequest } from '../server/protocol.ts';
import { stateOf } from './askServer.ts';
import { statusLabel, statusText, statusTooltip, tooltipCommands } from './statusText.ts';

const afterEdit = 150;

export function createStatusItem(client: BaseLanguageClient, onVaultChanged: Event<void>): Disposable {
  const item = window.createStatusBarItem('researchNotes.status', StatusBarAlignment.Right, 100);
  item.name = 'Research Notes';

  let asked = 0;
  let shownFor: string | undefined;
  /** What is shown says that there is no server. */
  let isAbsent = false;
  // Where a page has the focus, no editor is the active one.
  const isShown = ({ document }: TextEditor) => document.uri.toString() === shownFor;
  const refresh = async () => {
    const uri = noteOf(window.activeTextEditor ?? window.visibleTextEditors.find(isShown));
    const own = ++asked;
    if (uri === undefined) {
      shownFor = undefined;
      item.hide();
      return;
    }
    // The numbers of another note must not stay until the answer is here; those of this one may, but not that there is no server.
    if (shownFor !== uri || (isAbsent && stateOf(client) !== 'stopped')) {
      item.text = '$(sync~spin)';
      item.tooltip = l10n.t('The notes are being read.');
      item.accessibilityInformation = { label: `Research Notes. ${item.tooltip}` };
      item.command = undefined;
      isAbsent = false;
    }
    item.show();
    try {
      const status = await client.sendRequest<StatusResult>(statusRequest, { uri });
      if (own !== asked) return;
      shownFor = uri;
      item.text = statusText(status);
      item.accessibilityInformation = { label: statusLabel(status) };
      item.tooltip = trusted(statusTooltip(status));
      item.command = 'researchNotes.showProblems';
    } catch {
      // One that starts answers soon; the output says why another is gone.
      if (own !== asked || stateOf(client) !== 'stopped') return;
      isAbsent = true;
      item.text = '$(warning) Research Notes';
      item.tooltip = l10n.t('The language server is not running. Click to start it again.');
      item.accessibilityInformation = { label: `Research Notes. ${item.tooltip}` };
      item.command = 'researchNotes.restartServer';
    }
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  const refreshSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, afterEdit);
  };
  const listeners = [
    window.onDidChangeActiveTextEditor(refresh),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document && document.languageId === 'markdown') refreshSoon();
    }),
    // A document becomes Markdown when the user says so.
    workspace.onDidOpenTextDocument((document) => {
      if (document === window.activeTextEditor?.document) void refresh();
    }),
    onVaultChanged(refresh),
    client.onDidChangeState(refresh),
  ];
  void refresh();
  return new Disposable(() => {
    clearTimeout(timer);
    for (const listener of listeners) listener.dispose();
    item.dispose();
  });
}

function noteOf(editor: TextEditor | undefined): string | undefined {
  return editor?.document.languageId === 'markdown' ? editor.document.uri.toString() : undefined;
}

/** The only text of ours that may run commands, and only these. */
function trusted(text: string): MarkdownString {
  const markdown = new MarkdownString(text);
  markdown.isTrusted = { enabledCommands: tooltipCommands };
  return markdown;
}
