import { expect, test } from 'vitest'
import type { DeliveryId } from '../../src/domain/delivery.ts'
import { openPostgresStore } from '../../src/storage/postgres/store.ts'
import { newDatabase } from '../database.ts'
import { markdownOf, noon, openBotFixture, places } from '../e2e/bot-fixture.ts'
import { run } from './run.ts'

const { timezone } = noon()

test('where a machine owns the lane, it posts and undoes, and the machine of the command sends nothing', async (context) => {
  const fixture = await openBotFixture(context)
  const env = { DATABASE_URL: await newDatabase() }
  const team = { name: 'team', platform: 'slack', channel: places.slack, timezone, at: '23:58', catchUp: 0 }
  await fixture.configure(team)
  await fixture.publish('2026-01-05', markdownOf('Monday', 'Alpha'))
  const store = await openPostgresStore(env.DATABASE_URL)
  context.onTestFinished(() => store.close())
  const { ledger, shared } = store
  const id = 'team@main/2026-01-05' as DeliveryId
  const messages = () => fixture.slack.state.messages(places.slack)

  // Without any machine, the command posts as the owner of the lane, and gives it back.
  const alone = await run(fixture, 'post 2026-01-05 --to team', { env })
  expect(alone).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Posted: /) })
  const posted = messages().length
  expect(posted).toBeGreaterThan(0)
  expect(
    (await store.pool.query("SELECT token > 0 AS was_owned, owner FROM lanes WHERE lane = 'slack:default'")).rows,
  ).toEqual([{ was_owned: true, owner: null }])

  // Another machine is alive. It is woken, and this is all that it does here.
  await shared?.lanes.renew('another', [], [], 3_600_000)
  const calls = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  // The first call follows the connection, which may have missed one.
  const [ready, woken] = calls.map(({ promise }) => promise)
  const listening = shared?.onChange((about) => about === 'delivery' && calls.shift()?.resolve())
  context.onTestFinished(() => listening?.stop())
  await ready
  const asking = run(fixture, `post --undo ${id} --yes`, { env })
  await Promise.race([woken, asking])
  expect((await ledger.delivery(id))?.state).toBe('withdrawing')
  await ledger.setState(id, 'withdrawn', 1)
  expect((await asking).stderr).toMatch(/^The bot is running and begins/)
  expect(messages()).toHaveLength(posted)
})
