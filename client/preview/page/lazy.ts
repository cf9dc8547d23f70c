// Parts of the page that most notes do without: formulas, colours of code, diagrams. Each is a script of its own.

declare global {
  interface Window {
    researchNotesMath?: (element: HTMLElement) => void;
    researchNotesCode?: (element: HTMLElement, language: string) => void;
    researchNotesMermaid?: (text: string) => Promise<SVGElement>;
  }
}

const loading = new Map<string, Promise<void>>();

/** Loads a script with the nonce of the page's own. */
export function loadScript(address: string, nonce: string): Promise<void> {
  const known = loading.get(address);
  if (known) return known;
  const promise = new Promise<void>((done, fail) => {
    const script = document.createElement('script');
    script.nonce = nonce;
    script.src = address;
    script.onload = () => done();
    script.onerror = () => fail(new Error(`${address} could not be loaded`));
    document.head.append(script);
  });
  loading.set(address, promise);
  return promise;
}

export function loadStyle(address: string): void {
  if (document.querySelector(`link[href="${CSS.escape(address)}"]`)) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = address;
  document.head.append(link);
}
