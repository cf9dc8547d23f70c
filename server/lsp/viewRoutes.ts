// The routes of the views and of "Why does this link go there?". What they call is loaded with the first of them.
import type { CancellationToken, Connection } from 'vscode-languageserver';
import {
  type ExplainLinkParams,
  explainLinkRequest,
  type ViewParams,
  type ViewResult,
  viewRequest,
} from '../protocol.ts';
import { canonicalUri } from '../text/uri.ts';
import type { Answer, PlaceOf } from './routes.ts';
import type { Session } from './session.ts';

export function serveViews(connection: Connection, session: Session, answer: Answer, place: PlaceOf): void {
  connection.onRequest<ViewResult, void>(viewRequest, ({ kind, uri }: ViewParams, token: CancellationToken) =>
    answer<Exclude<ViewResult, null>>('view', async () => {
      const { view } = await import('./views.ts');
      return session.vault.isRead ? view(session, kind, canonicalUri(uri ?? ''), token) : 'reading';
    }),
  );
  connection.onRequest(explainLinkRequest, ({ uri, line, character }: ExplainLinkParams) => {
    const at = place({ textDocument: { uri }, position: { line, character } });
    return answer('explainLink', async () => (await import('./views.ts')).explain(session, at));
  });
}
