// Where the wiki-links of the previewed notes lead: known answers at once, newer ones in the background.
import type { ResolveLinksResult } from '../server/protocol.ts';

interface Entry {
  answer: ResolveLinksResult | undefined;
  /** The answer as text, to see whether a newer one differs. */
  text: string;
  fresh: boolean;
  asking: boolean;
}

export interface LinkSource {
  readonly ask: (note: string) => Promise<ResolveLinksResult | null>;
  /** Called at most once a second, and only if an answer differs from the one that was used. */
  readonly changed: () => void;
}

/** Long enough for the keys of one word, short enough to be there when the preview draws again. */
const askDelay = 150;
const changedDelay = 1000;
/** Previewed notes and what they embed; the one that was not looked at for longest goes first. */
const mostNotes = 100;

export class LinkCache {
  private readonly entries = new Map<string, Entry>();
  private readonly source: LinkSource;
  private askTimer: ReturnType<typeof setTimeout> | undefined;
  private changedTimer: ReturnType<typeof setTimeout> | undefined;
  private lastChanged = 0;

  constructor(source: LinkSource) {
    this.source = source;
  }

  get(note: string): ResolveLinksResult | undefined {
    let entry = this.entries.get(note);
    if (entry) this.entries.delete(note);
    else entry = { answer: undefined, text: '', fresh: false, asking: false };
    this.entries.set(note, entry);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= mostNotes) break;
      this.entries.delete(oldest);
    }
    // What was never known is asked for at once: the page is waiting for it.
    if (!entry.fresh) this.askSoon(entry.answer ? askDelay : 0);
    return entry.answer;
  }

  /** The answers, or that of one note, may have changed; they are asked for again now or when they are looked at. */
  outdate(askNow: boolean, note?: string): void {
    for (const [each, entry] of this.entries) {
      if (note === undefined || each === note) entry.fresh = false;
    }
    if (askNow && this.entries.size > 0) this.askSoon(askDelay);
  }

  dispose(): void {
    clearTimeout(this.askTimer);
    clearTimeout(this.changedTimer);
    this.entries.clear();
  }

  private askSoon(delay: number): void {
    this.askTimer ??= setTimeout(() => {
      this.askTimer = undefined;
      for (const [note, entry] of this.entries) if (!entry.fresh && !entry.asking) void this.ask(note, entry);
    }, delay);
  }

  private async ask(note: string, entry: Entry): Promise<void> {
    entry.asking = true;
    // If the note changes while the server answers, this becomes false again and the question is asked anew.
    entry.fresh = true;
    try {
      const answer = (await this.source.ask(note)) ?? {};
      const text = JSON.stringify(answer);
      const differs = entry.text !== text;
      entry.answer = answer;
      entry.text = text;
      if (differs && this.entries.get(note) === entry) this.tellChanged();
    } catch {
      // The server is away; it says that things changed when it is back.
    } finally {
      entry.asking = false;
      if (!entry.fresh) this.askSoon(askDelay);
    }
  }

  private tellChanged(): void {
    const wait = Math.max(0, this.lastChanged + changedDelay - Date.now());
    this.changedTimer ??= setTimeout(() => {
      this.changedTimer = undefined;
      this.lastChanged = Date.now();
      this.source.changed();
    }, wait);
  }
}
