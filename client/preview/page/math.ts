// Formulas by KaTeX: a script of its own, loaded for the first formula.
import katex from 'katex';
import './lazy.ts';

window.researchNotesMath = (element) => {
  const tex = element.dataset.tex ?? '';
  const target = document.createElement('span');
  try {
    katex.render(tex, target, {
      displayMode: element.dataset.math === 'display',
      throwOnError: true,
      trust: false,
      strict: 'ignore',
      maxSize: 50,
      maxExpand: 1000,
    });
    element.replaceChildren(target);
    element.classList.remove('math-error');
    element.removeAttribute('title');
  } catch (error) {
    // Deep nesting overflows the stack, which KaTeX does not report as an error of its own.
    element.textContent = tex;
    element.classList.add('math-error');
    element.title = error instanceof Error ? error.message.slice(0, 300) : '';
  }
};
