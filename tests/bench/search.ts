import { stdout } from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import MiniSearch from 'minisearch'
import { digestId } from '../../src/domain/digest.ts'
import { documentsOf } from '../../src/storage/search/documents.ts'
import { openSearchIndex } from '../../src/storage/search/search-index.ts'
import {
  type Engine,
  ownEngine,
  type Place,
  type QualityArchive,
  type QualityQuery,
  qualityArchive,
  qualityOf,
  qualityQueries,
} from '../search-quality.ts'
import { tableOf } from './measure.ts'

/** How well the archive ranks, beside two engines as they are commonly set up, over the same pieces. */
export async function benchSearch(): Promise<void> {
  const archive = await qualityArchive()
  const index = openSearchIndex(':memory:')
  index.index(archive.digests.map((digest) => ({ id: digestId(digest), stamp: '1', digest })))
  const engines: [string, Engine][] = [
    ['ours', ownEngine(index)],
    ['FTS5 porter', porterEngine(archive)],
    ['MiniSearch', miniSearchEngine(archive)],
  ]
  for (const file of ['queries.txt', 'hold-out.txt', 'hold-out-2.txt', 'hold-out-3.txt', 'hold-out-4.txt']) {
    const queries = qualityQueries(file, archive)
    stdout.write(`\n${queries.length} queries of ${file}\n\n${tableOf(header, rowsOf(queries, engines))}\n`)
    for (const query of queries) {
      const [first] = ownEngine(index)(query, 1)
      if (!first || !query.wanted.includes(first)) stdout.write(`${query.kind}: ${query.words} → ${first}\n`)
    }
  }
  index.close()
}

const header = ['kind', 'engine', 'recall@1', '@3', '@5', 'MRR']

function rowsOf(queries: readonly QualityQuery[], engines: readonly [string, Engine][]): string[][] {
  const kinds = new Set(queries.map(({ kind }) => kind))
  return [...kinds, 'all'].flatMap((kind) =>
    engines.map(([name, engine]) => {
      const some = queries.filter((query) => kind === 'all' || query.kind === kind)
      const { first, three, five, mrr } = qualityOf(some, engine)
      return [kind, name, ...[first, three, five, mrr].map((share) => share.toFixed(2))]
    }),
  )
}

function documents({ digests }: QualityArchive) {
  return digests.flatMap((digest) =>
    documentsOf(digest).map(({ piece, title, tags, text }) => {
      const place: Place = `${digestId(digest)}#${piece}`
      return { place, title, tags: tags.join(' '), text }
    }),
  )
}

function porterEngine(archive: QualityArchive): Engine {
  const db = new DatabaseSync(':memory:')
  db.exec("CREATE VIRTUAL TABLE pieces USING fts5 (place UNINDEXED, title, tags, text, tokenize = 'porter unicode61')")
  const insert = db.prepare('INSERT INTO pieces VALUES (?, ?, ?, ?)')
  for (const { place, title, tags, text } of documents(archive)) insert.run(place, title, tags, text)
  const select = db.prepare('SELECT place FROM pieces WHERE pieces MATCH ? ORDER BY bm25(pieces, 0, 8, 4, 1) LIMIT ?')
  return ({ words }, limit) => {
    const terms = words.match(/[\p{L}\p{N}]+/gu)?.map((word) => `"${word}"`) ?? []
    const find = (expression: string) => select.all(expression, limit).map(({ place }) => place as Place)
    const all = find(terms.join(' AND '))
    return all.length > 0 ? all : find(terms.join(' OR '))
  }
}

function miniSearchEngine(archive: QualityArchive): Engine {
  const options = { boost: { title: 8, tags: 4 }, prefix: true, fuzzy: 0.2 }
  const engine = new MiniSearch({ fields: ['title', 'tags', 'text'], idField: 'place', searchOptions: options })
  engine.addAll(documents(archive))
  return ({ words }, limit) =>
    engine
      .search(words)
      .slice(0, limit)
      .map(({ id }) => id as Place)
}
