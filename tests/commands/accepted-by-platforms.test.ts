import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Reply, Requester } from '../../src/domain/interaction.ts'
import { discordModal } from '../../src/formatters/discord/modal.ts'
import { discordReply } from '../../src/formatters/discord/replies.ts'
import { slackModal } from '../../src/formatters/slack/modal.ts'
import { slackReply } from '../../src/formatters/slack/replies.ts'
import { validateDiscord } from '../../src/validators/discord/validate.ts'
import { validateSlack } from '../../src/validators/slack/validate.ts'
import { aDestination } from '../builders.ts'
import { vocabulary } from '../digests/markdown/digest-fixture.ts'
import { CommandsFixture } from './commands-fixture.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
  await chat.deliver(aDestination({ publication: 'zh' }), 'zh/2026-03-12' as never)
  await chat.type('subscribe at:08:30 publication:main')
  await chat.type('subscribe at:08:30 publication:zh', { channel: 'C1' })
})
afterEach(() => chat.close())

function refusals(reply: Reply): (string | undefined)[] {
  if (reply.type === 'form') {
    const view = slackModal(reply.form, '{}')
    return [
      validateSlack('views.open', { view, trigger_id: '1.2' })?.message,
      validateDiscord('POST /interactions/{id}/{token}/callback', { type: 9, data: discordModal(reply.form) })?.message,
    ]
  }
  // The in-memory platform renders no bodies that could be validated.
  if (reply.type === 'parts') return []
  return [
    ...slackReply(reply, vocabulary).map(
      (body) => validateSlack('chat.postEphemeral', { channel: 'C1', user: 'U1', ...body })?.message,
    ),
    ...discordReply(reply, vocabulary).map(
      (body) => validateDiscord('POST /webhooks/{application.id}/{token}', body)?.message,
    ),
  ]
}

const direct = { isDirect: true, isWithBot: true, channel: 'D1' } as const

test.each<[string, Partial<Requester>?]>([
  ['', direct],
  ['agent'],
  ['the'],
  ['2026-03-01'],
  ['zzzz sketch graph model training'],
  ['*'],
  ['<@U1> <!channel> @everyone'],
  ['x'.repeat(4_000)],
  ['help'],
  ['next'],
  ['next', direct],
  ['discussed'],
  ['settings'],
  ['subscribe'],
  ['pause'],
  ['export'],
  ['unsubscribe'],
])('both platforms take the answer to "%s", in both languages', async (text, requester = {}) => {
  for (const language of ['en', 'zh']) {
    const said = refusals(await chat.type(text, { ...requester, language }))
    expect(said.length).toBeGreaterThan(0)
    expect(said.filter((refusal) => refusal !== undefined)).toEqual([])
  }
})
