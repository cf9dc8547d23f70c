// What the editor holds of files that the server is not told of, such as canvases: it asks when it is about to change them.
import { workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type OpenTextsParams, type OpenTextsResult, openTextsRequest } from '../server/protocol.ts';

export function answerOpenTexts(client: BaseLanguageClient): void {
  client.onRequest(openTextsRequest, ({ uris }: OpenTextsParams): OpenTextsResult => {
    const open = new Map(workspace.textDocuments.map((each) => [each.uri.toString(), each]));
    return uris.map((address) => {
      const document = open.get(client.protocol2CodeConverter.asUri(address).toString());
      return document ? { version: document.version, text: document.getText() } : null;
    });
  });
}
