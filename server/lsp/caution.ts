// After a server that did not come back: the next one says which text it is about to parse, and leaves out those that others
// never came back from. So one note that makes the parser loop, or ends the process, is named and costs nothing but itself.
import type { ParsedText } from '../protocol.ts';
import { hashOf } from '../text/hash.ts';

export class Caution {
  private leftOut: readonly ParsedText[];
  private readonly announce: (text: ParsedText | null) => void;

  /** @param announce leaves the server before it returns: nothing is sent while the parser loops */
  constructor(leftOut: readonly ParsedText[], announce: (text: ParsedText | null) => void) {
    this.leftOut = leftOut;
    this.announce = announce;
  }

  /** True for a note with a text that must not be parsed: another text of it may be as bad. */
  distrusts(uri: string): boolean {
    return this.leftOut.some((text) => text.uri === uri);
  }

  /** `false` for a text that must not be parsed; else it is parsed now, until `end`. */
  begin(uri: string, text: string): boolean {
    const hash = hashOf(text);
    if (this.leftOut.some((other) => other.uri === uri && other.hash === hash)) return false;
    this.announce({ uri, hash });
    return true;
  }

  /** It has been parsed: what the server may not come back from now, such as a disk, is no fault of this text. */
  end(): void {
    this.announce(null);
  }

  /** The open note has been parsed, with another text: it is like all others again. */
  trust(uri: string): void {
    if (this.distrusts(uri)) this.leftOut = this.leftOut.filter((text) => text.uri !== uri);
  }
}
