// What happens to requests that nobody waits for any longer.
import { type ConnectionStrategy, LSPErrorCodes } from 'vscode-languageserver';

/**
 * A request that is taken back before its turn comes is not worked on: whoever types fast takes back one completion after the
 * other, and the last one would wait for all of them.
 */
export const givenUp: ConnectionStrategy = {
  cancelUndispatched: ({ jsonrpc }) => ({
    jsonrpc,
    // The library puts in that of the request.
    id: null,
    error: { code: LSPErrorCodes.RequestCancelled, message: 'taken back' },
  }),
};
