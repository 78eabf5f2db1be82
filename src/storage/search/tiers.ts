import type { DatabaseSync, SQLInputValue } from 'node:sqlite'

/** How many of the newest matches are ranked. Older ones follow, newest first. */
const ranked = 2_000

/** How many of the newest get a bonus, and how many of the newest with the words in their titles are equally good. */
const [raisedMax, titledMax] = [500, 500]

/** The weight of a match in a title, relative to one in the text; a tag has half of it. Stems count less than words. */
const weights = { words: 'bm25(words, 8.0, 4.0, 1.0, 5.0, 0.8, 0.0)', title_words: 'bm25(title_words)' }

/** A full-text table, what to find in it, and between which ids. */
export type Match = readonly [table: keyof typeof weights, expression: string, lowest: number, highest: number]

export interface Scored {
  readonly id: number
  /** Higher is better. */
  readonly score: number
}

/** Matches that rank above all those of the next tier. */
export interface Tier {
  /** The order within the tier: the best or the newest first. */
  readonly order: 'best' | 'newest'
  readonly count: number
  take(offset: number, limit: number): Scored[]
  /** Ids of matches that get a bonus. */
  readonly raised?: ReadonlySet<number>
}

export function bestFirst(db: DatabaseSync, match: Match, raising?: string): Tier {
  const count = countMatches(db, match)
  const [table, , lowest, highest] = match
  const raised = raising && count > 1 ? newestMatches(db, [table, raising, lowest, highest], 0, raisedMax) : []
  return {
    order: 'best',
    count,
    take: (offset, limit) => bestMatches(db, match, count, offset, limit),
    raised: new Set(raised.map(({ id }) => id)),
  }
}

/**
 * What `titled` finds is equally good, however long the titles and the texts are: the newest come first, with the score of
 * the best of them.
 */
export function titledFirst(db: DatabaseSync, match: Match, titled: Match, raising?: string): Tier {
  const all = bestFirst(db, match, raising)
  const ids = all.count > 1 ? newestMatches(db, titled, 0, titledMax).map(({ id }) => id) : []
  if (ids.length < 2) return all
  const isTitled = new Set(ids)
  const take: Tier['take'] = (offset, limit) => {
    const first = ids.slice(offset, offset + limit)
    const wanted = limit - first.length
    const from = Math.max(0, offset - ids.length)
    const best = wanted > 0 ? all.take(0, ids.length + from + wanted) : []
    const score = best.find(({ id }) => isTitled.has(id))?.score ?? 1
    const others = best.filter(({ id }) => !isTitled.has(id)).slice(from, from + wanted)
    return [...first.map((id) => ({ id, score })), ...others]
  }
  return { ...all, take }
}

/** What several searches find, the best of each being equally good. */
export function eitherFirst(tiers: readonly Tier[], count: number): Tier {
  const take: Tier['take'] = (offset, limit) => {
    const best = new Map<number, number>()
    for (const tier of tiers) {
      const found = tier.take(0, offset + limit)
      for (const { id, score } of found) best.set(id, Math.max(best.get(id) ?? 0, score / (found[0]?.score || 1)))
    }
    const all = [...best].map(([id, score]) => ({ id, score }))
    return all.toSorted((one, other) => other.score - one.score || other.id - one.id).slice(offset, offset + limit)
  }
  return { order: 'best', count, take }
}

export function newestFirst(db: DatabaseSync, match: Match): Tier {
  const take = (offset: number, limit: number) => newestMatches(db, match, offset, limit)
  return { order: 'newest', count: countMatches(db, match), take }
}

/** Pieces that match an SQL condition, without the full-text index. */
export function piecesWhere(
  db: DatabaseSync,
  order: Tier['order'],
  condition: string,
  ...values: readonly SQLInputValue[]
): Tier {
  const from = `FROM pieces WHERE ${condition}`
  const count = Number(db.prepare(`SELECT count(*) AS count ${from}`).get(...values)?.count)
  const page = db.prepare(`SELECT id, 1 AS score ${from} ORDER BY id DESC LIMIT ? OFFSET ?`)
  return { order, count, take: (offset, limit) => page.all(...values, limit, offset).map(scored) }
}

export function countMatches(db: DatabaseSync, [table, ...bounds]: Match): number {
  const counting = `SELECT count(*) AS count FROM ${table} WHERE ${table} MATCH ? AND rowid BETWEEN ? AND ?`
  return Number(db.prepare(counting).get(...bounds)?.count)
}

export function newestMatches(db: DatabaseSync, [table, ...bounds]: Match, offset: number, limit: number): Scored[] {
  const statement = db.prepare(`${selectFrom(table, '1')} ORDER BY rowid DESC LIMIT ? OFFSET ?`)
  return statement.all(...bounds, limit, offset).map(scored)
}

/** The best first, as far as they can be ranked in a few milliseconds. `total` is how many there are. */
export function bestMatches(db: DatabaseSync, match: Match, total: number, offset: number, limit: number): Scored[] {
  const [table, expression, lowest, highest] = match
  const [oldest = { id: lowest }] = total > ranked ? newestMatches(db, match, ranked - 1, 1) : []
  const best = db
    .prepare(`${selectFrom(table, `-${weights[table]}`)} ORDER BY score DESC, rowid DESC LIMIT ? OFFSET ?`)
    .all(expression, oldest.id, highest, limit, offset)
    .map(scored)
  if (best.length === limit || total <= ranked) return best
  const older: Match = [table, expression, lowest, oldest.id - 1]
  return [...best, ...newestMatches(db, older, Math.max(0, offset - ranked), limit - best.length)]
}

function selectFrom(table: Match[0], score: string): string {
  return `SELECT rowid AS id, ${score} AS score FROM ${table} WHERE ${table} MATCH ? AND rowid BETWEEN ? AND ?`
}

function scored({ id, score }: Record<string, unknown>): Scored {
  return { id: Number(id), score: Number(score) }
}
