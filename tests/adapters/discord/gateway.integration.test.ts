import { setTimeout } from 'node:timers/promises'
import { describe, type TestContext, test } from 'vitest'
import { createDiscord } from '../../../src/adapters/discord/discord.ts'
import type { Action } from '../../../src/domain/action.ts'
import { digestId } from '../../../src/domain/digest.ts'
import { PlatformUnreachable } from '../../../src/domain/errors.ts'
import type { ActionRequest, InteractionHandler } from '../../../src/domain/interaction.ts'
import { memoryLog, onlyThese } from '../../contracts/adapter-fixture.ts'
import { aDigest, aPosting, vocabulary } from '../../contracts/digest.ts'
import { postNow } from '../../post-now.ts'
import { type DiscordFixture, openDiscordFixture } from './discord-fixture.ts'

const discuss: Action = { action: 'discuss', digest: digestId(aDigest), section: '01' }

/** The adapter and the simulator, both closed when the test ends. */
async function open(
  { expect, onTestFinished }: TestContext,
  handler: Partial<InteractionHandler>,
): Promise<DiscordFixture> {
  const fixture = await openDiscordFixture(handler)
  onTestFinished(async () => {
    await fixture.close()
    expect(fixture.complaints()).toEqual([])
  })
  return fixture
}

async function postedSection(fixture: DiscordFixture) {
  const section = (await fixture.platform.renderer.render(aDigest, 'sections')).find(({ key }) => key === 'section-01')
  if (!section) throw new Error('the digest has no first section')
  return postNow(fixture.platform.client, aPosting(fixture.channel, section))
}

function countUpgrades(fixture: DiscordFixture): () => number {
  let upgrades = 0
  const matches = (call: string) => {
    if (call === 'UPGRADE') upgrades += 1
    return false
  }
  fixture.faults.inject({ matches, kind: { type: 'error', status: 503, when: 'before' }, times: 1 })
  return () => upgrades
}

// Most of their time is pauses before the next attempt to connect.
describe.concurrent('the gateway of Discord', () => {
  test.for(['drop', 'reconnect', 'invalidate'] as const)(
    'readers are heard again after a %s',
    async (fate, context) => {
      const { expect } = context
      const fixture = await open(context, {
        action: async () => ({ type: 'text', text: [{ type: 'text', value: 'Still here' }] }),
      })
      const ref = await postedSection(fixture)
      fixture.simulator.gateway[fate]()
      await expect.poll(() => fixture.use(ref, discuss, '1').then(() => 'heard', String)).toBe('heard')
      await expect.poll(() => fixture.whispered(fixture.reader).join()).toContain('Still here')
    },
  )

  test('once stopped in the middle of reconnecting, it does not connect again', async (context) => {
    const { expect } = context
    const fixture = await open(context, {})
    const upgrades = countUpgrades(fixture)
    expect(fixture.platform.listeningOutage).toBeUndefined()
    fixture.simulator.gateway.drop()
    await expect.poll(() => fixture.log.lines.map(({ message }) => message)).toContain('connection lost, trying again')
    expect(fixture.platform.listeningOutage).toBeDefined()
    await fixture.platform.stop()
    const before = upgrades()
    // The SDK tries again every half second.
    await setTimeout(1_200)
    expect(upgrades()).toBe(before)
  })

  test.for([503, 520, 403])(
    'a gateway that answers %i at first gets one login when it is back',
    async (status, context) => {
      const { expect } = context
      const fixture = await open(context, {})
      const { apiUrl, token, sessionStarts } = fixture.simulator
      const log = memoryLog()
      const left = sessionStarts.remaining
      const matches = (call: string) => call === 'UPGRADE'
      fixture.faults.inject({ matches, kind: { type: 'error', status, when: 'before' }, times: 4 })
      const upgrades = countUpgrades(fixture)
      const platform = createDiscord({ apiUrl, token, log, vocabulary, handler: onlyThese({}) })
      await platform.start()
      await expect.poll(() => platform.listeningOutage?.reason.text).toContain(String(status))
      await expect.poll(() => platform.listeningOutage).toBeUndefined()
      expect(left - sessionStarts.remaining).toBe(1)
      expect(upgrades()).toBe(1)
      expect(log.lines).toContainEqual(expect.objectContaining({ message: 'listening' }))
      await platform.stop()
    },
  )

  test('no login is tried while Discord allows none', async (context) => {
    const { expect } = context
    const fixture = await open(context, {})
    const { apiUrl, token, sessionStarts } = fixture.simulator
    const log = memoryLog()
    sessionStarts.remaining = 0
    const upgrades = countUpgrades(fixture)
    const platform = createDiscord({ apiUrl, token, log, vocabulary, handler: onlyThese({}) })
    await platform.start()
    await expect.poll(() => log.lines.map(({ message }) => message).join()).toContain('too many logins in 24 hours')
    await platform.stop()
    expect(upgrades()).toBe(0)
  })

  test('a gateway that comes back is logged, with how long it was away', async (context) => {
    const { expect } = context
    const fixture = await open(context, {})
    fixture.simulator.gateway.drop()
    const again = () => fixture.log.lines.find(({ message }) => message === 'listening again')
    await expect.poll(again).toBeDefined()
    expect(again()?.fields).toMatchObject({ platform: 'discord', durationMs: expect.any(Number) })
  })

  test('stopping logs no warning', async (context) => {
    const { expect } = context
    const fixture = await open(context, {})
    await fixture.platform.stop()
    expect(fixture.log.lines.filter(({ level }) => level !== 'info')).toEqual([])
    expect(fixture.simulator.gateway.isHeard).toBe(false)
  })

  test('a control used inside a thread says so', async (context) => {
    const { expect } = context
    const requests: ActionRequest[] = []
    const control = async (request: ActionRequest) => {
      requests.push(request)
      return { type: 'text', text: [{ type: 'text', value: 'Heard' }] } as const
    }
    const fixture = await open(context, { action: control })
    const under = await postedSection(fixture)
    const section = (await fixture.platform.renderer.render(aDigest, 'sections')).find(
      ({ key }) => key === 'section-01',
    )
    if (!section) throw new Error('the digest has no first section')
    const marker = { delivery: 'd', part: 'p' }
    const ref = await postNow(fixture.platform.client, {
      part: section,
      marker,
      place: { channel: fixture.channel, under },
    })
    await fixture.use(ref, discuss, '1')
    while (fixture.whispered(fixture.reader).length === 0) await fixture.change()
    expect(requests[0]?.message).toEqual({
      platform: 'discord',
      channel: under.message,
      message: ref.message,
      thread: under.message,
    })
  })

  test('controls work in a private thread that the bot cannot see', async (context) => {
    const { expect } = context
    const requests: ActionRequest[] = []
    const control: Action = { action: 'discuss', digest: digestId(aDigest), section: '01' }
    const card = { title: 'Lighthouses', body: [], buttons: [{ label: 'Discuss', control }] }
    const fixture = await open(context, {
      command: async () => ({ type: 'cards', cards: [card], show: 'private' }),
      action: async (request) => {
        requests.push(request)
        return { type: 'text', text: [{ type: 'text', value: 'Heard' }] }
      },
    })
    const { state } = fixture.simulator
    const owner = state.users.get(fixture.reader)
    if (!owner) throw new Error('there is no reader')
    const thread = state.openPrivateThread(fixture.channel, 'Between us', owner, [owner.id])
    await fixture.simulator.command({ user: owner.id, channelId: thread.id, name: 'digest', options: [] })
    await fixture.useInPrivate(control)
    await expect
      .poll(() => requests.map(({ message }) => message))
      .toMatchObject([{ platform: 'discord', channel: thread.id, thread: thread.id }])
    expect(requests[0]?.requester.channel).toBe(fixture.channel)
    await expect
      .poll(() =>
        state
          .messages(thread.id)
          .map(({ content, components }) => content + JSON.stringify(components))
          .join(),
      )
      .toContain('Heard')
  })

  test('posting does not wait for the gateway, which is tried again', async (context) => {
    const { expect } = context
    const fixture = await open(context, {})
    const { apiUrl, token } = fixture.simulator
    const log = memoryLog()
    const platform = createDiscord({ apiUrl, token, log, vocabulary, handler: onlyThese({}) })
    fixture.faults.inject({
      matches: (call) => call === 'GET /gateway/bot',
      kind: { type: 'error', status: 503, when: 'before' },
      times: 2,
    })
    await platform.start()
    const [part] = await platform.renderer.render(aDigest, 'sections')
    if (!part) throw new Error('the digest has no part')
    await postNow(platform.client, aPosting(fixture.channel, part))
    await expect.poll(() => platform.listeningOutage?.reason.text).toMatch(/Discord cannot be reached \(HTTP 503\)/)
    await expect.poll(() => platform.listeningOutage).toBeUndefined()
    await platform.stop()
  })

  test('starting while Discord does not answer can be tried again', async (context) => {
    const { expect } = context
    const fixture = await open(context, {})
    const { apiUrl, token } = fixture.simulator
    const platform = createDiscord({ apiUrl, token, log: memoryLog(), vocabulary, handler: onlyThese({}) })
    const matches = (call: string) => call === 'GET /users/@me'
    fixture.faults.inject({ matches, kind: { type: 'reset', when: 'before' }, times: 1 })
    await expect(platform.start()).rejects.toThrow(PlatformUnreachable)
    await platform.start()
    await platform.stop()
  })

  test('nothing that is logged holds the token', async (context) => {
    const { expect } = context
    const fixture = await open(context, {})
    const ref = await postedSection(fixture)
    await fixture.use(ref, discuss, '1')
    while (fixture.whispered(fixture.reader).length === 0) await fixture.change()
    expect(fixture.log.lines.map(({ message }) => message)).toContain('an answer did not reach its reader')
    expect(JSON.stringify(fixture.log.lines)).not.toContain(fixture.simulator.token)
  })
})
