// What was typed and is not parsed yet: of many keys that wait in the pipe only the newest text is.
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { canonicalUri } from '../text/uri.ts';

/** For so long the pipe is emptied before (ms): where keys and questions never end they are answered all the same. */
const longestWait = 25;

export interface TypingHost {
  /** The vault takes in the text of an open note. */
  take(uri: string, document: TextDocument): void;
  /** Ends the current turn of the event loop. */
  turn(): Promise<void>;
  fail(error: unknown): void;
}

export class Typing {
  private readonly host: TypingHost;
  /** By canonical URI, as are the versions. */
  private readonly waiting = new Map<string, TextDocument>();
  /** Those of the texts that the vault has. */
  private readonly versions = new Map<string, number>();
  /** How much has been heard of: while more comes, nothing is parsed. */
  private heard = 0;
  private taking: Promise<void> | undefined;

  constructor(host: TypingHost) {
    this.host = host;
  }

  /** A note was opened, and is taken in at once, or something was typed in it. */
  changed(document: TextDocument): void {
    const uri = canonicalUri(document.uri);
    this.waiting.set(uri, document);
    this.heard++;
    if (!this.versions.has(uri)) this.takeNow();
    else this.taking ??= this.takeSoon().catch((error) => this.host.fail(error));
  }

  closed(uri: string): void {
    this.waiting.delete(uri);
    this.versions.delete(uri);
  }

  /** The version of the text that the vault has of an open note: what is made from the vault is made for this one. */
  version(uri: string): number | undefined {
    return this.versions.get(uri);
  }

  /** A question has come: fulfilled once the vault has what was typed; `undefined` where it has, so that nobody waits for nothing. */
  asked(): Promise<void> | undefined {
    this.heard++;
    return this.waiting.size > 0 ? this.taking : undefined;
  }

  /** For what must see the newest text in this turn, whatever that costs. */
  takeNow(): void {
    for (const [uri, document] of this.waiting) {
      this.waiting.delete(uri);
      this.versions.set(uri, document.version);
      this.host.take(uri, document);
    }
  }

  private async takeSoon(): Promise<void> {
    try {
      const end = Date.now() + longestWait;
      for (let before = -1; before !== this.heard && Date.now() < end; ) {
        before = this.heard;
        await this.host.turn();
      }
    } finally {
      // In the same turn as the last look at what waits: what is typed from here on begins anew.
      this.taking = undefined;
    }
    this.takeNow();
  }
}
