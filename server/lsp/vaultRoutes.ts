// The routes of our own requests about the vault as a whole: its status, its notes by name, its index.
import type { Connection } from 'vscode-languageserver';
import { insertLink } from '../features/insertLink.ts';
import { resolvedLinks, resolvedLinksNeeds } from '../features/resolvedLinks.ts';
import { noteStatus } from '../features/status.ts';
import {
  countersRequest,
  pingRequest,
  type ResolveLinksParams,
  rebuildIndexRequest,
  resolveLinksRequest,
  type SearchParams,
  type StatusParams,
  type StatusResult,
  searchRequest,
  statusRequest,
} from '../protocol.ts';
import { canonicalUri } from '../text/uri.ts';
import type { Answer } from './routes.ts';
import type { Session } from './session.ts';

export function serveVault(connection: Connection, session: Session, answer: Answer): void {
  const { vault, search } = session;
  connection.onRequest(statusRequest, (params: StatusParams) =>
    answer('status', (): StatusResult => {
      const note = params.uri === undefined ? undefined : noteStatus(vault, canonicalUri(params.uri), session.settings);
      return { vault: session.status(), ...(note ? { note } : {}) };
    }),
  );
  connection.onRequest(searchRequest, (params: SearchParams, token) =>
    answer('search', async () => {
      if (!(await session.searchNames.wait(token))) return undefined;
      return insertLink(vault, search, canonicalUri(params.uri), params.query, session.settings, session.loader.style);
    }),
  );
  connection.onRequest(resolveLinksRequest, (params: ResolveLinksParams) =>
    answer('resolveLinks', () => {
      const uri = canonicalUri(params.uri);
      return session.withNeeds(resolvedLinksNeeds(vault, uri, session.settings), () =>
        resolvedLinks(vault, uri, session.settings),
      );
    }),
  );
  connection.onRequest(rebuildIndexRequest, () =>
    answer('rebuildIndex', async () => {
      await session.load();
      await session.atRest();
    }),
  );
  connection.onRequest(pingRequest, () => null);
  connection.onRequest(countersRequest, async () => {
    await session.atRest();
    return { ...vault.counters };
  });
}
