import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latexToText } from '../../../src/sources/text/latex.ts'

test.each([
  [String.raw`It is 12\% faster \emph{and} \textbf{smaller \textit{too}}.`, 'It is 12% faster and smaller too.'],
  [
    String.raw`M\"uller, Erd\H{o}s, Garc\'{\i}a, \v{S}koda, Fran\c{c}ois, \AA ngstr\"{o}m, stra\ss{}e`,
    'Müller, Erdős, García, Škoda, François, Ångström, straße',
  ],
  [
    String.raw`A {BERT} model~\cite{a2020,b2021}, see \url{https://example.org/a_b}`,
    'A BERT model, see https://example.org/a_b',
  ],
  ["``quoted'' text---with 3--5 steps", '“quoted” text—with 3–5 steps'],
  [
    String.raw`in $O(n\log n)$ time with $\mathbb{R}^{d}$, R\&D at \$5`,
    String.raw`in $O(n\log n)$ time with $\mathbb{R}^{d}$, R&D at $5`,
  ],
  ['It costs $5 and then $6.', 'It costs $5 and then $6.'],
  [String.raw`\href{https://example.org}{the page} a_b ~ c`, 'the page a_b ~ c'],
])('%j', (latex, text) => expect(latexToText(latex)).toBe(text))

test('any text is taken, and text without commands stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('\\', '{', '}', '$', '"', 'a', ' ', '~', 'c', '%') }), (text) => {
      expect(typeof latexToText(text)).toBe('string')
    }),
  )
  const plain = fc.stringMatching(/^[A-Za-z0-9 .,;:()]*$/)
  fc.assert(
    fc.property(plain, (text) => {
      expect(latexToText(text)).toBe(text)
    }),
  )
})
