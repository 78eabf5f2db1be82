import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RemovedWorkspaces } from '../../src/app/removed-workspaces.ts'
import type { Destination } from '../../src/domain/destination.ts'
import { dayMs } from '../../src/domain/duration.ts'
import { DestinationRefused, PlatformUnreachable } from '../../src/domain/errors.ts'
import type { Subscription } from '../../src/domain/subscription.ts'
import type { ChannelPlace, WorkspaceId } from '../../src/domain/workspace-id.ts'
import { aDestination, anInstallation } from '../builders.ts'
import { memoryLog } from '../contracts/adapter-fixture.ts'
import { MemoryInstallations } from '../installations/memory-installations.ts'

const [here, other, slack] = ['discord:7', 'discord:8', 'slack:T2'] as const

const nameOf = (workspace: string) => workspace.replace(':', '-')

function open(configured: readonly Destination[] = [], own?: WorkspaceId) {
  const clock = { time: Date.parse('2026-03-01T09:00:00Z'), now: () => clock.time }
  const store = new MemoryInstallations()
  const made = new Map<string, Subscription>()
  for (const workspace of [here, other, slack]) {
    const [platform = ''] = workspace.split(':')
    const destination = aDestination({ name: nameOf(workspace), platform, channel: workspace, workspace })
    made.set(destination.name, { destination, madeBy: 'U1' })
  }
  const all = () => [...made.values()]
  /** What the platform says about a channel. */
  let channel: () => WorkspaceId | undefined = () => undefined
  const back: string[] = []
  /** What happens while a subscription ends. */
  const hooks = { onRemove: async () => {} }
  const removed = new RemovedWorkspaces({
    store,
    subscriptions: {
      all,
      save: async (each) => void made.set(each.destination.name, each),
      remove: async (name) => {
        made.delete(name)
        await hooks.onRemove()
      },
    },
    destinations: () => [...configured, ...all().map(({ destination }) => destination)],
    workspaces: { workspaceOf: ({ workspace }: ChannelPlace) => workspace, learn: async () => {} },
    platforms: new Map([
      ['discord', { workspaceOf: async () => channel() }],
      ['slack', { workspace: own }],
    ]),
    clock,
    log: memoryLog(),
    onAdded: async (workspace) => void back.push(workspace),
  })
  const removals = async () => {
    await removed.idle()
    return (await removed.removals()).map(({ workspace }) => workspace)
  }
  const says = (given: () => WorkspaceId | undefined) => {
    channel = given
  }
  return { removed, removals, clock, store, made, back, says, hooks }
}

const configuredInSlack = aDestination({ name: 'configured', platform: 'slack', channel: 'C1', workspace: slack })

const inShard = () => true

test('a server that removes the bot is noted for 30 days, then its subscriptions end and no others', async () => {
  const { removed, removals, clock, made } = open()
  removed.removed(here)
  expect(await removals()).toEqual([here])
  expect((await removed.removals())[0]?.keptUntil).toBe(clock.time + 30 * dayMs)
  clock.time += 30 * dayMs - 1
  await removed.forgetOld()
  expect(made.size).toBe(3)
  clock.time += 1
  await removed.forgetOld()
  expect([...made.keys()]).toEqual([nameOf(other), nameOf(slack)])
  expect(await removals()).toEqual([])
})

test('a server that comes back before goes on, and is not forgotten', async () => {
  const { removed, removals, clock, made, back } = open()
  removed.removed(here)
  clock.time += 29 * dayMs
  removed.added(here)
  expect(await removals()).toEqual([])
  expect(back).toEqual([here])
  clock.time += 30 * dayMs
  await removed.forgetOld()
  expect(made.size).toBe(3)
})

test('what happened while the bot was down is found at the next login, for the servers of that shard', async () => {
  const { removed, removals, back } = open()
  removed.listed('discord', new Set(['discord:9']), (workspace) => workspace === here)
  expect(await removals()).toEqual([here])
  removed.listed('discord', new Set(), (workspace) => workspace === other)
  expect(await removals()).toEqual([here, other])
  removed.listed('discord', new Set([here]), (workspace) => workspace === here)
  expect(await removals()).toEqual([other])
  expect(back).toEqual([here])
})

test('nothing is forgotten while the platform still has a channel there, or does not say', async () => {
  const { removed, clock, made, says } = open()
  removed.removed(here)
  await removed.idle()
  clock.time += 31 * dayMs
  says(() => here)
  await removed.forgetOld()
  says(() => {
    throw new PlatformUnreachable('Discord', 'ECONNREFUSED')
  })
  await removed.forgetOld()
  expect(made.size).toBe(3)
  says(() => {
    throw new DestinationRefused('Unknown Channel')
  })
  await removed.forgetOld()
  expect(made.size).toBe(2)
})

test.each([
  [
    'while the platform is asked',
    [],
    (at: ReturnType<typeof open>, comeBack: () => Promise<unknown>) => {
      const list = at.store.list.bind(at.store)
      at.store.list = async () => {
        const rows = await list()
        await comeBack()
        return rows
      }
    },
  ],
  [
    'while its subscriptions end',
    [],
    (at: ReturnType<typeof open>, comeBack: () => Promise<unknown>) => {
      at.hooks.onRemove = async () => void (await comeBack())
    },
  ],
  [
    'while those end that the configuration does not name',
    [configuredInSlack],
    (at: ReturnType<typeof open>, comeBack: () => Promise<unknown>) => {
      at.hooks.onRemove = async () => void (await comeBack())
    },
  ],
] as const)(
  'a workspace that installs the app again after 30 days, %s, keeps its subscriptions',
  async (_, configured, at) => {
    const opened = open(configured)
    const { removed, clock, store, made } = opened
    const row = anInstallation({ workspace: slack, state: 'uninstalled', endedAt: clock.time })
    await store.save({ ...row, revision: 0 })
    clock.time += 31 * dayMs
    at(opened, () => store.save({ ...row, state: 'active', revision: 1 }))
    await removed.forgetOld()
    expect(made.has(nameOf(slack))).toBe(true)
    expect((await store.get(slack))?.state).toBe('active')
  },
)

test('the workspace of the environment keeps its subscriptions, although a click installed the app there once', async () => {
  const { removed, removals, clock, store, made } = open([], slack)
  await store.save({ ...anInstallation({ workspace: slack, state: 'uninstalled', endedAt: clock.time }), revision: 0 })
  clock.time += 31 * dayMs
  expect(await removals()).toEqual([])
  await removed.forgetOld()
  expect(made.size).toBe(3)
})

test('destinations of the configuration stay, and the removal with them; a workspace of Slack is forgotten in the same way', async () => {
  const configured = aDestination({ name: 'configured', platform: 'discord', channel: '1', workspace: here })
  const { removed, removals, clock, store, made } = open([configured])
  removed.removed(here)
  await store.save({ ...anInstallation({ workspace: slack, state: 'uninstalled', endedAt: clock.time }), revision: 0 })
  expect(await removals()).toEqual([here, slack])
  clock.time += 30 * dayMs
  await removed.forgetOld()
  expect([...made.keys()]).toEqual([nameOf(other)])
  expect(await removals()).toEqual([here])
})

const step = fc.record({
  type: fc.constantFrom('removed' as const, 'added' as const, 'outage' as const, 'restart' as const),
  days: fc.integer({ min: 0, max: 12 }),
})

test('in every order of removals, returns, outages and restarts, only those away for 30 days in a row are forgotten', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (script) => {
      const { removed, clock, made, removals } = open()
      let awayFrom: number | undefined
      let isForgotten = false
      for (const { type, days } of script) {
        const isThere = awayFrom === undefined
        if (type === 'removed' && isThere) {
          awayFrom = clock.time
          removed.removed(here)
        } else if (type === 'added' && !isThere) {
          awayFrom = undefined
          removed.added(here)
        } else if (type === 'restart') removed.listed('discord', new Set(isThere ? [here, other] : [other]), inShard)
        await removed.idle()
        for (let day = 0; day < days; day += 1) {
          clock.time += dayMs
          if (awayFrom !== undefined && clock.time >= awayFrom + 30 * dayMs) isForgotten = true
          await removed.forgetOld()
        }
        expect(made.has(nameOf(here))).toBe(!isForgotten)
        expect(await removals()).toEqual(awayFrom !== undefined && !isForgotten ? [here] : [])
        expect([made.has(nameOf(other)), made.has(nameOf(slack))]).toEqual([true, true])
      }
    }),
    { numRuns: 300 },
  )
})
