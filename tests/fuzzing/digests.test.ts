import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderDiscord } from '../../src/formatters/discord/render.ts'
import { renderSlack } from '../../src/formatters/slack/render.ts'
import { validateDiscord } from '../../src/validators/discord/validate.ts'
import { validateSlack } from '../../src/validators/slack/validate.ts'
import { read, vocabulary } from '../digests/markdown/digest-fixture.ts'
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
      for (const { line, column, message } of problems) {
        expect(line).toBeGreaterThan(0)
        expect(column).toBeGreaterThan(0)
        expect(message).not.toMatch(/undefined|\[object|is not a function|Cannot read propert/)
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
