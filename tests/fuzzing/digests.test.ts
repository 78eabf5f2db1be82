import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importDocument } from '../../src/digests/import/import-document.ts'
import { renderDiscord } from '../../src/formatters/discord/render.ts'
import { renderSlack } from '../../src/formatters/slack/render.ts'
import { validateDiscord } from '../../src/validators/discord/validate.ts'
import { validateSlack } from '../../src/validators/slack/validate.ts'
import { day } from '../builders.ts'
import { read, vocabulary } from '../digests/markdown/digest-fixture.ts'
import { inEnglish } from '../in-english.ts'
import { malformed } from './malformed.ts'

const sample = readFileSync('digests/2026-03-12.md', 'utf8')

test('whatever happens to a digest, it is read and can be posted, or it is refused with a place and a sentence', () => {
  const outcomes = { read: 0, refused: 0 }
  fc.assert(
    fc.property(malformed(sample), (bytes) => {
      const { digest, problems } = read(bytes)
      const errors = problems.filter(({ severity }) => severity === 'error')
      outcomes[digest ? 'read' : 'refused'] += 1
      expect(digest === undefined).toBe(errors.length > 0)
      for (const { line, column, message, fix } of problems.map(inEnglish)) {
        expect(line).toBeGreaterThan(0)
        expect(column).toBeGreaterThan(0)
        expect(message).not.toMatch(/undefined|\[object|is not a function|Cannot read propert/)
        expect(message).toMatch(/\.$/)
        expect(fix).toMatch(/^[A-Z`].*[.?]$/s)
      }
      if (!digest) return
      for (const part of renderSlack(digest, 'sections', vocabulary))
        expect(validateSlack('chat.postMessage', { channel: 'C0MORNING01', ...part.body })?.message).toBeUndefined()
      for (const part of renderDiscord(digest, 'sections', vocabulary))
        expect(validateDiscord('POST /channels/{channel.id}/messages', part.body)?.message).toBeUndefined()
    }),
    { numRuns: 150 },
  )
  expect(outcomes.read).toBeGreaterThan(0)
  expect(outcomes.refused).toBeGreaterThan(0)
})

const tags =
  'table tr td th tbody p h1 h2 h3 div span a b em ul ol li blockquote pre code br hr details summary figure figcaption dl dt dd section article nav sup select option video svg math label form q title style textarea ruby caption'.split(
    ' ',
  )
const words = ['alpha', 'Key takeaways', 'TL;DR', 'Source:', '日报', '[Agent]', '01', 'a_b', '<', '&amp;', '|']

/** Elements in each other as no author means them, some of them never closed. */
const { html } = fc.letrec<{ html: string; element: string }>((tie) => ({
  html: fc.oneof({ maxDepth: 5 }, fc.constantFrom(...words), tie('element')),
  element: fc
    .tuple(
      fc.constantFrom(...tags),
      fc.array(tie('html'), { maxLength: 4 }),
      fc.constantFrom('', ' ', '\n'),
      fc.boolean(),
    )
    .map(([tag, inside, between, isClosed]) => `<${tag}>${inside.join(between)}${isClosed ? `</${tag}>` : ''}`),
}))

test('elements in any order are imported and read, or refused with a sentence', async () => {
  const outcomes = { read: 0, refused: 0 }
  const options = { date: day('2026-03-12'), publication: 'main', vocabulary, file: 'page.html' }
  await fc.assert(
    fc.asyncProperty(fc.array(html, { minLength: 1, maxLength: 6 }), async (elements) => {
      const { digest, problems } = await importDocument(`<html><body>${elements.join('\n')}</body></html>`, options)
      outcomes[digest ? 'read' : 'refused'] += 1
      if (!digest) expect(problems.map((each) => inEnglish(each).message)).not.toEqual([])
      expect(read(`# A day\n\n${elements.join('\n\n')}`).problems.filter(({ line }) => line < 1)).toEqual([])
    }),
    { numRuns: 200 },
  )
  expect(outcomes.read).toBeGreaterThan(0)
  expect(outcomes.refused).toBeGreaterThan(0)
})
