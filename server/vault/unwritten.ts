// Names that notes link to and no file has: what could be written next.
import type { Vault } from './vault.ts';

/** So many names are looked at for one query, the most wanted first. */
const most = 200;

/** The unwritten names of a vault; listed once, and again when a note other than the asking one has changed. */
export class Unwritten {
  private readonly vault: Vault;
  /** All keys in one string, one a line: one search instead of many. */
  private all = '\n';
  private listed = false;
  private readonly changed = new Set<string>();

  constructor(vault: Vault) {
    this.vault = vault;
  }

  touch(uri: string): void {
    if (this.listed) this.changed.add(uri);
  }

  /**
   * Keys (`nameKey`) that hold `query`, those that begin so first, then the most wanted. Whether they are wanted still is
   * for the caller to say.
   * @param source the note that asks: what it wants itself is no news, so its own changes do not count
   */
  find(query: string, source: string): string[] {
    this.list(source);
    const found: { key: string; begins: boolean; count: number }[] = [];
    for (let at = this.all.indexOf(query); at >= 0 && found.length < most; ) {
      const start = this.all.lastIndexOf('\n', at) + 1;
      const end = this.all.indexOf('\n', at);
      const key = this.all.slice(start, end);
      found.push({ key, begins: start === at, count: this.vault.mentioning(key).length });
      at = this.all.indexOf(query, end);
    }
    found.sort((a, b) => Number(b.begins) - Number(a.begins) || b.count - a.count || (a.key < b.key ? -1 : 1));
    return found.map(({ key }) => key);
  }

  private list(source: string): void {
    const news = this.changed.size > (this.changed.has(source) ? 1 : 0);
    if (this.listed && !news) return;
    const { vault } = this;
    const { files } = vault;
    const keys: string[] = [];
    for (const key of vault.mentionedKeys()) {
      const leads = files.named(key).length > 0 || files.indexesOf(key).length > 0;
      if (!leads && vault.aliased(key).length === 0 && vault.titled(key).length === 0) keys.push(key);
    }
    this.all = `\n${keys.join('\n')}\n`;
    this.listed = true;
    this.changed.clear();
  }
}
