import { describe, test } from 'vitest'
import { type BotFixture, markdownOf, noon, openBotFixture, places } from './bot-fixture.ts'
import { keysOf, keysOnDiscord, keysOnSlack, partsOf, until } from './shown.ts'

const { timezone, today } = noon()
const onTime = { timezone, at: '06:00' }
const slack = { name: 'team-slack', platform: 'slack', channel: places.slack, ...onTime }
const discord = { name: 'team-discord', platform: 'discord', channel: places.discord, ...onTime }

const onSlack = (fixture: BotFixture) => fixture.slack.state.messages(places.slack)
const onDiscord = (fixture: BotFixture) => fixture.discord.state.messages(places.discord)
const posts = { slack: /^chat\.postMessage$/, discord: /^POST \/channels\/\d+\/messages$/ }

/** A restart or two on a busy machine, with a second between any two messages in a channel. */
const patienceMs = 240_000

describe.concurrent('a platform that acts upon a request long after the bot has given up', () => {
  test.for(['slack', 'discord'] as const)(
    'on %s, does not make it send anything twice, killed or not',
    { timeout: patienceMs },
    async (platform, context) => {
      const { expect } = context
      const fixture = await openBotFixture(context)
      await fixture.configure(platform === 'slack' ? slack : discord)
      await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
      const parts = (await partsOf(fixture, today))[platform]
      const { faults } = fixture[platform]
      const late = (lateMs: number) => ({ type: 'reset', when: { lateMs } }) as const

      const first = fixture.start()
      faults.inject({
        matches: nth(2, posts[platform]),
        kind: { ...late(9_000), type: 'error', status: 503 },
        times: 1,
      })
      // Calls that meet the fault above do not count.
      const third = nth(2, posts[platform])
      const matches = (call: string) => {
        if (!third(call)) return false
        first.kill('SIGKILL')
        return true
      }
      faults.inject({ matches, kind: late(12_000), times: 1 })
      await first.exited

      const last = fixture.start()
      const count = () => (platform === 'slack' ? onSlack(fixture) : onDiscord(fixture)).length
      await until(fixture[platform].state, () => count() >= parts.length)
      // Long enough for everything that was late.
      await new Promise((resolve) => setTimeout(resolve, 13_000))
      expect(await last.stop()).toEqual({ code: 0, signal: null })
      const shown =
        platform === 'slack' ? keysOnSlack(onSlack(fixture), parts) : keysOnDiscord(onDiscord(fixture), parts)
      expect(shown).toEqual(keysOf(parts))
    },
  )
})

/** True for the call that comes as this one of its kind. */
function nth(which: number, kind: RegExp): (call: string) => boolean {
  let seen = 0
  return (call) => {
    if (kind.test(call)) seen += 1
    return kind.test(call) && seen === which
  }
}
