import { afterEach, expect, test } from 'vitest'
import { createDiscord } from '../../../src/adapters/discord/discord.ts'
import type { Action } from '../../../src/domain/action.ts'
import { digestId } from '../../../src/domain/digest.ts'
import { PlatformUnreachable } from '../../../src/domain/errors.ts'
import type { ActionRequest } from '../../../src/domain/interaction.ts'
import { memoryLog, onlyThese } from '../../contracts/adapter-fixture.ts'
import { aDigest, aPosting, vocabulary } from '../../contracts/digest.ts'
import { postNow } from '../../post-now.ts'
import { type DiscordStand, openDiscordStand } from './discord-fixture.ts'

const discuss: Action = { action: 'discuss', digest: digestId(aDigest), section: '01' }
let stand: DiscordStand

afterEach(async () => {
  await stand.close()
  expect(stand.complaints()).toEqual([])
})

async function postedSection() {
  const section = stand.platform.renderer.render(aDigest, 'sections').find(({ key }) => key === 'section-01')
  if (!section) throw new Error('the digest has no first section')
  return postNow(stand.platform.client, aPosting(stand.channel, section))
}

test.each(['drop', 'reconnect', 'invalidate'] as const)('readers are heard again after a %s', async (fate) => {
  stand = await openDiscordStand({
    action: async () => ({ type: 'text', text: [{ type: 'text', value: 'Still here' }] }),
  })
  const ref = await postedSection()
  stand.simulator.gateway[fate]()
  await expect.poll(() => stand.use(ref, discuss, '1').then(() => 'heard', String)).toBe('heard')
  await expect.poll(() => stand.whispered(stand.reader).join()).toContain('Still here')
})

test('stopping in the middle of reconnecting leaves nobody behind', async () => {
  stand = await openDiscordStand({})
  expect(stand.platform.isListening).toBe(true)
  stand.simulator.gateway.drop()
  await expect.poll(() => stand.log.lines.map(({ message }) => message)).toContain('connection lost, trying again')
  expect(stand.platform.isListening).toBe(false)
  await stand.platform.stop()
  expect(stand.simulator.gateway.isHeard).toBe(false)
})

test('stopping is no reason to worry anybody', async () => {
  stand = await openDiscordStand({})
  await stand.platform.stop()
  expect(stand.log.lines.filter(({ level }) => level !== 'info')).toEqual([])
  expect(stand.simulator.gateway.isHeard).toBe(false)
})

test('a control used inside a thread says so', async () => {
  const requests: ActionRequest[] = []
  const control = async (request: ActionRequest) => {
    requests.push(request)
    return { type: 'text', text: [{ type: 'text', value: 'Heard' }] } as const
  }
  stand = await openDiscordStand({ action: control })
  const under = await postedSection()
  const section = stand.platform.renderer.render(aDigest, 'sections').find(({ key }) => key === 'section-01')
  if (!section) throw new Error('the digest has no first section')
  const marker = { delivery: 'd', part: 'p' }
  const ref = await postNow(stand.platform.client, { part: section, marker, place: { channel: stand.channel, under } })
  await stand.use(ref, discuss, '1')
  while (stand.whispered(stand.reader).length === 0) await stand.change()
  expect(requests[0]?.message).toEqual({
    platform: 'discord',
    channel: under.message,
    message: ref.message,
    thread: under.message,
  })
})

test('starting while nobody is there can be tried again', async () => {
  stand = await openDiscordStand({})
  const { apiUrl, token } = stand.simulator
  const log = memoryLog()
  const platform = createDiscord({ apiUrl, token, log, vocabulary, handler: onlyThese({}) })
  stand.faults.inject({
    matches: (call) => call === 'GET /gateway/bot',
    kind: { type: 'reset', when: 'before' },
    times: 1,
  })
  await expect(platform.start()).rejects.toThrow(PlatformUnreachable)
  await platform.start()
  await platform.stop()
})

test('nothing that is logged holds the token', async () => {
  stand = await openDiscordStand({})
  const ref = await postedSection()
  await stand.use(ref, discuss, '1')
  while (stand.whispered(stand.reader).length === 0) await stand.change()
  expect(stand.log.lines.map(({ message }) => message)).toContain('an answer did not reach its reader')
  expect(JSON.stringify(stand.log.lines)).not.toContain(stand.simulator.token)
})
