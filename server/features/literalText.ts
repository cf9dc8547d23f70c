// Plain words, such as a title, as the text of a Markdown link that shows just these.

/** A formula stays one: its marks are TeX. */
const formula = /(\$\$[^$]+\$\$|\$(?=\S)[^$]*[^\s$]\$(?!\d))/;
/** Marks that would begin or end code, emphasis, a tag, a reference or a footnote; `snake_case`, `2 * 3` and `a < b` need nothing. */
const marks =
  /^\^|[\\`[\]]|(?<=\S)\*|\*(?=\S)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|([=~])(?=\1)|(?<=([=~]))\2/gu;

export function literalText(text: string): string {
  // What the pattern captures stands at the odd places.
  return text
    .split(formula)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(marks, '\\$&')))
    .join('');
}
