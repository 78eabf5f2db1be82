import { expect, test } from 'vitest'
import { PlatformWorkspaces } from '../../src/app/platform-workspaces.ts'
import { resumeOnChannelChange, resumeOnReturn } from '../../src/app/server-returns.ts'
import { LedgerUnusable } from '../../src/domain/errors.ts'
import { aDestination, silentLog } from '../builders.ts'
import { memoryLog } from '../contracts/adapter-fixture.ts'

const destinations = ['here', 'elsewhere', 'running'].map((name) => aDestination({ name, channel: name }))

/** Two destinations are paused, one of them in the server. */
function open(
  pauses = async () => new Map(['here', 'elsewhere'].map((name) => [name, { reason: { text: '' }, at: 0 }])),
) {
  const resumed: string[] = []
  const learnt: string[] = []
  let wakes = 0
  const log = memoryLog()
  const context = {
    ledger: { pauses, resume: async (name: string) => void resumed.push(name) },
    destinations: () => destinations,
    log,
    wake: () => {
      wakes += 1
    },
  }
  const collecting = Promise.withResolvers<void>()
  const onChannelChange = resumeOnChannelChange({
    ...context,
    clock: { wait: () => collecting.promise },
    signal: new AbortController().signal,
  })
  const resume = resumeOnReturn({
    ...context,
    workspaces: {
      learn: async (places) => void learnt.push(...[...places].map(({ channel }) => channel)),
      workspaceOf: ({ channel }) => (learnt.includes(channel) && channel === 'here' ? 'discord:1' : 'discord:2'),
    },
  })
  const collected = async () => {
    collecting.resolve()
    await new Promise<void>((resolve) => void setImmediate(resolve))
  }
  return { resume, onChannelChange, collected, resumed, learnt, log, wakes: () => wakes }
}

test('paused destinations of a server that adds the bot again are resumed at once', async () => {
  const { resume, resumed, learnt, wakes } = open()
  await resume('discord:1')
  expect([resumed, learnt, wakes()]).toEqual([['here'], ['here', 'elsewhere'], 1])
})

test('a server that was asked about just now, while the bot was not in it, is asked again when it adds the bot', async () => {
  let isThere = false
  const workspaceOf = async () =>
    isThere ? ('discord:1' as const) : Promise.reject(new LedgerUnusable('Missing access'))
  const workspaces = new PlatformWorkspaces(new Map([['discord', { workspaceOf }]]), silentLog, () => 0)
  const destination = aDestination({ name: 'here', channel: '1', platform: 'discord' })
  await workspaces.learn([destination])
  const resumed: string[] = []
  const resume = resumeOnReturn({
    ledger: {
      pauses: async () => new Map([['here', { reason: { text: '' }, at: 0 }]]),
      resume: async (name) => void resumed.push(name),
    },
    destinations: () => [destination],
    log: silentLog,
    wake: () => {},
    workspaces,
  })
  isThere = true
  await resume('discord:1')
  expect(resumed).toEqual(['here'])
})

test('a new server resumes nothing', async () => {
  const { resume, resumed, wakes } = open()
  await resume('discord:3')
  expect([resumed, wakes()]).toEqual([[], 0])
})

test('a ledger that cannot be read is said, and no bug of the connection', async () => {
  const { resume, log } = open(() => Promise.reject(new LedgerUnusable('The disk is full.')))
  await resume('discord:1')
  expect(log.lines).toEqual([expect.objectContaining({ level: 'warn' })])
})

test('paused destinations of a changed channel are tried again, once for several changes', async () => {
  const { onChannelChange, collected, resumed, wakes } = open()
  for (const channel of ['here', 'running', 'here', 'nowhere']) onChannelChange('slack', channel)
  onChannelChange('discord', 'elsewhere')
  expect(resumed).toEqual([])
  await collected()
  expect([resumed, wakes()]).toEqual([['here'], 1])
  onChannelChange('slack', 'here')
  await collected()
  expect([resumed, wakes()]).toEqual([['here', 'here'], 2])
})

test('a change of a channel that is no destination asks the ledger for nothing', async () => {
  let asked = 0
  const { onChannelChange, collected } = open(async () => {
    asked += 1
    return new Map()
  })
  onChannelChange('slack', 'nowhere')
  await collected()
  expect(asked).toBe(0)
})
