// Names that notes link to and no file has: what could be written next.
import type { Vault } from './vault.ts';
import { Pace, type Walk } from './walk.ts';

/** So many names are looked at for one query, the most wanted first. */
const most = 200;

export interface UnwrittenName {
  /** As `nameKey` gives it. */
  readonly key: string;
  /** True where a word of it begins as the query does, not only a part of a word. */
  readonly isBegun: boolean;
}

/** The unwritten names of a vault; listed once, and again when a note other than the asking one has changed. */
export class Unwritten {
  private readonly vault: Vault;
  /** All keys in one string, one a line: one search instead of many. */
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
    const found: { key: string; begins: boolean; isBegun: boolean; count: number }[] = [];
    for (let at = this.all.indexOf(query); at >= 0 && found.length < most; ) {
      const start = this.all.lastIndexOf('\n', at) + 1;
      const end = this.all.indexOf('\n', at);
      const key = this.all.slice(start, end);
      const isBegun = !/[\p{L}\p{N}]/u.test(this.all[at - 1]!);
      found.push({ key, begins: start === at, isBegun, count: this.vault.mentioning(key).length });
      at = this.all.indexOf(query, end);
    }
    found.sort((a, b) => Number(b.begins) - Number(a.begins) || b.count - a.count || (a.key < b.key ? -1 : 1));
    return found;
  }

  private isListed(source: string | undefined): boolean {
    const own = source !== undefined && this.changed.has(source) ? 1 : 0;
    return this.listed && this.changed.size <= own;
  }

  private *list(): Walk<string> {
    const { vault } = this;
    const { files } = vault;
    const keys: string[] = [];
    const pace = new Pace();
    for (const key of vault.mentionedKeys()) {
      if (pace.isOver) yield;
      // An index by its folder: it is named by one of the two.
      if (key.includes('/')) continue;
      const leads = files.named(key).length > 0 || files.indexesOf(key).length > 0;
      if (!leads && vault.aliased(key).length === 0 && vault.titled(key).length === 0) keys.push(key);
    }
    return `\n${keys.join('\n')}\n`;
  }
}
