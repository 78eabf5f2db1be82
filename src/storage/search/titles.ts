import type { DatabaseSync } from 'node:sqlite'
import type { DigestId } from '../../domain/digest.ts'
import { readPartKey } from '../../domain/part-key.ts'
import type { SearchHit } from '../../domain/search.ts'
import { corrected } from './corrections.ts'
import type { KnownWords } from './joined-words.ts'
import { quoted, readTerms, withoutStopWords } from './terms.ts'
import { bestMatches, countMatches, type Match, newestMatches, type Scored } from './tiers.ts'
import { tokenize } from './tokenizer.ts'

export type TitleHit = Pick<SearchHit, 'digest' | 'piece' | 'title'>

/** How many words of a query without hits are compared with titles. */
const wordsCompared = 6

/** How many more titles are looked at than are wanted, because sections recur under the same title. */
const recurring = 8

const everywhere = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const

/** The newest titles that hold what was typed so far, from the beginning of a word on. */
export function titlesHolding(db: DatabaseSync, typed: string, limit: number): TitleHit[] {
  const words = tokenize(typed).map(({ word }) => word)
  if (words.length === 0 && typed.trim() !== '') return []
  const match: Match = ['title_words', quoted({ forms: [words], isPrefix: true }), ...everywhere]
  const wanted = limit * recurring
  return distinct(db, words.length === 0 ? newestTitles(db, wanted) : newestMatches(db, match, 0, wanted), limit)
}

function newestTitles(db: DatabaseSync, limit: number): Pick<Scored, 'id'>[] {
  const statement = db.prepare('SELECT id FROM titles ORDER BY id DESC LIMIT ?')
  return statement.all(limit).map(({ id }) => ({ id: Number(id) }))
}

/** The titles with the most words like these. */
export function nearestTitles(db: DatabaseSync, vocabulary: KnownWords, typed: string, limit: number): TitleHit[] {
  const terms = withoutStopWords(readTerms(typed, vocabulary), vocabulary.spoken).slice(0, wordsCompared)
  if (terms.length === 0) return []
  const expression = corrected(terms, vocabulary)
    .map((term) => quoted({ ...term, isPrefix: false }))
    .join(' OR ')
  const match: Match = ['title_words', expression, ...everywhere]
  return distinct(db, bestMatches(db, match, countMatches(db, match), 0, limit * recurring), limit)
}

/** Removes repeated titles. */
function distinct(db: DatabaseSync, found: readonly Pick<Scored, 'id'>[], limit: number): TitleHit[] {
  const titles = new Map<string, TitleHit>()
  const select = db.prepare(
    `SELECT digest, pieces.key AS piece, titles.title AS title FROM titles JOIN pieces ON pieces.id = titles.piece
     WHERE titles.id = ?`,
  )
  for (const { id } of found) {
    const row = select.get(id)
    const [title, piece] = [String(row?.title), readPartKey(String(row?.piece))]
    if (row && piece && !titles.has(title)) titles.set(title, { digest: row.digest as DigestId, piece, title })
    if (titles.size === limit) break
  }
  return [...titles.values()]
}
