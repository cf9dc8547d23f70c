// VS Code's own Markdown preview: the plugin gets its answers from a cache that one request per note fills.
import type { MarkdownIt } from 'markdown-it';
import {
  commands,
  type Event,
  type ExtensionContext,
  l10n,
  TabInputCustom,
  TabInputWebview,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type ResolveLinksParams, type ResolveLinksResult, resolveLinksRequest } from '../server/protocol.ts';
import { LinkCache } from './linkCache.ts';
import { wikilinkPlugin } from './wikilinkPlugin.ts';

export function builtinPreview(
  context: ExtensionContext,
  client: BaseLanguageClient,
  onVaultChanged: Event<void>,
): { extendMarkdownIt(md: MarkdownIt): MarkdownIt } {
  const cache = new LinkCache({
    ask: (uri) => {
      const params: ResolveLinksParams = { uri };
      return client.sendRequest<ResolveLinksResult | null>(resolveLinksRequest, params);
    },
    changed: () => void commands.executeCommand('markdown.preview.refresh'),
  });
  context.subscriptions.push(
    cache,
    onVaultChanged(() => cache.outdate(isPreviewOpen())),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId === 'markdown' && contentChanges.length > 0) {
        cache.outdate(isPreviewOpen(), document.uri.toString());
      }
    }),
  );
  return {
    extendMarkdownIt: (md) =>
      wikilinkPlugin(md, {
        currentDocument: () => window.activeTextEditor?.document.uri.toString(),
        linksOf: (note) => cache.get(note),
        missing: (target) => l10n.t('Not found: {0}', target),
      }),
  };
}

/** Without a preview nothing is asked ahead. */
function isPreviewOpen(): boolean {
  return window.tabGroups.all.some((group) =>
    group.tabs.some(({ input }) => {
      const open = input instanceof TabInputWebview || input instanceof TabInputCustom;
      return open && input.viewType.includes('markdown.preview');
    }),
  );
}
