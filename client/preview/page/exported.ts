// The page as it stands, for an export: the sanitised elements, without the controls that only work here.

export interface ExportedPage {
  readonly html: string;
  readonly images: readonly string[];
  readonly title: string;
  readonly language: string;
}

/** A drawn formula holds its text twice over: as TeX it is read once. */
function titleOf(heading: Element | null | undefined): string {
  const copy = heading?.cloneNode(true) as Element | undefined;
  for (const formula of copy?.querySelectorAll<HTMLElement>('[data-tex]') ?? [])
    formula.textContent = formula.dataset.tex ?? '';
  return copy?.textContent ?? '';
}

/** The style sheet of a diagram, which in the page is one of the document's own and in no element. */
function styleOf(id: string): SVGStyleElement {
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
  const rules = document.adoptedStyleSheets.map(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText));
  style.textContent = rules.find(([first]) => first?.startsWith(`#${id} `))?.join('\n') ?? '';
  return style;
}

/** @param sign stands for the pictures, each with its number, until the host puts their bytes in */
export function exportedPage(sign: string): ExportedPage {
  const layout = document.querySelector('.layout')!;
  const copy = layout.cloneNode(true) as HTMLElement;
  // A reader's window is seldom as narrow as a preview beside its editor.
  const outline = copy.querySelector('main .rail-note');
  if (outline) copy.querySelector('.rail')?.prepend(outline);
  // Of a player its link stays: films are too large to be put into a page.
  for (const each of copy.querySelectorAll('button, audio, video')) each.remove();
  for (const each of copy.querySelectorAll('.at-cursor, .flash')) each.classList.remove('at-cursor', 'flash');
  for (const svg of copy.querySelectorAll('.diagram > svg')) svg.prepend(styleOf(svg.id));
  const images: string[] = [];
  for (const image of copy.querySelectorAll<HTMLImageElement>('img')) {
    const uri = image.dataset.image;
    image.removeAttribute('tabindex');
    if (uri === undefined) {
      // A picture of another host would be asked for by whoever opens the file.
      if (!image.src.startsWith('data:')) image.removeAttribute('src');
      continue;
    }
    image.setAttribute('src', `${sign}${images.push(uri) - 1}x`);
  }
  for (const link of copy.querySelectorAll<HTMLAnchorElement>('a')) {
    const { url, to } = link.dataset;
    if (url === undefined && to === undefined && link.getAttribute('href') === '#') link.removeAttribute('href');
  }
  // Where files lie on this machine is nobody's business.
  for (const link of copy.querySelectorAll('a.blocked')) link.removeAttribute('title');
  for (const element of copy.querySelectorAll<HTMLElement>('*')) {
    for (const name of Object.keys(element.dataset)) delete element.dataset[name];
  }
  const list = document.body.classList.contains('list') ? ' list' : '';
  const main = layout.querySelector('main');
  return {
    html: `<body class="exported${list}">${copy.outerHTML}</body>`,
    images,
    title: titleOf(main?.querySelector('h1')),
    language: main?.lang ?? '',
  };
}
