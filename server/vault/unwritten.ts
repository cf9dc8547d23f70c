// Names that notes link to and no file has: what could be written next.
import { isFilledIn } from '../parse/filledIn.ts';
import type { Vault } from './vault.ts';
import { Pace, type Walk } from './walk.ts';

/** So many names are looked at for one query, the most wanted first. */
const most = 200;
/** Where a word may begin: behind no letter, and a letter behind a number, as in a key of a paper: `gu2023mamba`. */
const wordBegins = /^(?:[^\p{L}\p{N}]|\p{N}\p{L})/u;

export interface UnwrittenName {
  /** As `nameKey` gives it. */
  readonly key: string;
  /** True where a word of it begins as the query does, not only a part of a word. */
  readonly isBegun: boolean;
}

/** The unwritten names of a vault; listed once, and again when a note other than the asking one has changed. */
export class Unwritten {
  private readonly vault: Vault;
  /** All keys in one string, one a line, the most wanted first: one search instead of many. */
  private all = '\n';
  private listed = false;
  private readonly changed = new Set<string>();
  /** Lists what there is; meanwhile the list before it serves. */
  private listing: Walk<string> | undefined;

  constructor(vault: Vault) {
    this.vault = vault;
  }

  touch(uri: string): void {
    if (this.listed || this.listing) this.changed.add(uri);
  }

  /** True once there is a list, if an older one: it is worth no wait. */
  get isKnown(): boolean {
    return this.listed;
  }

  /** Does a part of the listing, if there is any to be done; `true` while more of it is left. */
  refresh(source: string | undefined): boolean {
    if (!this.listing && this.isListed(source)) return false;
    if (!this.listing) {
      this.changed.clear();
      this.listing = this.list();
    }
    const step = this.listing.next();
    if (!step.done) return true;
    this.all = step.value;
    this.listed = true;
    this.listing = undefined;
    return false;
  }

  /**
   * Names that hold `query`, those that begin so first, then the most wanted. Whether they are wanted still is for the
   * caller to say.
   * @param source the note that asks: what it wants itself is no news, so its own changes do not count
   */
  find(query: string, source: string): UnwrittenName[] {
    // A listing that somebody has begun is theirs to go on with.
    if (!this.listing) while (this.refresh(source));
    const begun = this.holding(`\n${query}`);
    const others = this.holding(query).filter(({ begins }) => !begins);
    return [...begun, ...others];
  }

  /** Names that hold `text`, the most wanted first; where it begins with a line break, those that begin with the rest. */
  private holding(text: string): (UnwrittenName & { readonly begins: boolean })[] {
    const { all } = this;
    const found: { key: string; begins: boolean; isBegun: boolean; count: number }[] = [];
    const lead = text.startsWith('\n') ? 1 : 0;
    for (let at = all.indexOf(text); at >= 0 && found.length < most; ) {
      const first = at + lead;
      const start = all.lastIndexOf('\n', first - 1) + 1;
      const end = all.indexOf('\n', first);
      const key = all.slice(start, end);
      const isBegun = wordBegins.test(all.slice(first - 1, first + 1));
      found.push({ key, begins: start === first, isBegun, count: this.vault.mentioning(key).length });
      // The line break may begin the next one.
      at = all.indexOf(text, end);
    }
    return found.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  }

  private isListed(source: string | undefined): boolean {
    const own = source !== undefined && this.changed.has(source) ? 1 : 0;
    return this.listed && this.changed.size <= own;
  }

  /** What another program fills in is no name; the key of a path is only its end, which may hold no mark of it. */
  private isFilledIn(key: string): boolean {
    return [...this.vault.textsOf([key])].every((target) => isFilledIn({ target, fragment: undefined }));
  }

  private *list(): Walk<string> {
    const { vault } = this;
    const { files } = vault;
    /** How many notes want them -> names: nearly all are wanted by few. */
    const wanted = new Map<number, string[]>();
    const pace = new Pace();
    for (const key of vault.mentionedKeys()) {
      if (pace.isOver) yield;
      // An index by its folder is named by one of the two.
      if (key.includes('/')) continue;
      const leads = files.named(key).length > 0 || files.indexesOf(key).length > 0;
      if (!leads && vault.aliased(key).length === 0 && vault.titled(key).length === 0 && !this.isFilledIn(key)) {
        const count = vault.mentioning(key).length;
        const keys = wanted.get(count);
        if (keys) keys.push(key);
        else wanted.set(count, [key]);
      }
    }
    const keys = [...wanted].sort(([a], [b]) => b - a).map(([, list]) => list.join('\n'));
    return `\n${keys.join('\n')}\n`;
  }
}
