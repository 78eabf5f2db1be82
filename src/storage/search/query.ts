import type { DatabaseSync } from 'node:sqlite'
import type { Day } from '../../domain/day.ts'
import { normalizeTag } from '../../domain/digest.ts'
import type { SearchQuery } from '../../domain/search.ts'
import { bestMatches, countMatches, type Match, newestMatches } from './fts-match.ts'
import { idsOf, publicationFacet, tagFacet } from './indexer.ts'
import { canStandWithin, placesOf, quoted, type Term, tokenize } from './tokenizer.ts'

/** How many of the newest pieces are read through for what is no beginning of a word: four years of a publication. */
const readThrough = 10_000

/** More parts of words than this are not looked for. */
const readThroughTerms = 8

/** FTS5 slows down with the length of a phrase: of longer ones it finds the beginning, and the rest is compared. */
const phraseWords = 24

/** How many pieces that hold all beginnings are compared: a pasted passage is in one or two. */
const compared = 200

/** Words in at least this many pieces are common. */
const common = 200

export interface SearchMatches {
  readonly total: number
  /** Of the pieces, in the order in which they are shown. */
  readonly ids: readonly number[]
}

/** The pieces that hold all terms, best first; without terms, the newest first. */
export function searchDocuments(
  db: DatabaseSync,
  query: SearchQuery,
  terms: readonly Term[],
  offset: number,
  limit: number,
): SearchMatches {
  const facets = facetsOf(db, query)
  if (terms.length === 0) return newestPieces(db, query, facets, offset, limit)
  const { match, total } = matchOfTerms(db, query, facets, terms.map(beginning))
  if (total > 0 && terms.some(isLong)) {
    return pageOf(bestMatches(db, match, total, 0, compared).filter(holdsAll(db, terms)), offset, limit)
  }
  if (total > 0) return { total, ids: bestMatches(db, match, total, offset, limit) }
  if (terms.length > readThroughTerms || !terms.some(canStandWithin)) return { total, ids: [] }
  const candidates = newestPieces(db, query, facets, 0, readThrough).ids
  return pageOf(matchesWithin(db, candidates, terms), offset, limit)
}

function newestPieces(
  db: DatabaseSync,
  query: SearchQuery,
  facets: readonly string[],
  offset: number,
  limit: number,
): SearchMatches {
  const match = matchOf(query, facets)
  if (query.tags.length > 0) {
    return { total: countMatches(db, match), ids: newestMatches(db, match, offset, limit) }
  }
  // The full-text index is slow to find a day in the list of all pieces.
  const [, , lowest, highest] = match
  const { publications } = query
  const some = publications.length > 0 ? `AND publication IN (${publications.map(() => '?').join(', ')})` : ''
  const from = `FROM pieces WHERE id BETWEEN ? AND ? ${some}`
  const count = db.prepare(`SELECT count(*) AS count ${from}`).get(lowest, highest, ...publications)
  const rows = db.prepare(`SELECT id ${from} ORDER BY id DESC LIMIT ? OFFSET ?`)
  const ids = rows.all(lowest, highest, ...publications, limit, offset).map(({ id }) => Number(id))
  return { total: Number(count?.count), ids }
}

/** The last word may go on, but not where it is common as it stands: its longer relatives are of no interest then. */
function matchOfTerms(
  db: DatabaseSync,
  query: SearchQuery,
  facets: readonly string[],
  terms: readonly Term[],
): { match: Match; total: number } {
  const exact = matchOf(query, [...facets, ...terms.map((term) => quoted({ ...term, isPrefix: false }))])
  const exactly = countMatches(db, exact)
  if (exactly >= common || !terms.some(({ isPrefix }) => isPrefix)) return { match: exact, total: exactly }
  const match = matchOf(query, [...facets, ...terms.map(quoted)])
  return { match, total: countMatches(db, match) }
}

function pageOf(ids: readonly number[], offset: number, limit: number): SearchMatches {
  return { total: ids.length, ids: ids.slice(offset, offset + limit) }
}

const firstDay = '0000-01-01' as Day
const lastDay = '9999-12-31' as Day

function matchOf({ since = firstDay, until = lastDay }: SearchQuery, conditions: readonly string[]): Match {
  return ['words', conditions.join(' AND '), idsOf(since).lowest, idsOf(until).highest]
}

/** One condition for the tags, one for the publications, if any are asked for. */
function facetsOf(db: DatabaseSync, { publications, tags }: SearchQuery): string[] {
  const select = db.prepare('SELECT id FROM tags WHERE plain = ?')
  const tagFacets = tags.map((tag) => tagFacet(Number(select.get(normalizeTag(tag))?.id ?? 0)))
  return [tagFacets, publications.map(publicationFacet)].flatMap((facets) =>
    facets.length > 0 ? `(${facets.map((facet) => quoted({ words: [facet], isPrefix: false })).join(' OR ')})` : [],
  )
}

const isLong = ({ words }: Term) => words.length > phraseWords

function beginning(term: Term): Term {
  return isLong(term) ? { ...term, words: term.words.slice(0, phraseWords), isPrefix: false } : term
}

function holdsAll(db: DatabaseSync, terms: readonly Term[]): (id: number) => boolean {
  const select = db.prepare('SELECT title, text FROM pieces JOIN texts ON texts.piece = pieces.id WHERE pieces.id = ?')
  return (id) => {
    const { title = '', text = '' } = select.get(id) ?? {}
    const words = [title, text].map((part) => tokenize(String(part)))
    return terms.filter(isLong).every((term) => words.some((part) => placesOf(term, part).length > 0))
  }
}

/** What stands in the middle of words, newest first. */
function matchesWithin(db: DatabaseSync, candidates: readonly number[], terms: readonly Term[]): number[] {
  const holding = terms.map(() => `pieces.title || ' ' || texts.text LIKE ? ESCAPE '\\'`).join(' AND ')
  const patterns = terms.map(({ typed }) => `%${typed.trim().replace(/[\\%_]/g, '\\$&')}%`)
  return db
    .prepare(
      `SELECT pieces.id AS id FROM pieces JOIN texts ON texts.piece = pieces.id
       WHERE pieces.id IN (SELECT value FROM json_each(?)) AND ${holding} ORDER BY pieces.id DESC`,
    )
    .all(JSON.stringify(candidates), ...patterns)
    .map(({ id }) => Number(id))
}
