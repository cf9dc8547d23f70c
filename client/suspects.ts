// Which text the server was parsing when it ended or no longer answered: the next server leaves it out and names it.
import type { InitializationOptions, ParsedText } from '../server/protocol.ts';

/** So many texts are blamed at most: a server that ends more often has another reason to. */
const mostSuspects = 5;

export class Suspects {
  private parsing: ParsedText | null = null;
  /** By their keys, those that one server ended at. */
  private readonly suspected = new Set<string>();
  private readonly found: ParsedText[] = [];
  private hasEnded = false;

  /** The server says what it is about to parse, or that it is done. */
  heard(text: ParsedText | null): void {
    this.parsing = text;
  }

  /**
   * The server is gone, and nobody asked it to go. True if this tells which text it did not come back from, or may tell next
   * time: a system that is short of memory ends servers whatever they parse, so a text is blamed at its second end.
   * @param wasSilent it no longer answered, and was ended for that: then the text is to blame
   */
  ended(wasSilent: boolean): boolean {
    this.hasEnded = true;
    const { parsing } = this;
    this.parsing = null;
    if (!parsing || this.found.length >= mostSuspects) return false;
    const key = `${parsing.hash} ${parsing.uri}`;
    if (!wasSilent && !this.suspected.has(key)) {
      this.suspected.add(key);
      return this.suspected.size <= mostSuspects;
    }
    this.found.push(parsing);
    return true;
  }

  /** What the next server is told: `undefined` as long as none has ended, since saying all that is parsed takes its time. */
  get careful(): InitializationOptions['careful'] {
    return this.hasEnded ? { leaveOut: this.found } : undefined;
  }
}
