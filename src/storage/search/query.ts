import type { DatabaseSync } from 'node:sqlite'
import type { Day } from '../../domain/day.ts'
import { normalizeTag } from '../../domain/digest.ts'
import type { SearchQuery } from '../../domain/search.ts'
import { addressKeysIn, repositoryOf } from './addresses.ts'
import { corrected } from './corrections.ts'
import { idsOf, publicationFacet, tagFacet } from './indexer.ts'
import type { KnownWords } from './joined-words.ts'
import { rankedPage, type SearchMatches } from './rank.ts'
import { choicesOf, neighbours, passageOf, wordByWord } from './term-choices.ts'
import {
  alternativesIn,
  canStandWithin,
  joined,
  quoted,
  readTerms,
  type Term,
  withoutStopWords,
  withoutWeakWords,
} from './terms.ts'
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

/** With more terms than this, none is corrected, left out, or searched for inside words. */
const lenientTerms = 8

/** The maximum number of addresses of one query. */
const addressesMax = 6

/** Words in at least this many pieces are common. */
const common = 200

/** The hits, and the terms that found them. */
export interface QueryAnswer extends SearchMatches {
  readonly terms: readonly Term[]
  readonly isGuess: boolean
}

/** Alternatives of which one has to be found, and whether they are not what was typed. */
interface Reading {
  readonly choices: readonly (readonly Term[])[]
  /** Whether each choice was asked for: `kimi or qwen`. */
  readonly isEither?: true
  readonly isGuess: boolean
}

/** Finds pieces for one query. */
export class QueryRun {
  readonly #db: DatabaseSync
  readonly #query: SearchQuery
  readonly #vocabulary: KnownWords
  readonly #facets: readonly string[]
  readonly #bounds: readonly [lowest: number, highest: number]

  constructor(db: DatabaseSync, query: SearchQuery, vocabulary: KnownWords) {
    const { publications, tags, since = '0000-01-01' as Day, until = '9999-12-31' as Day } = query
    this.#db = db
    this.#query = query
    this.#vocabulary = vocabulary
    this.#bounds = [idsOf(since).lowest, idsOf(until).highest]
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
    for (const reading of this.#readings(withoutStopWords(typed, this.#vocabulary.spoken))) {
      const { choices, isGuess, isEither } = reading
      const ranked = isEither
        ? this.#either(choices, facet)
        : this.#ranked(choices, facet, isGuess ? [] : passageOf(typed))
      const tiers = [...tagged, ...ranked]
      if (tiers.some(({ count }) => count > 0)) return show(tiers, choices.flat(), isGuess)
    }
    return show(this.#within(typed), typed)
  }

  /** The readings of a query, best first: some terms, or several alternatives. */
  *#readings(all: readonly Term[]): Generator<Reading> {
    yield { choices: [all], isGuess: false }
    const terms = withoutWeakWords(all)
    if (terms !== all) yield { choices: [terms], isGuess: false }
    if (terms.length > lenientTerms) return
    const meant = withoutWeakWords(corrected(terms, this.#vocabulary))
    if (meant !== terms) yield { choices: [meant], isGuess: true }
    if (meant.length > lenientTerms) return
    const named = alternativesIn(this.#query.words).map((name) => this.#telling(readTerms(name, this.#vocabulary)))
    if (named.length > 1) yield { choices: named, isGuess: true, isEither: true }
    const size = Math.ceil(meant.length / 2)
    // One rare word may be more specific than several common ones, unless it is itself a guess.
    const rare = new Set([...this.#rarest(meant), ...this.#rarest(meant.filter((term) => terms.includes(term)))])
    const rarest = meant.some(({ isPhrase }) => isPhrase) ? [] : choicesOf([...rare], 1)
    const choices = [...(size > 1 ? choicesOf(meant, size) : []), ...(meant.length > 1 ? rarest : [])]
    yield { choices, isGuess: true }
    const apart = terms.flatMap(wordByWord)
    if (apart.length > terms.length && apart.length <= lenientTerms)
      yield { choices: choicesOf(apart, Math.ceil(apart.length / 2)), isGuess: true }
  }

  /** The terms without the words of a question, corrected. */
  #telling(typed: readonly Term[]): readonly Term[] {
    const terms = withoutWeakWords(withoutStopWords(typed, this.#vocabulary.spoken))
    return terms.length > lenientTerms ? terms : withoutWeakWords(corrected(terms, this.#vocabulary))
  }

  #either(choices: readonly (readonly Term[])[], without: readonly string[]): Tier[] {
    const found = choices
      .map((terms) => allOf(terms.map(quoted)))
      .filter((each) => countMatches(this.#db, this.#match([each], without)) > 0)
    const count = found.length > 0 ? countMatches(this.#db, this.#match([anyOfAll(found)], without)) : 0
    return [
      eitherFirst(
        found.map((each) => bestFirst(this.#db, this.#match([each], without))),
        count,
      ),
    ]
  }

  /** The rarest term that is found. */
  #rarest(terms: readonly Term[]): Term[] {
    const counted = terms.map((term) => ({ term, count: countMatches(this.#db, this.#match([quoted(term)])) }))
    const found = counted.filter(({ count }) => count > 0).toSorted((one, other) => one.count - other.count)
    return found.slice(0, 1).map(({ term }) => term)
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
    if (typed.length > lenientTerms || !typed.some(canStandWithin)) return []
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
    const not = without.map((expression) => ` NOT ${expression}`).join('')
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
