import type { SourceState, SourceStateStore } from '../domain/candidate.ts'
import type { Clock } from '../domain/clock.ts'
import { dayMs } from '../domain/duration.ts'
import type { Log } from '../domain/log.ts'
import { type CollectContext, candidateRetentionMs, collect } from './collect.ts'
import type { Source } from './source.ts'

interface CollectorContext extends Omit<CollectContext, 'now'> {
  readonly states: SourceStateStore
  readonly clock: Clock
  readonly log: Log
}

/** The sources of each publication. */
type PublicationSources = ReadonlyMap<string, readonly Source[]>

/** How long to wait between two requests to a host, in milliseconds. */
const pacePerHostMs = 1_000

/** arXiv asks for three seconds. https://info.arxiv.org/help/api/tou.html */
const slowerHosts: Readonly<Record<string, number>> = { 'rss.arxiv.org': 3_000, 'export.arxiv.org': 3_000 }

/** How many hosts are asked at once. */
const hostsAtOnce = 4

/** How long a candidate that a digest used is known, in milliseconds. */
const usedKeptMs = 400 * dayMs

interface DueSource {
  readonly publication: string
  readonly source: Source
  readonly state: SourceState | undefined
}

/**
 * Fetches the sources that are due, each host in its pace, and removes candidates that are too old. Returns the number
 * of new candidates. What a server does wrong is logged and kept in the source's state.
 */
export async function collectDue(publications: PublicationSources, context: CollectorContext): Promise<number> {
  const now = context.clock.now()
  const states = new Map((await context.states.all()).map((state) => [keyOf(state.publication, state.source), state]))
  const due = [...publications].flatMap(([publication, sources]) =>
    sources.flatMap((source): DueSource[] => {
      const state = states.get(keyOf(publication, source.name))
      // A source with another address is another source.
      const isKnown = state?.address === source.address
      return isKnown && state.nextAt > now ? [] : [{ publication, source, state }]
    }),
  )
  const waiting = [...Map.groupBy(due, ({ source }) => hostOf(source.address)).values()]
  let added = 0
  const work = async () => {
    for (let host = waiting.shift(); host; host = waiting.shift()) added += await collectFromHost(host, context)
  }
  await Promise.all(Array.from({ length: hostsAtOnce }, work))
  await context.candidates.prune(now - candidateRetentionMs, now - usedKeptMs)
  return added
}

const keyOf = (publication: string, source: string): string => `${publication} ${source}`

const hostOf = (address: string): string => URL.parse(address)?.host ?? ''

async function collectFromHost(due: readonly DueSource[], context: CollectorContext): Promise<number> {
  const { clock, fetch } = context
  let added = 0
  for (const [index, { publication, source, state }] of due.entries()) {
    if (index > 0) {
      await clock.wait(slowerHosts[hostOf(source.address)] ?? pacePerHostMs, fetch.signal)
    }
    if (fetch.signal?.aborted) break
    added += await collectOne(publication, source, state, context)
  }
  return added
}

async function collectOne(
  publication: string,
  source: Source,
  before: SourceState | undefined,
  { states, candidates, clock, log, fetch }: CollectorContext,
): Promise<number> {
  const fields = { publication, source: source.name }
  const { state, added, err } = await collect(publication, source, before, {
    candidates,
    fetch,
    now: () => clock.now(),
  })
  // An interrupted fetch says nothing about the source.
  if (fetch.signal?.aborted && state.failures > 0) return 0
  await states.save(state)
  const { failures, problem: { text: reason } = {} } = state
  if (err !== undefined) log.error({ ...fields, err }, 'a source could not be processed')
  else if (failures > 0) log.warn({ ...fields, reason, tries: failures }, 'a source cannot be read')
  else if (before && before.failures > 0) log.info(fields, 'a source can be read again')
  if (failures === 0 && reason && reason !== before?.problem?.text)
    log.warn({ ...fields, reason }, 'a source was read in part')
  if (added > 0) log.info({ ...fields, count: added }, 'candidates were added')
  return added
}
