// Which changes on disk the server hears of, and what is left of several changes of one file.

/** The numbers are LSP's `FileChangeType`. */
export const created = 1;
export const changed = 2;
export const deleted = 3;
export type Change = typeof created | typeof changed | typeof deleted;

/** `path` is relative to its workspace folder. Programs keep their own files in folders with a dot. */
export function isOfInterest(path: string): boolean {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  if (name === '' || name === '.git' || name === 'node_modules') return false;
  return !segments.some((segment) => segment.startsWith('.') || segment === 'node_modules');
}

/** Collects changes by address and sends them all so long after the first: a long burst cannot put them off. */
export class FileEvents {
  private readonly events = new Map<string, Change>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly delay: number;
  private readonly send: (changes: { uri: string; type: Change }[]) => void;

  constructor(delay: number, send: (changes: { uri: string; type: Change }[]) => void) {
    this.delay = delay;
    this.send = send;
  }

  add(uri: string, type: Change): void {
    const before = this.events.get(uri);
    // What was deleted and is there again was replaced; what was created and then written is still new.
    const now =
      before === deleted && type === created ? changed : before === created && type === changed ? created : type;
    // Taken out first, so that the order is that of the last change.
    this.events.delete(uri);
    this.events.set(uri, now);
    this.timer ??= setTimeout(() => this.flush(), this.delay);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private flush(): void {
    this.timer = undefined;
    const changes = [...this.events].map(([uri, type]) => ({ uri, type }));
    this.events.clear();
    this.send(changes);
  }
}
