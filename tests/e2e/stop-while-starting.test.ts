import { expect, test } from 'vitest'
import { markdownOf, openBotFixture, places } from './bot-fixture.ts'
import { onSlack, slack, today } from './team.ts'

/** An answer that takes two messages. */
const long = markdownOf('Monday', ...Array.from({ length: 20 }, (_, at) => `Alpha ${at} ${'word '.repeat(60)}`))

/** Longer than a bot has to stop that does not listen yet, in milliseconds. */
const slowMs = 2_500

test('a bot that is stopped while it still connects to a platform answers the readers of the other', async (context) => {
  const fixture = await openBotFixture(context)
  await fixture.configure({ ...slack, at: '23:59' })
  await fixture.publish(today, long)
  const shown = (words: string) => onSlack(fixture).filter((each) => JSON.stringify(each).includes(words)).length
  const ask = () => fixture.slack.command({ user: 'U0ROBIN0001', channel: places.slack, command: '/digest', text: '' })
  const first = fixture.start()
  await first.url()
  await expect.poll(() => ask().then(() => shown('Alpha 19'))).toBeGreaterThan(0)
  await first.stop()
  const before = onSlack(fixture).length

  const never = { type: 'hang', when: 'before' } as const
  fixture.discord.faults.inject({ matches: () => true, kind: never, times: Number.POSITIVE_INFINITY })
  const second = fixture.start()
  await second.logged('listening', { platform: 'slack' })
  let isAsked = false
  fixture.slack.faults.policy = (call) => {
    if (call !== 'response_url' || isAsked) return undefined
    isAsked = true
    second.kill('SIGTERM')
    // Slack takes its time for the first message of the answer.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, slowMs)
    return undefined
  }
  await ask()
  expect(await second.exited).toEqual({ code: 0, signal: null })
  expect(isAsked).toBe(true)
  expect(onSlack(fixture).length - before).toBe(2)
})
