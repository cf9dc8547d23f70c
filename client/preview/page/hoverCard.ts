// The card that appears when the reader rests on a link to a note.

export interface HoverOptions {
  /** `at`: the section or block that the link names; empty for the whole note. */
  readonly ask: (uri: string, show: (content: DocumentFragment) => void, at: string) => void;
}

const restBefore = 350;
const restAfter = 200;

export function hoverCards({ ask }: HoverOptions): void {
  const card = document.createElement('div');
  card.className = 'hover-card';
  card.hidden = true;
  card.setAttribute('role', 'tooltip');
  card.id = 'hover-card';
  document.body.append(card);
  let timer = 0;
  let owner: HTMLElement | undefined;

  const hide = () => {
    clearTimeout(timer);
    card.hidden = true;
    owner?.removeAttribute('aria-describedby');
    owner = undefined;
  };
  const show = (link: HTMLElement) => {
    owner = link;
    const fill = (content: DocumentFragment) => {
      if (owner !== link || !link.isConnected) return;
      card.replaceChildren(content);
      card.hidden = false;
      link.setAttribute('aria-describedby', card.id);
      const box = link.getBoundingClientRect();
      const { offsetWidth: width, offsetHeight: height } = card;
      const below = box.bottom + 8;
      const top = below + height > innerHeight && box.top > height + 8 ? box.top - height - 8 : below;
      card.style.top = `${Math.max(4, top)}px`;
      card.style.left = `${Math.max(4, Math.min(box.left, innerWidth - width - 12))}px`;
    };
    ask(link.dataset.note!, fill, link.dataset.at ?? '');
  };
  const linkOf = (event: Event): HTMLElement | undefined => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-note]') : null;
    // A card shows already what its own card would say.
    return link && !link.closest('.cards, .hover-card') ? link : undefined;
  };
  const enter = (event: Event) => {
    const link = linkOf(event);
    if (event.target instanceof Node && card.contains(event.target)) {
      clearTimeout(timer);
      return;
    }
    if (!link || link === owner) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => show(link), restBefore);
  };
  const leave = () => {
    clearTimeout(timer);
    timer = window.setTimeout(hide, restAfter);
  };
  addEventListener('mouseover', enter);
  addEventListener('mouseout', leave);
  addEventListener('focusin', enter);
  addEventListener('focusout', leave);
  addEventListener('keydown', (event) => event.key === 'Escape' && hide());
  addEventListener('scroll', hide, { passive: true });
}
