import { type Kysely, type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Candidate, CandidateRepository, CandidateState } from '../../domain/candidate.ts'
import { type Day, parseDay } from '../../domain/day.ts'
import type { LedgerTables } from './tables.ts'

const words = z.array(z.string())

/** How many candidates one statement adds: SQLite takes 32,766 values in one. https://sqlite.org/limits.html */
const perStatement = 500

/** Candidates in the ledger's file: what editors decided about them must not be lost. */
export class SqlCandidates implements CandidateRepository {
  readonly #db: Kysely<LedgerTables>

  constructor(db: Kysely<LedgerTables>) {
    this.#db = db
  }

  async list(publication: string, since: number): Promise<readonly Candidate[]> {
    const rows = await this.#db
      .selectFrom('candidates')
      .selectAll()
      .where('publication', '=', publication)
      .where('first_seen_at', '>=', since)
      .orderBy('first_seen_at', 'desc')
      .orderBy('id')
      .execute()
    return rows.map(candidateOf)
  }

  async get(publication: string, id: string): Promise<Candidate | undefined> {
    const row = await this.#db
      .selectFrom('candidates')
      .selectAll()
      .where('publication', '=', publication)
      .where('id', '=', id)
      .executeTakeFirst()
    return row && candidateOf(row)
  }

  async add(found: readonly Candidate[]): Promise<number> {
    let added = 0
    const each = withoutRepeats(found)
    for (let from = 0; from < each.length; from += perStatement) {
      added += await this.#addSome(each.slice(from, from + perStatement))
    }
    return added
  }

  async #addSome(found: readonly Candidate[]): Promise<number> {
    return this.#db.transaction().execute(async (change) => {
      const added = await change
        .insertInto('candidates')
        .values(found.map(rowOf))
        .onConflict((conflict) => conflict.columns(['publication', 'id']).doNothing())
        .returning(['publication', 'id'])
        .execute()
      const isNew = new Set(added.map(keyOf))
      const known = found.filter((each) => !isNew.has(keyOf(each)))
      if (known.length === 0) return added.length
      await change
        .insertInto('candidates')
        .values(known.map(rowOf))
        .onConflict((conflict) =>
          conflict.columns(['publication', 'id']).doUpdateSet({
            signal: sql<number>`CASE WHEN candidates.signal < excluded.signal THEN excluded.signal ELSE candidates.signal END`,
            suggested_by: sql<string | null>`coalesce(candidates.suggested_by, excluded.suggested_by)`,
          }),
        )
        .execute()
      return added.length
    })
  }

  async setState(publication: string, id: string, state: CandidateState, usedOn?: Day): Promise<void> {
    await this.#db
      .updateTable('candidates')
      .set({ state, used_on: usedOn ?? null })
      .where('publication', '=', publication)
      .where('id', '=', id)
      .execute()
  }

  async prune(unusedBefore: number, usedBefore: number): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('candidates')
      .where(({ or, and, eb }) =>
        or([
          and([eb('state', '<>', 'used'), eb('first_seen_at', '<', unusedBefore)]),
          and([eb('state', '=', 'used'), eb('first_seen_at', '<', usedBefore)]),
        ]),
      )
      .executeTakeFirstOrThrow()
    return Number(numDeletedRows)
  }
}

const keyOf = ({ publication, id }: Pick<Candidate, 'publication' | 'id'>) => JSON.stringify([publication, id])

/** One for each publication and id: a statement may change a row only once. */
function withoutRepeats(found: readonly Candidate[]): readonly Candidate[] {
  return [...Map.groupBy(found, keyOf).values()].map(([first, ...repeats]) => {
    const all = [first as Candidate, ...repeats]
    const suggestedBy = all.find((each) => each.suggestedBy !== undefined)?.suggestedBy
    const signal = Math.max(...all.map((each) => each.signal))
    return { ...(first as Candidate), signal, ...(suggestedBy !== undefined && { suggestedBy }) }
  })
}

function rowOf(candidate: Candidate): Selectable<LedgerTables['candidates']> {
  const { publication, id, source, url, title, text, authors, tags, signal, state } = candidate
  return {
    publication,
    id,
    source,
    url,
    title,
    text,
    authors: JSON.stringify(authors),
    tags: JSON.stringify(tags),
    published_at: candidate.publishedAt,
    first_seen_at: candidate.firstSeenAt,
    signal,
    suggested_by: candidate.suggestedBy ?? null,
    state,
    used_on: candidate.usedOn ?? null,
  }
}

function candidateOf(row: Selectable<LedgerTables['candidates']>): Candidate {
  const { publication, id, source, url, title, text, signal, state } = row
  const usedOn = row.used_on === null ? undefined : parseDay(row.used_on)
  return {
    id,
    publication,
    source,
    url,
    title,
    text,
    authors: words.parse(JSON.parse(row.authors)),
    tags: words.parse(JSON.parse(row.tags)),
    publishedAt: row.published_at,
    firstSeenAt: row.first_seen_at,
    signal,
    ...(row.suggested_by !== null && { suggestedBy: row.suggested_by }),
    state,
    ...(usedOn && { usedOn }),
  }
}
