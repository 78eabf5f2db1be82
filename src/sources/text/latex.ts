/** Accents of LaTeX as combining characters of Unicode. */
const accents: Readonly<Record<string, string>> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  u: '\u0306',
  '.': '\u0307',
  '"': '\u0308',
  r: '\u030a',
  H: '\u030b',
  v: '\u030c',
  c: '\u0327',
  k: '\u0328',
}

/** Letters with commands of their own. */
const letters: Readonly<Record<string, string>> = {
  ss: 'ß',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  aa: 'å',
  AA: 'Å',
  i: 'ı',
  j: 'ȷ',
}

/** Commands that only format or link their text. */
const styles =
  /\\(?:text(?:bf|it|tt|sc|rm|sf|sl|up|md|normal)?|emph|underline|mbox|texorpdfstring\{[^{}]*\})\s*\{([^{}]*)\}/g

const accented = /\\(?:([`'^~=."])\s*|([uvHckr])\s+)(?:\\?([A-Za-z]))|\\([`'^~=."uvHckr])\s*\{\s*\\?([A-Za-z])\s*\}/g

/** Text in the LaTeX of titles, abstracts and names as plain text. Formulas stay as they are, between dollar signs. */
export function latexToText(latex: string): string {
  // A formula begins and ends with a dollar sign that is no price: not escaped, without a blank inside its edges.
  return latex
    .split(/((?<!\\)\$\$?(?!\s)[^$]{1,2000}?(?<![\s\\])\$\$?)/)
    .map((piece, index) => (index % 2 === 1 ? piece : outsideFormulas(piece)))
    .join('')
}

function outsideFormulas(text: string): string {
  return unstyled(
    text
      .replaceAll(/\\url\s*\{([^{}]*)\}/g, '$1')
      .replaceAll(/\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}/g, '$1')
      .replaceAll(/[\s~]*\\(?:cite[tp]?|ref|label|footnote)\*?\s*\{[^{}]*\}/g, ''),
  )
    .replaceAll(accented, (_, mark, letterMark, letter, braced, inBraces) => {
      const base = letter ?? inBraces
      return `${base}${accents[mark ?? letterMark ?? braced] ?? ''}`.normalize('NFC')
    })
    .replaceAll(/\\(ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j)(?![A-Za-z])(?:\{\}|\s)?/g, (_, name) => letters[name] ?? '')
    .replaceAll(/\{([^{}\\]{1,200})\}/g, '$1')
    .replaceAll(/\\([%&#_$ {}])/g, '$1')
    .replaceAll('---', '—')
    .replaceAll(/(?<=[\d\w])--(?=[\d\w])/g, '–')
    .replaceAll('``', '“')
    .replaceAll("''", '”')
    .replaceAll(/(?<=\S)~(?=\S)/g, ' ')
}

function unstyled(text: string): string {
  for (let [before, after] = ['', text]; ; [before, after] = [after, after.replaceAll(styles, '$1')]) {
    if (before === after) return after
  }
}
