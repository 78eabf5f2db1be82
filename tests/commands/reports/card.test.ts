import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reportCard } from '../../../src/commands/reports/card.ts'
import type { Person } from '../../../src/domain/card.ts'
import type { Part } from '../../../src/domain/part.ts'
import { discordRequest } from '../../../src/formatters/discord/api-call.ts'
import { discordCardParts } from '../../../src/formatters/discord/cards.ts'
import { slackRequest } from '../../../src/formatters/slack/api-call.ts'
import { slackCardParts } from '../../../src/formatters/slack/cards.ts'
import { validateDiscord } from '../../../src/validators/discord/validate.ts'
import { validateSlack } from '../../../src/validators/slack/validate.ts'
import { pick } from '../../arbitrary-inline.ts'
import { aDigest, aSection, partKey } from '../../builders.ts'
import { vocabulary } from '../../digests/markdown/digest-fixture.ts'
import { markdownOf } from '../../formatters/discord/content.ts'
import { shown } from '../../formatters/discord/shown.ts'
import { look, squeeze } from '../../formatters/look.ts'
import { objectsIn, wordsShown } from '../../formatters/slack/shown.ts'
import { addresses, codes, hostile, listings, ordinary, unlinked } from '../../hostile.ts'

const pieces = [...ordinary, ...hostile, ...unlinked, ...addresses, ...codes, ...listings, '\n', '\n\n', '\r\n', '\t']
/** Any text that a reader types or pastes, up to the limit of a dialog. */
const anyWords = fc
  .array(pick(pieces), { minLength: 1, maxLength: 120, size: 'max' })
  .map((words) => words.join(' ').trim().slice(0, 3_000))
  .filter((words) => words.trim() !== '')
const anyName = fc
  .array(pick([...hostile, ...ordinary]), { minLength: 1, maxLength: 4 })
  .map((words) => words.join(' '))

const section = aSection('Do longer warm-ups pay off?', { tag: 'Training' })
const digest = { ...aDigest(), sections: [section] }
const link = 'https://acme.example/archives/C1/p2'
const cardOf = (words: string, by: Person) => reportCard({ digest, section }, words, by, link)
const posted = (part: Part) => ({ place: { channel: 'C1' }, part, marker: { delivery: 'reports@x', part: part.key } })

const robin = { slack: 'U0ROBIN', discord: '42' }

describe.each(['slack', 'discord'] as const)('a report of a reader on %s', (platform) => {
  const any = (check: (words: string, by: Person) => void) =>
    fc.assert(
      fc.property(anyWords, anyName, (words, name) => check(words, { platform, user: robin[platform], name })),
      { numRuns: 100, endOnFailure: true },
    )

  test('is literal in Slack, and notifies no one', () => {
    any((words, by) => {
      const parts = slackCardParts(partKey('report-1'), [cardOf(words, by)], vocabulary)
      for (const part of parts) {
        const { method, body } = slackRequest(posted(part))
        expect(validateSlack(method, body)?.message).toBeUndefined()
        expect(String(body.text)).not.toMatch(/[<>]|@(everyone|here|channel)/i)
      }
      const objects = objectsIn(parts.map(({ body }) => body))
      const calling = new Set<unknown>(['user', 'usergroup', 'broadcast', 'channel', 'team', 'mrkdwn', 'markdown'])
      expect(objects.filter(({ type }) => calling.has(type))).toEqual([])
      expect(look([words], wordsShown(parts).replaceAll('\u2060', '')).missing).toBeUndefined()
    })
  })

  test('is literal in Discord, and notifies no one', () => {
    any((words, by) => {
      const parts = discordCardParts(partKey('report-1'), [cardOf(words, by)], vocabulary)
      for (const part of parts) {
        const { method, body } = discordRequest(posted(part))
        expect(validateDiscord(method, body)).toBeUndefined()
        expect(body.allowed_mentions).toEqual({ parse: [] })
      }
      const people = platform === 'discord' ? [`<@${robin.discord}>`] : []
      const sent = JSON.stringify(parts.map(({ body }) => body))
      expect(sent.match(/@everyone|@here|<@[!&]?\w+>?|<#\w|<!channel/gi) ?? []).toEqual(people)
      const seen = parts.map((part) => shown(markdownOf(part).replaceAll(`<@${robin.discord}>`, '')))
      expect(seen.flatMap(({ stray }) => stray)).toEqual([])
      const text = squeeze(seen.map((each) => each.text).join('\n'))
      const plain = words.split(/\s+/).filter((word) => word.length < 300 && !word.includes('://'))
      expect(plain.map(squeeze).filter((word) => !text.includes(word))).toEqual([])
    })
  })
})

test('a reader is named with the other platform, where that is where they are', () => {
  const card = cardOf('Wrong.', { platform: 'discord', user: '42', name: 'Robin' })
  expect(JSON.stringify(slackCardParts(partKey('report-1'), [card], vocabulary))).toContain('main · Robin (Discord)')
  const other = cardOf('Wrong.', { platform: 'slack', user: 'U1' })
  expect(markdownOf(discordCardParts(partKey('report-1'), [other], vocabulary)[0] as Part)).toContain(
    'main · U1 (Slack)',
  )
})
