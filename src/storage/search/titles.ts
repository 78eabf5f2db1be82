import type { DatabaseSync } from 'node:sqlite'
import { distance } from 'fastest-levenshtein'
import type { DigestId } from '../../domain/digest.ts'
import { readPartKey } from '../../domain/part-key.ts'
import type { SearchHit } from '../../domain/search.ts'
import { bestMatches, countMatches, type Match, newestMatches } from './fts-match.ts'
import { quoted, tokenize } from './tokenizer.ts'

export type TitleHit = Pick<SearchHit, 'digest' | 'piece' | 'title'>

/** How many words of a query without hits are compared with titles, and how many near ones are kept of each. */
const wordsCompared = 6
const nearKept = 5

const everywhere = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const

/** The newest titles that hold what was typed so far, from the beginning of a word on. */
export function titlesHolding(db: DatabaseSync, typed: string, limit: number): TitleHit[] {
  const words = tokenize(typed).map(({ word }) => word)
  if (words.length === 0 && typed.trim() !== '') return []
  const ids =
    words.length === 0
      ? newestTitles(db, limit)
      : newestMatches(db, ['title_words', quoted({ words, isPrefix: true }), ...everywhere], 0, limit)
  return ids.flatMap((id) => titleHit(db, id))
}

function newestTitles(db: DatabaseSync, limit: number): number[] {
  const statement = db.prepare('SELECT id FROM titles ORDER BY id DESC LIMIT ?')
  return statement.all(limit).map(({ id }) => Number(id))
}

/** The titles with the most words like these. */
export function nearestTitles(
  db: DatabaseSync,
  titleTerms: ReadonlySet<string>,
  typed: string,
  limit: number,
): TitleHit[] {
  const words = [...new Set(tokenize(typed).map(({ word }) => word))].slice(0, wordsCompared)
  const near = words.flatMap((word) => nearWords(word, titleTerms))
  if (near.length === 0) return []
  const expression = near.map((word) => quoted({ words: [word], isPrefix: false })).join(' OR ')
  const match: Match = ['title_words', expression, ...everywhere]
  return bestMatches(db, match, countMatches(db, match), 0, limit).flatMap((id) => titleHit(db, id))
}

/** The word itself, or those that differ from it in a letter or two. */
function nearWords(word: string, known: ReadonlySet<string>): string[] {
  if (known.has(word)) return [word]
  const tolerance = word.length < 3 ? 0 : word.length < 6 ? 1 : 2
  const near: { name: string; steps: number }[] = []
  for (const name of known) {
    if (Math.abs(name.length - word.length) > tolerance) continue
    const steps = distance(word, name)
    if (steps <= tolerance) near.push({ name, steps })
  }
  return near
    .toSorted((one, other) => one.steps - other.steps)
    .slice(0, nearKept)
    .map(({ name }) => name)
}

function titleHit(db: DatabaseSync, id: number): TitleHit[] {
  const row = db
    .prepare(
      `SELECT digest, pieces.key AS piece, titles.title AS title FROM titles JOIN pieces ON pieces.id = titles.piece
       WHERE titles.id = ?`,
    )
    .get(id)
  const piece = row && readPartKey(String(row.piece))
  return piece ? [{ digest: row.digest as DigestId, piece, title: String(row.title) }] : []
}
