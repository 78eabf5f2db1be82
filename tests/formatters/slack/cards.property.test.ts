import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slackCards, slackShared } from '../../../src/formatters/slack/cards.ts'
import { slackHome } from '../../../src/formatters/slack/replies.ts'
import { validateSlack } from '../../../src/validators/slack/validate.ts'
import { arbitraryCards } from '../arbitrary-cards.ts'
import { textsOfCards } from '../card-texts.ts'
import { look } from '../look.ts'
import { vocabulary } from './digests.ts'
import { objectsIn, wordsShown } from './shown.ts'

// Shrinking cards of a hundred kilobytes takes minutes; a failure names its seed.
const runs = { numRuns: 60, endOnFailure: true }

test('Slack refuses no cards, private or shared', () => {
  fc.assert(
    fc.property(arbitraryCards, (cards) => {
      for (const body of slackCards(cards, vocabulary)) {
        const to = { channel: 'C0123', user: 'U0123' }
        expect(validateSlack('chat.postEphemeral', { ...to, ...body })?.message).toBeUndefined()
      }
      for (const body of slackShared(cards, { platform: 'slack', user: 'U0123' }, vocabulary)) {
        expect(validateSlack('response_url', { ...body, response_type: 'in_channel' })?.message).toBeUndefined()
      }
    }),
    runs,
  )
})

test('Slack refuses no Home', () => {
  fc.assert(
    fc.property(fc.array(arbitraryCards, { minLength: 1, maxLength: 6, size: 'max' }), (lists) => {
      const view = slackHome(lists.flat(), vocabulary)
      expect(validateSlack('views.publish', { user_id: 'U0123', view })?.message).toBeUndefined()
    }),
    runs,
  )
})

test('cards keep every word', () => {
  fc.assert(
    fc.property(arbitraryCards, (cards) => {
      const shown = wordsShown(slackCards(cards, vocabulary).map((body) => ({ body }) as never))
      expect(look(textsOfCards(cards), shown.replaceAll('\u2060', '')).missing).toBeUndefined()
    }),
    runs,
  )
})

test('no card mentions anyone', () => {
  fc.assert(
    fc.property(arbitraryCards, (cards) => {
      const messages = slackCards(cards, vocabulary)
      const objects = objectsIn(messages)
      const calling = new Set<unknown>(['user', 'usergroup', 'broadcast', 'channel', 'team', 'mrkdwn', 'markdown'])
      expect(objects.filter(({ type }) => calling.has(type))).toEqual([])
      const plain = objects.filter(({ type }) => type === 'plain_text').map(({ text }) => text)
      expect(plain.join('\n')).not.toMatch(/<[!@#]|@(everyone|here|channel)/i)
      expect(messages.map(({ text }) => text).join('\n')).not.toMatch(/[<>]|@(everyone|here|channel)/i)
    }),
    runs,
  )
})
