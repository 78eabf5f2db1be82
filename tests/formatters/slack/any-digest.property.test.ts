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
import { anyParts, type Rendered } from '../any-parts.ts'
import { vocabulary } from './digests.ts'
import { addressesShown, letters, objectsIn, withoutRepeats, wordsShown } from './shown.ts'
import { addressesOf, withoutTables, written } from './written.ts'

const render = (digest: Digest, layout: Layout) => renderSlack(digest, layout, vocabulary)
const inAnyLayout = anyParts(60, ['sections', 'thread', 'overview'], render)
/** The layouts that show all of a digest. */
const whole = anyParts(60, ['sections', 'thread'], render)
const wholeWithoutTables = anyParts(60, ['sections', 'thread'], render, arbitraryDigest.map(withoutTables))
const marker = { delivery: 'news@main/2026-03-12', part: 'overview' }
const place = { channel: 'C0123' }
const mention = { kind: 'group', id: 'S0123' } as const
const ref = { platform: 'slack', channel: 'C0123', message: '1.2' } as const

test('Slack refuses no part of any digest, posted or edited', () => {
  for (const part of inAnyLayout.flatMap(({ parts }) => parts)) {
    const posting = { place, part, marker, mention }
    for (const { method, body } of [slackRequest(posting), slackUpdate(ref, posting)]) {
      expect(validateSlack(method, body)?.message).toBeUndefined()
    }
    for (const { used, budget } of part.budget) expect(used).toBeLessThanOrEqual(budget)
    expect(Buffer.byteLength(String(slackRequest(posting).body.text))).toBeLessThanOrEqual(3900)
  }
})

test('Slack refuses no answer to a reader', () => {
  for (const { digest, parts } of whole) {
    const answers = [
      ...slackReply({ type: 'parts', parts }, vocabulary),
      ...slackReply({ type: 'text', text: digest.sections[0]?.title ?? [] }, vocabulary),
    ]
    for (const answer of answers) {
      expect(
        validateSlack('chat.postEphemeral', { channel: 'C0123', user: 'U0123', ...answer })?.message,
      ).toBeUndefined()
    }
  }
})

/** What is shown, less the date and counts under the title. */
function lettersShown({ digest, parts }: Rendered): string {
  const facts = letters(factsOf(digest, longDate(digest.date, digest.language)))
  return letters(wordsShown(parts)).replace(facts, '')
}

test('the parts together hold every word, in order and no more', () => {
  for (const rendered of wholeWithoutTables) {
    expect(lettersShown(rendered)).toBe(letters(written(rendered.digest).join(' ')))
  }
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
  for (const rendered of whole) {
    const shown = lettersShown(rendered)
    const words = written(rendered.digest)
      .flatMap((line) => line.split(/\s+/))
      .map(letters)
      // A header may be repeated within a word that is longer than what fits.
      .filter(({ length }) => length < 100)
    expect(firstMissing(words, shown)).toBeUndefined()
  }
})

test('every link goes where the author wrote', () => {
  for (const { digest, parts } of wholeWithoutTables) {
    const addresses = written(digest, addressesOf).flatMap((some) => some.split('\n').filter(Boolean))
    expect(addressesShown(parts)).toEqual(withoutRepeats(addresses))
  }
})

test('no text can mention a user or a group', () => {
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
  for (const { parts } of inAnyLayout) {
    const objects = parts.flatMap(({ body }) => objectsIn(body.blocks))
    expect(objects.filter(({ type }) => parsed.has(type))).toEqual([])
    const plain = objects.filter(({ type }) => type === 'plain_text').map(({ text }) => text)
    expect(plain.join('\n')).not.toMatch(/<[!@#]|@(everyone|here|channel)/i)
    expect(parts.map(({ body }) => body.text).join('\n')).not.toMatch(
      /[<>]|&(?!(amp|lt|gt);)|@(everyone|here|channel)/i,
    )
  }
})

test('a second rendering is the same', () => {
  for (const { digest, layout, parts } of inAnyLayout) {
    expect(render(structuredClone(digest), layout)).toEqual(parts)
    expect(new Set(parts.map(({ key }) => key)).size).toBe(parts.length)
  }
})
