// The notes that a page has shown, and the way back and forward through them, which the editor beside the page goes along.

/** An editor may tell a little later that it shows a note (ms). */
const echo = 250;

export class Trail {
  private readonly past: string[] = [];
  private readonly future: string[] = [];
  private readonly showInEditor: (uri: string) => Promise<void>;
  /** The note on the trail that the editor is to show next. */
  private wanted: string | undefined;
  private isShowing = false;
  /** Notes that the editor was asked to show: what it tells of them is no wish of the reader's. */
  private readonly own = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param showInEditor does not throw */
  constructor(showInEditor: (uri: string) => Promise<void>) {
    this.showInEditor = showInEditor;
  }

  /** True for a note that the editor shows because of the trail. */
  isOwn(uri: string): boolean {
    return this.own.has(uri);
  }

  /** The reader goes on to another note: the one before can be gone back to. */
  leave(uri: string): void {
    this.past.push(uri);
    this.future.length = 0;
    this.wanted = undefined;
  }

  /** From this note to the one before; `undefined` where there is none. The editor follows. */
  back(uri: string): string | undefined {
    return this.travel(uri, this.past, this.future);
  }

  forward(uri: string): string | undefined {
    return this.travel(uri, this.future, this.past);
  }

  private travel(at: string, from: string[], to: string[]): string | undefined {
    const uri = from.pop();
    if (uri === undefined) return undefined;
    to.push(at);
    this.wanted = uri;
    void this.follow();
    return uri;
  }

  /** One note after the other, or the first could be shown last; of those that are wanted meanwhile only the last is shown. */
  private async follow(): Promise<void> {
    if (this.isShowing) return;
    this.isShowing = true;
    clearTimeout(this.timer);
    while (this.wanted !== undefined) {
      const uri = this.wanted;
      this.wanted = undefined;
      this.own.add(uri);
      await this.showInEditor(uri);
    }
    this.isShowing = false;
    this.timer = setTimeout(() => this.own.clear(), echo);
  }
}
