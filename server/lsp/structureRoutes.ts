// The routes of structure: outline, symbols, folding, selections, call hierarchy. What VS Code's own Markdown support gives
// too is not served there.
import type { Connection, DocumentSymbol, ServerCapabilities, SymbolInformation } from 'vscode-languageserver';
import { callHierarchy, incomingLinks, outgoingLinks } from '../features/callHierarchy.ts';
import { documentSymbols } from '../features/documentSymbols.ts';
import { foldingRanges } from '../features/foldingRanges.ts';
import { selectionRanges } from '../features/selectionRanges.ts';
import { workspaceSymbols } from '../features/workspaceSymbols.ts';
import { canonicalUri } from '../text/uri.ts';
import type { Answer, PlaceOf } from './routes.ts';
import type { Session } from './session.ts';

/** @param besideMarkdown the client is our extension, in an editor that has Markdown support */
export function structureCapabilities(besideMarkdown: boolean): ServerCapabilities {
  const common: ServerCapabilities = { workspaceSymbolProvider: true, callHierarchyProvider: true };
  if (besideMarkdown) return common;
  return { ...common, documentSymbolProvider: true, foldingRangeProvider: true, selectionRangeProvider: true };
}

export function serveStructure(connection: Connection, session: Session, answer: Answer, place: PlaceOf): void {
  const { vault, search } = session;
  connection.onWorkspaceSymbol(({ query }, token) =>
    answer('workspaceSymbol', async () => {
      await session.readSoon();
      if (!(await session.searchNames.wait(token))) return undefined;
      return workspaceSymbols(vault, search, query, session.options.commands === true);
    }),
  );
  connection.onDocumentSymbol(({ textDocument }) =>
    answer('documentSymbol', () => {
      const symbols = documentSymbols(vault, canonicalUri(textDocument.uri));
      return symbols && (session.hasSymbolTrees ? symbols : flat(symbols, textDocument.uri));
    }),
  );
  connection.onFoldingRanges(({ textDocument }) =>
    answer('foldingRange', () => foldingRanges(vault, canonicalUri(textDocument.uri))),
  );
  connection.onSelectionRanges(({ textDocument, positions }) =>
    answer('selectionRange', () => {
      const places = positions.map((position) => place({ textDocument, position }));
      return selectionRanges(
        vault,
        canonicalUri(textDocument.uri),
        places.map(({ offset }) => offset),
      );
    }),
  );
  connection.languages.callHierarchy.onPrepare((params) =>
    answer('prepareCallHierarchy', () => callHierarchy(vault, place(params), session.settings)),
  );
  connection.languages.callHierarchy.onIncomingCalls(({ item }) =>
    answer('callHierarchy/incomingCalls', () => incomingLinks(vault, item, session.settings)),
  );
  connection.languages.callHierarchy.onOutgoingCalls(({ item }) =>
    answer('callHierarchy/outgoingCalls', () => outgoingLinks(vault, item, session.settings)),
  );
}

function flat(symbols: readonly DocumentSymbol[], uri: string, containerName?: string): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children }) => [
    { name, kind, location: { uri, range }, ...(containerName === undefined ? {} : { containerName }) },
    ...flat(children ?? [], uri, name),
  ]);
}
