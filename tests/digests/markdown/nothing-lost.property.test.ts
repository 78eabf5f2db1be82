import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chineseDigest, goodDigest, read } from './digest-fixture.ts'

/** A fragment of Markdown that an author might put anywhere, made of words that occur once. */
const fragments: readonly ((word: () => string) => string)[] = [
  (word) => `${word()} *${word()}* **${word()}**`,
  (word) => `# ${word()}`,
  (word) => `## ${word()}`,
  (word) => `### ${word()}`,
  (word) => `### 07 [${word()}] ${word()}`,
  (word) => `#### ${word()} *${word()}*`,
  (word) => `- ${word()}\n  - ${word()}\n\n    ${word()}`,
  (word) => `- [x] ${word()}\n- [ ] ${word()}`,
  (word) => `1. ${word()}\n2. **${word()}** ${word()}`,
  (word) => `> ${word()}\n> > ${word()}`,
  (word) => `| ${word()} | ${word()} |\n|---|---|\n| ${word()} | ${word()} | ${word()} |`,
  (word) => `\`\`\`${word()} ${word()}\n${word()}\n\`\`\``,
  (word) => `$$\n${word()}\n$$`,
  (word) => `<div>${word()}</div> <b>${word()}</b>`,
  (word) => `[${word()}](https://example.org "${word()}") ![${word()}](https://example.org/x.png '${word()}')`,
  (word) => `[${word()}](javascript:x) ![${word()}](x.png) <${word()}>`,
  (word) => `${word()}[^a]\n\n[^a]: ${word()}\n\n    - ${word()}`,
  (word) => `[^b]: ${word()}`,
  (word) => `[${word()}]: ${word()} '${word()}'`,
  (word) => `Key takeaways: ${word()}`,
  (word) => `Key takeaways:\n\n- ${word()}\n\n  > ${word()}`,
  (word) => `Source: ${word()}\n${word()}`,
  (word) => `Source:\n\n- ${word()}\n- ${word()}`,
  (word) => `${word()}\n---\n${word()}`,
  (word) => `~~${word()}~~ \`${word()}\` $${word()}$ $5 ${word()} $6`,
  (word) => `${word()} \\\n${word()} <br>${word()} &amp;${word()}`,
]

/** A digest without the headings of the format. */
const freeDigest = `---
language: en
---

# Weekly 12

Hello.

## News

### First story

Text of it.

### Second story [Agent]

More text.

## Tools

- [A tool](https://example.org/a) for this
- [Another](https://example.org/b) for that
`

/** Digests with fragments put between their lines, and the words of these. */
const disturbed = fc
  .record({
    base: fc.constantFrom(goodDigest, chineseDigest, freeDigest),
    pieces: fc.array(
      fc.record({
        at: fc.nat(),
        fragment: fc.constantFrom(...fragments),
        indent: fc.constantFrom('', '', '', '  ', '> '),
        gap: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ base, pieces }) => {
    let count = 0
    const word = () => `word${String(++count).padStart(3, '0')}x`
    const lines = base.split('\n')
    const start = lines.indexOf('---', 1) + 1
    for (const { at, fragment, indent, gap } of pieces) {
      const text = fragment(word).replace(/^/gm, indent)
      lines.splice(start + (at % (lines.length - start)), 0, gap ? `\n${text}\n` : text)
    }
    return lines.join('\n')
  })

test('whatever an author puts wherever, no word is lost', () => {
  let readable = 0
  fc.assert(
    fc.property(disturbed, (markdown) => {
      const { digest, problems } = read(markdown)
      expect(digest === undefined).toBe(problems.some(({ severity }) => severity === 'error'))
      if (!digest) return
      readable++
      const model = JSON.stringify(digest)
      const words = markdown.match(/word\d{3}x/g) ?? []
      expect(words.filter((word) => !model.includes(word))).toEqual([])
    }),
    { numRuns: 300 },
  )
  expect(readable).toBeGreaterThan(50)
})

test('no text makes the reader throw, and every problem has a place in the file', () => {
  const soup = fc.array(
    fc.constantFrom(
      '#',
      '##',
      '- ',
      '> ',
      '1. ',
      '\n',
      '\n\n',
      '  ',
      '---',
      '`',
      '```',
      '$',
      '*',
      '_',
      '[',
      ']',
      '(',
      ')',
      '<',
      '|',
      ':',
      '[^a]',
      'Featured',
      'Source:',
      'x',
    ),
    { maxLength: 60 },
  )
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    soup.map((parts) => parts.join('')),
    soup.map((parts) => `## Featured\n\n### 01 A\n\n${parts.join('')}`),
    fc.uint8Array({ maxLength: 200 }),
  )
  fc.assert(
    fc.property(anything, (content) => {
      const { digest, problems } = read(content)
      const lines = typeof content === 'string' ? content.split(/\r\n|\r|\n/).length : content.length + 1
      expect(digest === undefined).toBe(problems.some(({ severity }) => severity === 'error'))
      expect(problems.filter(({ line, column }) => line < 1 || line > lines || column < 1)).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('a digest cut short anywhere, or with a line gone, never makes the reader throw', () => {
  const lines = goodDigest.split('\n')
  for (const at of lines.keys()) {
    read(lines.slice(0, at).join('\n'))
    read(lines.toSpliced(at, 1).join('\n'))
  }
  expect(read(lines.join('\n')).problems).toEqual([])
})
