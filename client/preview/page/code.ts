// Colours of code by highlight.js: a script of its own, loaded for the first code that names its language.
import highlighter from 'highlight.js/lib/common';
import './lazy.ts';

const longest = 50_000;

window.researchNotesCode = (element, language) => {
  const text = element.textContent ?? '';
  if (!highlighter.getLanguage(language) || text.length > longest) return;
  // An emitter that builds elements: no HTML is made, so none has to be trusted.
  const { _emitter } = highlighter.highlight(text, { language, ignoreIllegals: true }) as unknown as {
    _emitter: { rootNode: Scope };
  };
  const root = document.createDocumentFragment();
  append(root, _emitter.rootNode);
  element.replaceChildren(root);
};

interface Scope {
  readonly scope?: string;
  readonly children: readonly (Scope | string)[];
}

function append(parent: Node, { children }: Scope): void {
  for (const child of children) {
    if (typeof child === 'string') {
      parent.appendChild(document.createTextNode(child));
      continue;
    }
    const span = document.createElement('span');
    if (child.scope)
      span.className = child.scope
        .split('.')
        .map((part) => `hljs-${part}`)
        .join(' ');
    append(span, child);
    parent.appendChild(span);
  }
}
