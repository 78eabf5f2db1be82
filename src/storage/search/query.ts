import type { DatabaseSync } from 'node:sqlite'
import type { Day } from '../../domain/day.ts'
import { normalizeTag } from '../../domain/digest.ts'
import type { SearchQuery, SearchResults } from '../../domain/search.ts'
import { addressKeysIn, repositoryOf } from './addresses.ts'
import { idsOf, publicationFacet, tagFacet } from './indexer.ts'
import type { KnownWords } from './joined-words.ts'
import { rankedPage, type SearchMatches } from './rank.ts'
import { lenientTerms, readingsOf } from './readings.ts'
import { neighbours, passageOf } from './term-choices.ts'
import { canStandWithin, joined, quoted, type Term } from './terms.ts'
import {
  bestFirst,
  countMatches,
  eitherFirst,
  type Match,
  newestFirst,
  piecesWhere,
  type Tier,
  titledFirst,
} from './tiers.ts'

/** How many of the newest pieces are scanned for text inside words: four years of a publication. */
const readThrough = 10_000

/** The maximum number of addresses of one query. */
const addressesMax = 6

/** Words in at least this many pieces are common. */
const common = 200

/** The hits, and the terms that found them. */
interface QueryAnswer extends SearchMatches, Pick<SearchResults, 'isGuess' | 'parts'> {
  readonly terms: readonly Term[]
}

interface Either {
  readonly tiers: readonly Tier[]
  readonly parts?: SearchResults['parts']
}

/** Finds pieces for one query. */
export class QueryRun {
  readonly #db: DatabaseSync
  readonly #query: SearchQuery
  readonly #vocabulary: KnownWords
  readonly #facets: readonly string[]
  readonly #bounds: readonly [lowest: number, highest: number]
  /** What no hit may have. */
  readonly #excluded: readonly string[]

  constructor(db: DatabaseSync, query: SearchQuery, vocabulary: KnownWords, excluded: readonly Term[] = []) {
    const { publications, tags, since = '0000-01-01' as Day, until = '9999-12-31' as Day } = query
    this.#db = db
    this.#query = query
    this.#vocabulary = vocabulary
    this.#bounds = [idsOf(since).lowest, idsOf(until).highest]
    this.#excluded = excluded.map(quoted)
    this.#facets = [this.#tagFacets(tags), publications.map(publicationFacet)]
      .filter(({ length }) => length > 0)
      .map(anyOf)
  }

  /**
   * The pieces that answer the query, best first; without terms, the newest first. What holds all words comes first; if
   * nothing does, typing errors are corrected, then words may be missing, then they are looked for within words.
   */
  page(typed: readonly Term[], offset: number, limit: number): QueryAnswer {
    const show = (tiers: readonly Tier[], terms: readonly Term[] = [], isGuess = false) => ({
      ...rankedPage(this.#db, tiers, this.#query.prefer, offset, limit),
      terms,
      isGuess,
    })
    const addressed = this.#addressed()
    if (addressed.some(({ count }) => count > 0)) return show(addressed)
    const topic = this.#tagFacets(this.#query.topic ?? [])
    const facet = topic.length > 0 ? [anyOf(topic)] : []
    const tagged = facet.map((each) => newestFirst(this.#db, this.#match([each])))
    if (typed.length === 0) return show(tagged.length > 0 ? tagged : [this.#newest()])
    const count = (terms: readonly Term[], where?: 'in titles') => {
      const all = allOf(terms.map(quoted))
      return countMatches(this.#db, this.#match([where ? `{title title_stems tag} : ${all}` : all]))
    }
    for (const reading of readingsOf(this.#query.words, typed, this.#vocabulary, count)) {
      const { choices, isGuess, isEither } = reading
      const { tiers: ranked, parts }: Either = isEither
        ? this.#either(choices, facet)
        : { ...reading, tiers: this.#ranked(choices, facet, isGuess ? [] : passageOf(typed)) }
      const tiers = [...tagged, ...ranked]
      if (tiers.some(({ count }) => count > 0)) {
        const isApart = isGuess && !(isEither && parts === undefined)
        return { ...show(tiers, choices.flat(), isApart), ...(parts && { parts }) }
      }
    }
    return show(this.#excluded.length > 0 ? [] : this.#within(typed), typed)
  }

  /** What has all of the choices, then what has one of them, the best of each being equally good. */
  #either(choices: readonly (readonly Term[])[], without: readonly string[]): Either {
    const named = choices.map((terms) => ({ terms, expression: allOf(terms.map(quoted)) }))
    const count = (expression: string, not = without) => countMatches(this.#db, this.#match([expression], not))
    const isFound = named.map(({ expression }) => count(expression) > 0)
    const found = named.filter((_, at) => isFound[at])
    const all = allOf(named.map(({ expression }) => expression))
    const together = bestFirst(this.#db, this.#match([all], without))
    const others = together.count > 0 ? [...without, all] : without
    const total = found.length > 0 ? count(anyOfAll(found.map(({ expression }) => expression)), others) : 0
    const each = found.map(({ expression }) => bestFirst(this.#db, this.#match([expression], others)))
    const names = (isWanted: boolean) =>
      named.filter((_, at) => isFound[at] === isWanted).map(({ terms }) => terms.map(({ typed }) => typed).join(' '))
    return {
      tiers: [...(together.count > 0 ? [together] : []), eitherFirst(each, total)],
      ...(together.count === 0 && { parts: { found: names(true), missing: names(false) } }),
    }
  }

  /**
   * What has a longer text as it was typed comes first; then whole words before longer ones, which are left out if the
   * whole words are common.
   */
  #ranked(choices: readonly (readonly Term[])[], without: readonly string[], passage: readonly string[]): Tier[] {
    if (choices.length === 0) return []
    const whole = anyOfAll(choices.flatMap((terms) => this.#written(terms)))
    const raising = choices
      .flatMap(neighbours)
      .map(([one, other]) => quoted({ forms: [[...one, ...other]], isPrefix: false }))
    const copied = passage.map((each) => bestFirst(this.#db, this.#match([each], without)))
    const others = copied.some(({ count }) => count > 0) ? [...without, ...passage] : without
    const raised = raising.join(' OR ')
    const [terms = []] = choices
    if (choices.length > 1) return [...copied, bestFirst(this.#db, this.#match([whole], others), raised)]
    const titled = this.#match([`{title title_stems} : ${whole}`], others)
    const exact = titledFirst(this.#db, this.#match([whole], others), titled, raised)
    if (!terms.some(({ isPrefix }) => isPrefix) || exact.count >= common) return [...copied, exact]
    return [...copied, exact, bestFirst(this.#db, this.#match([allOf(terms.map(quoted))], [...others, whole]))]
  }

  /** All terms, or all but two neighbours that are written as one word. */
  #written(terms: readonly Term[]): string[] {
    const exact = terms.map((term) => quoted({ ...term, isPrefix: false }))
    const together = neighbours(terms).flatMap(([one, other], at) => {
      const { languages, words } = this.#vocabulary
      const forms = joined([...one, ...other], languages).filter(([word = '']) => words.has(word))
      return forms.length > 0 ? allOf([...exact.toSpliced(at, 2), quoted({ forms, isPrefix: false })]) : []
    })
    return [allOf(exact), ...together]
  }

  /** Pieces with an address or id that was typed. */
  #addressed(): Tier[] {
    const keys = addressKeysIn(this.#query.words)
    if (keys.length === 0) return []
    const { condition, values } = this.#where()
    const named = `${condition} AND id IN (SELECT piece FROM addresses WHERE key = ? OR key BETWEEN ? AND ?)`
    return keys
      .slice(0, addressesMax)
      .flatMap((key) => [key, ...repositoryOf(key)])
      .map((key) => piecesWhere(this.#db, 'best', named, ...values, key, `${key}/`, `${key}0`))
  }

  #newest(): Tier {
    if (this.#query.tags.length > 0) return newestFirst(this.#db, this.#match([]))
    // The full-text index is slow to find a day in the list of all pieces.
    const { condition, values } = this.#where()
    return piecesWhere(this.#db, 'newest', condition, ...values)
  }

  /** Text inside words, in the newest pieces. */
  #within(typed: readonly Term[]): Tier[] {
    const isExact = typed.some(({ isPhrase }) => isPhrase)
    if (isExact || typed.length > lenientTerms || !typed.some(canStandWithin)) return []
    const candidates = this.#newest()
      .take(0, readThrough)
      .map(({ id }) => id)
    const holding = typed.map(() => `pieces.title || ' ' || texts.text LIKE ? ESCAPE '\\'`).join(' AND ')
    const patterns = typed.map((term) => `%${term.typed.trim().replace(/[\\%_]/g, '\\$&')}%`)
    const held = `SELECT piece FROM texts WHERE piece = pieces.id AND ${holding}`
    const condition = `id IN (SELECT value FROM json_each(?)) AND EXISTS (${held})`
    return [piecesWhere(this.#db, 'newest', condition, JSON.stringify(candidates), ...patterns)]
  }

  /** The days, publications and tags that are asked for, as a condition of SQL. */
  #where() {
    const { publications, tags } = this.#query
    const marks = (values: readonly string[]) => values.map(() => '?').join(', ')
    const conditions = [
      'id BETWEEN ? AND ?',
      ...(publications.length > 0 ? [`publication IN (${marks(publications)})`] : []),
      ...(tags.length > 0
        ? [`id IN (SELECT piece FROM piece_tags JOIN tags ON tags.id = tag WHERE plain IN (${marks(tags)}))`]
        : []),
    ]
    const values = [...this.#bounds, ...publications, ...tags.map(normalizeTag)]
    return { condition: conditions.join(' AND '), values }
  }

  #match(conditions: readonly string[], without: readonly string[] = []): Match {
    const not = [...this.#excluded, ...without].map((expression) => ` NOT ${expression}`).join('')
    return ['words', `${allOf([...this.#facets, ...conditions])}${not}`, ...this.#bounds]
  }

  #tagFacets(tags: readonly string[]): string[] {
    const select = this.#db.prepare('SELECT id FROM tags WHERE plain = ?')
    return tags.map((tag) => tagFacet(Number(select.get(normalizeTag(tag))?.id ?? 0)))
  }
}

const allOf = (conditions: readonly string[]) => `(${conditions.join(' AND ')})`
const anyOfAll = (conditions: readonly string[]) => `(${conditions.join(' OR ')})`
const anyOf = (facets: readonly string[]) => quoted({ forms: facets.map((facet) => [facet]), isPrefix: false })
