import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest'
import { draftDay } from '../../src/app/draft-day.ts'
import { createReviewWorkflow } from '../../src/app/review-workflow.ts'
import { Confirmations } from '../../src/commands/confirmations.ts'
import { loadConfig, shippedConfigFile } from '../../src/config/load.ts'
import { runDelivery } from '../../src/delivery/run-delivery.ts'
import { openRepository } from '../../src/digests/repository.ts'
import type { Card } from '../../src/domain/card.ts'
import { digestId } from '../../src/domain/digest.ts'
import { saveSection } from '../../src/review/changes.ts'
import type { Reviewer } from '../../src/review/context.ts'
import { approve, type ReviewWorkflow } from '../../src/review/decisions.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'
import type { Store } from '../../src/storage/database.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { aCandidate, aDestination, day, silentLog } from '../builders.ts'
import { aSource } from '../drafts/drafts-fixture.ts'
import { KillPoints } from '../kill-points.ts'
import { MemoryPlatform } from '../memory-platform.ts'

const date = day('2026-03-12')
const id = digestId({ publication: 'main', date })

beforeEach(() => void vi.useFakeTimers({ now: Date.parse(`${date}T08:30:00Z`), toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const reviewer: Reviewer = { person: { platform: 'slack', user: 'U1', name: 'Robin' } }

const candidates = ['One', 'Two'].map((title, at) =>
  aCandidate({
    ...aSource({ id: String(at).repeat(16), title, url: `https://example.org/${at}` }),
    publishedAt: Date.parse(`${date}T05:00:00Z`),
    firstSeenAt: Date.parse(`${date}T06:00:00Z`),
  }),
)

const loaded = loadConfig(shippedConfigFile)
if ('problems' in loaded) throw new Error('the shipped configuration is wrong')
const shipped = loaded.config

/** The state that survives a process: the home folder, the ledger, and the chat. */
class Machine {
  readonly home = mkdtempSync(join(inject('temporaryFolder'), 'kills-'))
  readonly chat = new MemoryPlatform()
  readonly store: Store

  constructor(store: Store) {
    this.store = store
  }

  /** A process that does all the work of a morning, up to the step at which it is killed. */
  morning(kills: KillPoints): Promise<void> {
    const { chat, home, store } = this
    return kills.run(async () => {
      const review = { platform: 'slack', channel: 'C0REVIEW', people: ['U1'], roles: [] } as const
      const config = { ...shipped, digests: join(home, 'digests'), reviewChoices: new Map([['main', review]]) }
      const { vocabulary } = config
      const watched = {
        ledger: kills.watch(store.ledger, ['parts', 'delivery', 'deliveriesTo', 'orphansOf', 'pauses', 'gap']),
        reviews: kills.watch(store.reviews, ['review', 'unfinished', 'lastStep', 'parts']),
        candidates: kills.watch(store.candidates, ['list', 'get']),
      }
      chat.beforePost = async () => kills.reach()
      const repository = await openRepository({
        folder: () => config.digests,
        vocabulary,
        cache: { get: () => undefined, put: () => {} },
      })
      const destination = aDestination({ at: '08:30', timezone: 'UTC' })
      const destinations = () => [destination]
      const clock = { now: () => Date.now(), wait: async () => {} }
      const { signal } = new AbortController()
      const tools = { clock, log: silentLog, signal, ledger: watched.ledger }

      await watched.ledger.firstSeen(destination.name, 0)
      for (const candidate of candidates) await watched.candidates.add([candidate])
      await draftDay({ publication: 'main', date, least: 2 }, { ...watched, home, config, repository, signal })

      const workflow = createReviewWorkflow(
        { stores: watched, config: { value: config, vocabulary }, environment: { home }, repository },
        {
          ...tools,
          destinations,
          platforms: new Map([['slack', chat]]),
          isUp: () => true,
          confirmations: new Confirmations(),
          workspaces: { workspaceOf: () => 'slack:T1', learn: async () => {} },
          wake: () => {},
        },
      )
      const { reviews } = workflow
      const tick = async () => {
        await reviews.tick()
        await reviews.idle()
      }
      await tick()
      await this.#edit(workflow)
      await reviews.idle()
      const hash = this.askedHash
      if (hash) await approve(id, hash, reviewer, workflow)
      await tick()
      await repository.refresh()
      const scheduler = new Scheduler({
        ...tools,
        uptime: () => 0,
        repository,
        destinations,
        delayReason: () => undefined,
        deliver: (delivery, to, digest) => runDelivery(delivery, to, digest, { ...tools, platform: chat }),
      })
      await scheduler.tick()
      await scheduler.idle()
    })
  }

  /** A person rewrites the first section, unless that was done. */
  async #edit(workflow: ReviewWorkflow): Promise<void> {
    const [first] = workflow.context.drafts.read('main', date)?.sections ?? []
    const hash = this.askedHash
    if (!first || !hash || first.title === 'Edited') return
    const change = { digest: id, hash, section: first.candidate, reviewer }
    await saveSection(change, { title: 'Edited', tag: '', text: 'As a person says it.', takeaways: '' }, workflow)
  }

  /** What the button to approve carries, while the message has one. */
  get askedHash(): string | undefined {
    const asking = this.chat.messages.find(({ ref }) => ref.channel === 'C0REVIEW')
    const { cards = [] } = (asking?.posting.part.body ?? {}) as { cards?: readonly Card[] }
    const controls = cards.flatMap(({ buttons }) => buttons).flatMap((each) => ('control' in each ? each.control : []))
    return controls.flatMap((each) => (each.action === 'review' && each.verb === 'approve' ? each.hash : []))[0]
  }

  async end() {
    const files = (folder: string) =>
      readdirSync(join(this.home, folder), { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile())
        .map(({ name }) => name)
        .sort()
    const used = (await this.store.candidates.list('main', 0)).map(({ state }) => state)
    return {
      chat: this.chat.transcript,
      digests: files('digests').map((name) => [name, readFileSync(join(this.home, 'digests', name), 'utf8')]),
      drafts: files('drafts'),
      used,
      review: (await this.store.reviews.review(id))?.state,
    }
  }
}

test('killed at any step between the candidate and the post, the next process finishes it, once', async () => {
  // Loading a module at its first use is not a step.
  await new Machine(await openStore(':memory:')).morning(new KillPoints())
  const whole = new Machine(await openStore(':memory:'))
  const all = new KillPoints()
  await whole.morning(all)
  const expected = await whole.end()
  expect(expected).toMatchObject({ used: ['used', 'used'], review: 'published', drafts: [`${date}.json`] })
  expect(expected.chat).toEqual([expect.stringMatching(/approved by Robin/), date, 'Edited', 'Two'])
  expect(expected.digests).toEqual([[`${date}.md`, expect.stringContaining('As a person says it.')]])
  expect(all.steps).toBeGreaterThan(50)
  for (let left = 0; left < all.steps; left += 1) {
    const machine = new Machine(await openStore(':memory:'))
    await machine.morning(new KillPoints(left))
    await machine.morning(new KillPoints())
    expect([left, await machine.end()]).toEqual([left, expected])
    await machine.store.close()
  }
  await whole.store.close()
})
