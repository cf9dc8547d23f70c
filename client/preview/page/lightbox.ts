// The lightbox: one figure at a time, as large as the window, with its caption and what is known of the file.

export interface LightboxOptions {
  readonly words: Readonly<Record<string, string>>;
  /** Asks for what is known of a picture; `show` is called with it. */
  readonly details: (uri: string, show: (content: DocumentFragment) => void) => void;
}

export class Lightbox {
  private readonly options: LightboxOptions;
  private readonly dialog: HTMLDialogElement;
  private readonly picture = document.createElement('img');
  private readonly caption = document.createElement('div');
  private readonly details = document.createElement('div');
  private figures: readonly HTMLImageElement[] = [];
  private index = 0;
  private scale = 1;

  constructor(options: LightboxOptions) {
    this.options = options;
    const { words } = options;
    this.dialog = document.createElement('dialog');
    this.dialog.className = 'lightbox';
    this.dialog.setAttribute('aria-label', words.figure ?? '');
    this.caption.className = 'lightbox-caption';
    this.details.className = 'lightbox-details';
    const stage = document.createElement('div');
    stage.className = 'lightbox-stage';
    stage.append(this.picture);
    const text = document.createElement('div');
    text.className = 'lightbox-text';
    text.append(this.caption, this.details);
    this.dialog.append(
      this.button('close', '✕', () => this.dialog.close()),
      this.button('previous', '‹', () => this.move(-1)),
      this.button('next', '›', () => this.move(1)),
      stage,
      text,
    );
    this.dialog.addEventListener('keydown', (event) => this.key(event));
    this.dialog.addEventListener('click', (event) => {
      if (event.target === this.dialog || event.target === stage) this.dialog.close();
    });
    document.body.append(this.dialog);
  }

  open(image: HTMLImageElement): void {
    this.figures = [...document.querySelectorAll<HTMLImageElement>('main figure img[data-image]')];
    this.index = this.figures.indexOf(image);
    if (this.index < 0) {
      this.figures = [image];
      this.index = 0;
    }
    this.show();
    this.dialog.showModal();
  }

  private button(name: string, sign: string, run: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `lightbox-${name}`;
    button.textContent = sign;
    const label = this.options.words[name] ?? name;
    button.setAttribute('aria-label', label);
    button.title = label;
    button.addEventListener('click', run);
    return button;
  }

  private show(): void {
    const image = this.figures[this.index];
    if (!image) return;
    this.scale = 1;
    this.picture.style.transform = '';
    this.picture.src = image.currentSrc || image.src;
    this.picture.alt = image.alt;
    const caption = image.closest('figure')?.querySelector('figcaption');
    this.caption.replaceChildren(...(caption ? [...caption.childNodes].map((node) => node.cloneNode(true)) : []));
    this.details.replaceChildren();
    const uri = image.dataset.image;
    if (uri) this.options.details(uri, (content) => this.details.replaceChildren(content));
    for (const name of ['previous', 'next']) {
      this.dialog.querySelector<HTMLElement>(`.lightbox-${name}`)!.hidden = this.figures.length < 2;
    }
  }

  private move(by: number): void {
    this.index = (this.index + by + this.figures.length) % this.figures.length;
    this.show();
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) this.move(step);
    else if (event.key === '+' || event.key === '=') this.zoom(1.25);
    else if (event.key === '-') this.zoom(0.8);
    else if (event.key === '0') this.zoom(0);
    else return;
    event.preventDefault();
  }

  private zoom(by: number): void {
    this.scale = by === 0 ? 1 : Math.min(8, Math.max(0.25, this.scale * by));
    this.picture.style.transform = this.scale === 1 ? '' : `scale(${this.scale})`;
  }
}
