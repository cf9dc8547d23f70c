// The routes of the preview. What they call is loaded with the first of them: most sessions never render a page.
import type { Connection } from 'vscode-languageserver';
import {
  type GithubMarkdownParams,
  githubMarkdownRequest,
  type PreviewAroundParams,
  type PreviewCardParams,
  type PreviewParams,
  type PreviewResult,
  previewAroundRequest,
  previewCardRequest,
  previewRequest,
} from '../protocol.ts';
import { canonicalUri } from '../text/uri.ts';
import type { Answer } from './routes.ts';
import type { Session } from './session.ts';

export function servePreview(connection: Connection, session: Session, answer: Answer): void {
  const { vault } = session;
  connection.onRequest(previewRequest, (params: PreviewParams) =>
    answer('preview', async () => {
      const { preview, previewNeeds } = await import('../features/preview.ts');
      const uri = canonicalUri(params.uri);
      return session.withNeeds(
        previewNeeds(vault, uri, session.settings),
        (): PreviewResult => ({
          ...preview(vault, { ...params, uri }, session),
          version: session.documentOf(uri).version,
          roots: session.allowedFolders(),
        }),
      );
    }),
  );
  connection.onRequest(previewAroundRequest, (params: PreviewAroundParams) =>
    answer('previewAround', async () => {
      const { previewAround, previewAroundNeeds } = await import('../features/preview.ts');
      const uri = canonicalUri(params.uri);
      return session.withNeeds(previewAroundNeeds(vault, uri, session.settings), () =>
        previewAround(vault, { ...params, uri }, session),
      );
    }),
  );
  connection.onRequest(previewCardRequest, (params: PreviewCardParams) =>
    answer('previewCard', async () => {
      const { previewCard, previewCardNeeds } = await import('../features/preview.ts');
      const uri = canonicalUri(params.uri);
      return session.withNeeds(previewCardNeeds(vault, uri), () => previewCard(vault, { ...params, uri }, session));
    }),
  );
  connection.onRequest(githubMarkdownRequest, (params: GithubMarkdownParams) =>
    answer('githubMarkdown', async () => {
      const { githubMarkdown } = await import('../features/githubMarkdown.ts');
      const uri = canonicalUri(params.uri);
      return session.withNeeds({ texts: [uri] }, () => githubMarkdown(vault, uri, session.settings));
    }),
  );
}
