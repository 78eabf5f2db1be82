import { describe, test } from 'vitest'
import { type BotFixture, markdownOf, openBotFixture } from './bot-fixture.ts'
import { keysOf, partsOf } from './shown.ts'
import { discord, keysOn, nth, patienceMs, posts, slack, today } from './team.ts'

const looks = { slack: /^conversations\.history$/, discord: /^GET \/channels\/\d+\/messages$/ }

/** As long as the platforms themselves may act upon a request. */
const asReal = { TEST_SERVER_SETTLES_MS: '' }

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
      const first = fixture.start(asReal)
      const unanswered = Promise.withResolvers<void>()
      const second = nth(2, posts[platform])
      faults.inject({
        matches: (call) => {
          if (!second(call)) return false
          void searchedWithoutResult(fixture, platform).then(unanswered.resolve)
          return true
        },
        kind: { type: 'error', status: 503, when: { until: unanswered.promise } },
        times: 1,
      })
      // Calls that meet the fault above do not count.
      const third = nth(2, posts[platform])
      const matches = (call: string) => {
        if (!third(call)) return false
        first.kill('SIGKILL')
        return true
      }
      const abandoned = Promise.withResolvers<void>()
      faults.inject({ matches, kind: { type: 'reset', when: { until: abandoned.promise } }, times: 1 })
      await first.exited

      void searchedWithoutResult(fixture, platform).then(abandoned.resolve)
      const last = fixture.start(asReal)
      await last.logged('posted', { part: 'observation' })
      expect(await last.stop()).toEqual({ code: 0, signal: null })
      const shown = keysOn(platform, fixture, parts)
      expect(shown).toEqual(keysOf(parts))
    },
  )
})

/** Resolves when the bot has looked for a message, and has read what is there. */
function searchedWithoutResult({ slack, discord }: BotFixture, platform: 'slack' | 'discord'): Promise<void> {
  const { faults } = { slack, discord }[platform]
  const { promise, resolve } = Promise.withResolvers<void>()
  const matches = (call: string) => {
    if (looks[platform].test(call)) setImmediate(resolve)
    return false
  }
  faults.inject({ matches, kind: { type: 'error', status: 500, when: 'before' }, times: 1 })
  return promise
}
