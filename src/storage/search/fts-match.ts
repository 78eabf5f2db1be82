import type { DatabaseSync } from 'node:sqlite'

/** How many of the newest matches are ranked. Words that common say little; older matches follow, newest first. */
const ranked = 2_000

/** The weight of a match in a title, relative to one in the text; a tag has half of it. */
const ranks = { words: 'bm25(words, 8.0, 4.0, 1.0, 0.0)', title_words: 'bm25(title_words)' }

/** A full-text table, what to find in it, and between which ids. */
export type Match = readonly [table: keyof typeof ranks, expression: string, lowest: number, highest: number]

export function countMatches(db: DatabaseSync, [table, ...bounds]: Match): number {
  const counting = `SELECT count(*) AS count FROM ${table} WHERE ${table} MATCH ? AND rowid BETWEEN ? AND ?`
  return Number(db.prepare(counting).get(...bounds)?.count)
}

export function newestMatches(db: DatabaseSync, [table, ...bounds]: Match, offset: number, limit: number): number[] {
  const statement = db.prepare(`${selectIds(table)} ORDER BY rowid DESC LIMIT ? OFFSET ?`)
  return statement.all(...bounds, limit, offset).map(({ id }) => Number(id))
}

/** The best first, as far as they can be ranked in a few milliseconds. `total` is how many there are. */
export function bestMatches(db: DatabaseSync, match: Match, total: number, offset: number, limit: number): number[] {
  const [table, expression, lowest, highest] = match
  const [oldest = lowest] = total > ranked ? newestMatches(db, match, ranked - 1, 1) : []
  const best = db
    .prepare(`${selectIds(table)} ORDER BY ${ranks[table]}, rowid DESC LIMIT ? OFFSET ?`)
    .all(expression, oldest, highest, limit, offset)
    .map(({ id }) => Number(id))
  if (best.length === limit || total <= ranked) return best
  const older: Match = [table, expression, lowest, oldest - 1]
  return [...best, ...newestMatches(db, older, Math.max(0, offset - ranked), limit - best.length)]
}

function selectIds(table: Match[0]): string {
  return `SELECT rowid AS id FROM ${table} WHERE ${table} MATCH ? AND rowid BETWEEN ? AND ?`
}
