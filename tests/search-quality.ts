import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDigestFile } from '../src/digests/read-file.ts'
import { addDays, type Day } from '../src/domain/day.ts'
import { type Digest, type DigestId, digestId } from '../src/domain/digest.ts'
import type { SearchIndex } from '../src/domain/search.ts'
import { seeded } from './bench/synthetic.ts'
import { aSection, text } from './builders.ts'
import { vocabulary } from './digests/markdown/digest-fixture.ts'

const root = new URL('..', import.meta.url).pathname
const samples = [...['08', '09', '10', '11', '12'].map((day) => `2026-03-${day}.md`), 'zh/2026-03-12.md']

/** `main/2026-03-12#section-01` */
export type Place = `${DigestId}#${string}`

export interface QualityQuery {
  /** The difficulty of the query. */
  readonly kind: string
  readonly words: string
  /** The place that should come first: one of these. */
  readonly wanted: readonly Place[]
  readonly language?: string
  readonly publication?: string
  readonly topic?: string
}

export interface QualityArchive {
  readonly digests: readonly Digest[]
  readonly placeOf: ReadonlyMap<string, Place>
}

/** The samples of `digests/`, the sections of the fixture, and 400 digests of words that occur everywhere. */
export async function qualityArchive(): Promise<QualityArchive> {
  const digests = new Map<DigestId, Digest>()
  const placeOf = new Map<string, Place>()
  const add = (digest: Digest): Digest => {
    const known = digests.get(digestId(digest))
    const merged = known ? { ...known, sections: [...known.sections, ...digest.sections] } : digest
    digests.set(digestId(digest), merged)
    return merged
  }
  for (const name of samples) {
    const publication = name.includes('/') ? 'zh' : 'main'
    const { digest } = await readDigestFile(join(root, 'digests', name), publication, vocabulary)
    if (digest) add(digest)
  }
  for (const [key, date, publication, language, tag, title, body, url] of rowsOf('archive.txt')) {
    const number = String((digests.get(`${publication}/${date}` as DigestId)?.sections.length ?? 0) + 1).padStart(
      2,
      '0',
    )
    const section = aSection(String(title), {
      ...{ number, tag: String(tag), body: [{ type: 'paragraph', children: [text(String(body))] }] },
      ...(url && { source: [{ type: 'link' as const, url, children: [text(String(title))] }] }),
    })
    const base = { publication: String(publication), date: date as Day, language: String(language) }
    add({ ...base, sections: [section], prose: [] })
    placeOf.set(String(key), `${base.publication}/${base.date}#section-${number}`)
  }
  for (const digest of distractors(400)) add(digest)
  return { digests: [...digests.values()], placeOf }
}

export function qualityQueries(file: string, { placeOf }: QualityArchive): QualityQuery[] {
  return rowsOf(file).map(([kind, words, wanted, options]) => {
    const [language, publication, topic] = options?.split(',') ?? []
    const places = String(wanted)
      .split(',')
      .map((name) => (name.includes('#') ? (name as Place) : placeOf.get(name)))
    if (places.some((place) => place === undefined)) throw new Error(`${wanted} is not in the archive`)
    return {
      ...{ kind: String(kind), words: String(words), wanted: places.filter((place) => place !== undefined) },
      ...(language && { language }),
      ...(publication && { publication }),
      ...(topic && { topic }),
    }
  })
}

function rowsOf(file: string): (string | undefined)[][] {
  return readFileSync(new URL(`fixtures/search/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split('|').map((cell) => cell.trim() || undefined))
}

const everywhere =
  'model models data new agent agents token tokens network question week developers release language search training work code reward open system first small large time results paper team example learning image answer way'.split(
    ' ',
  )

function distractors(count: number): Digest[] {
  const random = seeded(7)
  const words = (length: number) =>
    Array.from({ length }, () => everywhere[Math.floor(random() * everywhere.length)]).join(' ')
  return Array.from({ length: count }, (_, at): Digest => {
    const body = [{ type: 'paragraph' as const, children: [text(`${words(60)}.`)] }]
    const section = aSection(words(4), { number: '01', tag: 'News', body })
    const date = addDays('2024-06-01' as Day, at)
    return { publication: 'main', date, language: 'en', sections: [section], prose: [] }
  })
}

/** The first places that an engine finds. */
export type Engine = (query: QualityQuery, limit: number) => readonly Place[]

export function ownEngine(index: SearchIndex): Engine {
  return ({ words, language, publication, topic }, limit) => {
    const prefer = { languages: language ? [language] : [], publications: publication ? [publication] : [] }
    const query = { publications: [], tags: [], words, prefer, ...(topic && { topic: [topic] }) }
    return index.search(query, 0, limit).hits.map(({ digest, piece }): Place => `${digest}#${piece}`)
  }
}

/** Each as a share of all queries, from 0 to 1; `mrr` is the mean of 1 / rank. */
export interface Quality {
  readonly first: number
  readonly three: number
  readonly five: number
  readonly mrr: number
}

export function qualityOf(queries: readonly QualityQuery[], engine: Engine): Quality {
  const ranks = queries.map((query) => engine(query, 10).findIndex((place) => query.wanted.includes(place)) + 1)
  const within = (most: number) => ranks.filter((rank) => rank > 0 && rank <= most).length / ranks.length
  const mrr = ranks.reduce((sum, rank) => sum + (rank > 0 ? 1 / rank : 0), 0) / ranks.length
  return { first: within(1), three: within(3), five: within(5), mrr }
}
