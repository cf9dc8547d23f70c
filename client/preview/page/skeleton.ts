// The parts of the page that are always there: the bar, the thin notice, the text, the rail.
import type { Notice, PageMessage } from '../messages.ts';

export interface Parts {
  readonly bar: HTMLElement;
  readonly main: HTMLElement;
  readonly head: HTMLElement;
  readonly body: HTMLElement;
  readonly unlisted: HTMLElement;
  readonly rail: HTMLElement;
  readonly mentions: HTMLElement;
  barHeight(): number;
  notice(notice: Notice): void;
  lock(locked: boolean): void;
  listChanged(run: () => void): void;
}

export function skeleton(words: Readonly<Record<string, string>>, send: (message: PageMessage) => void): Parts {
  const make = (tag: string, className: string): HTMLElement => {
    const element = document.createElement(tag);
    element.className = className;
    return element;
  };
  const button = (className: string, label: string, run: () => void): HTMLButtonElement => {
    const element = make('button', className) as HTMLButtonElement;
    element.type = 'button';
    element.title = label;
    element.setAttribute('aria-label', label);
    element.addEventListener('click', run);
    return element;
  };
  let listChanged = () => {};
  const header = make('header', 'bar');
  const bar = make('div', 'bar-note');
  const tools = make('div', 'bar-tools');

  const choice = make('div', 'switch');
  choice.setAttribute('role', 'group');
  choice.setAttribute('aria-label', words.cardsOrList ?? '');
  const choose = (list: boolean) => () => {
    document.body.classList.toggle('list', list);
    show();
    listChanged();
  };
  const cards = button('switch-part', words.cards ?? '', choose(false));
  const list = button('switch-part', words.list ?? '', choose(true));
  cards.textContent = words.cards ?? '';
  list.textContent = words.list ?? '';
  const show = () => {
    const isList = document.body.classList.contains('list');
    cards.setAttribute('aria-pressed', String(!isList));
    list.setAttribute('aria-pressed', String(isList));
  };
  choice.append(cards, list);
  const lock = button('icon icon-lock', words.lock ?? '', () => send({ type: 'lock' }));
  const save = button('icon icon-export', words.export ?? '', () => send({ type: 'export' }));
  tools.append(choice, lock, save);
  header.append(bar, tools);

  const notice = make('div', 'notice');
  notice.setAttribute('role', 'status');
  notice.hidden = true;
  const layout = make('div', 'layout');
  const main = make('main', 'page');
  const head = make('div', 'head');
  const body = make('div', 'body');
  const unlisted = make('div', 'after');
  main.append(head, body, unlisted);
  const aside = make('aside', 'rail');
  const rail = make('div', 'rail-note');
  const mentions = make('div', 'rail-mentions');
  aside.append(rail, mentions);
  layout.append(main, aside);
  document.body.append(header, notice, layout);
  // Beside the text where there is room, else before it: at its end nobody needs an outline any more.
  const narrow = matchMedia('(max-width: 960px)');
  const place = () => (narrow.matches ? head.after(rail) : aside.prepend(rail));
  narrow.addEventListener('change', place);
  place();
  show();

  return {
    bar,
    main,
    head,
    body,
    unlisted,
    rail,
    mentions,
    barHeight: () => header.offsetHeight,
    notice(kind) {
      notice.hidden = kind === 'none';
      notice.className = `notice notice-${kind}`;
      notice.replaceChildren(kind === 'none' ? '' : (words[kind] ?? ''));
      if (kind === 'large') {
        const now = button('quiet', words.renderNow ?? '', () => send({ type: 'large' }));
        now.textContent = words.renderNow ?? '';
        notice.append(now);
      }
    },
    lock(locked) {
      const label = (locked ? words.unlock : words.lock) ?? '';
      lock.title = label;
      lock.setAttribute('aria-label', label);
      lock.setAttribute('aria-pressed', String(locked));
    },
    listChanged(run) {
      listChanged = run;
      show();
    },
  };
}
