// The routes of a client that pulls diagnostics; the others are told by the session.
import type { Connection, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver';
import { canonicalUri } from '../text/uri.ts';
import type { Answer } from './routes.ts';
import type { Session } from './session.ts';

export function serveDiagnostics(connection: Connection, session: Session, answer: Answer): void {
  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }) => {
    const report = await answer('diagnostic', async () => {
      const uri = canonicalUri(textDocument.uri);
      await session.settled(uri);
      return session.puller?.document(uri, previousResultId);
    });
    return report ?? { kind: 'full', items: [] };
  });
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, _progress, results) => {
    const closed = new Promise<void>((done) => token.onCancellationRequested(() => done()));
    const stream = results && ((items: WorkspaceDocumentDiagnosticReport[]) => results.report({ items }));
    const items = await answer('workspace/diagnostic', () =>
      session.puller?.workspace(previousResultIds, stream, closed),
    );
    return { items: items ?? [] };
  });
}
