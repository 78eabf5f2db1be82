import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Layout } from '../../../src/domain/destination.ts'
import type { Digest } from '../../../src/domain/digest.ts'
import { factsOf } from '../../../src/formatters/shared/content.ts'
import { slackRequest, slackUpdate } from '../../../src/formatters/slack/api-call.ts'
import { renderSlack } from '../../../src/formatters/slack/render.ts'
import { slackReply } from '../../../src/formatters/slack/replies.ts'
import { longDate } from '../../../src/i18n/dates.ts'
import { validateSlack } from '../../../src/validators/slack/validate.ts'
import { arbitraryDigest } from '../../arbitrary.ts'
import { vocabulary } from './digests.ts'
import { addressesShown, letters, objectsIn, withoutRepeats, wordsShown } from './shown.ts'
import { addressesOf, withoutTables, written } from './written.ts'

const layouts = fc.constantFrom<Layout>('sections', 'thread', 'overview')
const everything = fc.constantFrom<Layout>('sections', 'thread')
const marker = { delivery: 'news@main/2026-03-12', part: 'overview' }
const place = { channel: 'C0123' }
const mention = { kind: 'group', id: 'S0123' } as const
const ref = { platform: 'slack', channel: 'C0123', message: '1.2' } as const
// Shrinking digests of a hundred kilobytes takes minutes; a failure names its seed.
const runs = { numRuns: 60, endOnFailure: true }

test('Slack refuses no part of any digest, posted or edited', () => {
  fc.assert(
    fc.property(arbitraryDigest, layouts, (digest, layout) => {
      for (const part of renderSlack(digest, layout, vocabulary)) {
        const posting = { place, part, marker, mention }
        for (const { method, body } of [slackRequest(posting), slackUpdate(ref, posting)]) {
          expect(validateSlack(method, body)?.message).toBeUndefined()
        }
        for (const { used, budget } of part.budget) expect(used).toBeLessThanOrEqual(budget)
        expect(Buffer.byteLength(String(slackRequest(posting).body.text))).toBeLessThanOrEqual(3900)
      }
    }),
    runs,
  )
})

test('Slack refuses no answer to a reader', () => {
  fc.assert(
    fc.property(arbitraryDigest, (digest) => {
      const parts = renderSlack(digest, 'sections', vocabulary)
      const answers = [
        ...slackReply({ type: 'parts', parts }, vocabulary),
        ...slackReply({ type: 'text', text: digest.sections[0]?.title ?? [] }, vocabulary),
      ]
      for (const answer of answers) {
        expect(
          validateSlack('chat.postEphemeral', { channel: 'C0123', user: 'U0123', ...answer })?.message,
        ).toBeUndefined()
      }
    }),
    runs,
  )
})

/** What is shown, less the date and counts under the title. */
function lettersShown(digest: Digest, layout: Layout): string {
  const facts = letters(factsOf(digest, longDate(digest.date, digest.language)))
  const shown = letters(wordsShown(renderSlack(digest, layout, vocabulary)))
  return shown.replace(facts, '')
}

test('the parts together hold every word, in order and no more', () => {
  fc.assert(
    fc.property(arbitraryDigest.map(withoutTables), everything, (digest, layout) => {
      expect(lettersShown(digest, layout)).toBe(letters(written(digest).join(' ')))
    }),
    runs,
  )
})

function firstMissing(words: readonly string[], shown: string): string | undefined {
  let from = 0
  return words.find((word) => {
    const at = shown.indexOf(word, from)
    from = at + word.length
    return at < 0
  })
}

test('tables keep every word, too', () => {
  fc.assert(
    fc.property(arbitraryDigest, everything, (digest, layout) => {
      const shown = lettersShown(digest, layout)
      // A header may be repeated within a word that is longer than what fits.
      const words = written(digest)
        .flatMap((line) => line.split(/\s+/))
        .map(letters)
      expect(
        firstMissing(
          words.filter(({ length }) => length < 100),
          shown,
        ),
      ).toBeUndefined()
    }),
    runs,
  )
})

test('every link goes where the author wrote', () => {
  fc.assert(
    fc.property(arbitraryDigest.map(withoutTables), everything, (digest, layout) => {
      const addresses = written(digest, addressesOf).flatMap((some) => some.split('\n').filter(Boolean))
      expect(addressesShown(renderSlack(digest, layout, vocabulary))).toEqual(withoutRepeats(addresses))
    }),
    runs,
  )
})

test('nothing can mention anybody', () => {
  const parsed = new Set<unknown>([
    'user',
    'usergroup',
    'broadcast',
    'channel',
    'team',
    'mrkdwn',
    'markdown',
    'section',
  ])
  fc.assert(
    fc.property(arbitraryDigest, layouts, (digest, layout) => {
      const parts = renderSlack(digest, layout, vocabulary)
      const objects = parts.flatMap(({ body }) => objectsIn(body.blocks))
      expect(objects.filter(({ type }) => parsed.has(type))).toEqual([])
      const plain = objects.filter(({ type }) => type === 'plain_text').map(({ text }) => text)
      expect(plain.join('\n')).not.toMatch(/<[!@#]|@(everyone|here|channel)/i)
      expect(parts.map(({ body }) => body.text).join('\n')).not.toMatch(
        /[<>]|&(?!(amp|lt|gt);)|@(everyone|here|channel)/i,
      )
    }),
    runs,
  )
})

test('a second rendering is the same', () => {
  fc.assert(
    fc.property(arbitraryDigest, layouts, (digest, layout) => {
      const parts = renderSlack(digest, layout, vocabulary)
      expect(renderSlack(structuredClone(digest), layout, vocabulary)).toEqual(parts)
      expect(new Set(parts.map(({ key }) => key)).size).toBe(parts.length)
    }),
    runs,
  )
})
