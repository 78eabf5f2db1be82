import type { DraftProblem } from '../../domain/draft.ts'
import { anchorsIn } from './anchors.ts'

/** Pairs of opposite comparatives, one pair a line. */
const table = `
more/mehr/plus/más less/fewer/weniger/moins/menos
higher/höher/höhere/höheren lower/niedriger/niedrigere/niedrigeren/tiefer
longer/länger/längere shorter/kürzer/kürzere
larger/bigger/greater/größer/größere smaller/kleiner/kleinere
faster/quicker/sooner/schneller slower/langsamer
better/besser/mieux/meilleur/meilleure/mejor/mejores worse/schlechter/pire/peor/peores
older/älter younger/jünger
stronger/stärker weaker/schwächer
safer/sicherer riskier/unsicherer
warmer/hotter/wärmer colder/cooler/kälter
richer/wealthier/reicher poorer/ärmer
supérieur/supérieure inférieur/inférieure
mayor/mayores menor/menores
更多/多于 更少/少于
更高/高于 更低/低于
更快/快于 更慢/慢于
更长/长于 更短/短于
更大/大于 更小/小于
更早/早于 更晚/晚于
更好/好于/优于 更差/差于/劣于
`

interface Side {
  readonly pair: number
  readonly sign: number
}

const sides = new Map<string, Side>()
for (const [pair, line] of table.trim().split('\n').entries())
  for (const [at, spellings] of line.split(' ').entries())
    for (const spelling of spellings.split('/')) sides.set(spelling, { pair, sign: at === 0 ? 1 : -1 })

const words = [...sides.keys()].toSorted((one, other) => other.length - one.length)
const pattern = new RegExp(
  `(?<!\\p{L})(?:${words.filter((word) => !/\p{Script=Han}/u.test(word)).join('|')})(?!\\p{L})|${words.filter((word) => /\p{Script=Han}/u.test(word)).join('|')}`,
  'giu',
)

/** Comparatives that count things: the thing is the next word. */
const counts = 0

/** A limit, a change over time, or a comparison with a number is checked elsewhere. */
const isOther = /^\s(?:than|als|de|que)\s[$€£]?(?:\d|half\b|an?\b)|^\s(?:and|or)\s/i
const numberBefore =
  /(?:\d\s?%?|\b(?:times|points?|no|any|not|once|never|two|ever|one|by|je|une?|una|fois|veces|the|à|en|le|la|lo|al|los|las|les))\s(?:or\s)?$/i

const turns =
  /\b(?:not|no|never|none|nothing|without|cannot|\w+n't|neither|nor|hardly|nicht|kein\w*|nie|ohne|pas|jamais|sans|aucun\w*|nunca|sin|tampoco|ningún)\b|不(?!同)|没|未|无|非|并非/i

interface Comparison extends Side {
  readonly word: string
  readonly left: ReadonlySet<string>
  readonly right: ReadonlySet<string>
  /** The first word behind it. */
  readonly next?: string
}

function comparisonsIn(text: string): Comparison[] {
  const found = [...text.matchAll(pattern)]
  return found.flatMap(({ 0: word, index }, at): Comparison[] => {
    const side = sides.get(word.toLowerCase())
    const [before, after] = [text.slice(0, index), text.slice(index + word.length)]
    if (!side || isOther.test(after) || numberBefore.test(before)) return []
    const bounds = [found[at - 1], found[at + 1]]
    const from = Math.max(0, before.search(/[^,;:.，；：。]*$/), bounds[0] ? bounds[0].index + bounds[0][0].length : 0)
    const clause = after.split(/[,;:.，；：。]/)[0] ?? ''
    const until = bounds[1] ? Math.min(clause.length, bounds[1].index - index - word.length) : clause.length
    const right = anchorsIn(clause.slice(0, until))
    const [next] = anchorsIn(/^\s?[\p{L}-]+/u.exec(clause)?.[0] ?? '')
    return [{ ...side, word, left: anchorsIn(before.slice(from)), right, ...(next && { next }) }]
  })
}

/** "Older workers earned less than younger ones" for "earned more than younger ones". */
export function turnedComparatives(text: string, evidence: string): DraftProblem[] {
  if (turns.test(text) || turns.test(evidence)) return []
  const [mine, theirs] = [comparisonsIn(text), comparisonsIn(evidence)]
  return mine.flatMap((here): DraftProblem[] => {
    const rivals = theirs.filter(({ pair }) => pair === here.pair)
    if (rivals.length === 0 || rivals.some(({ sign }) => sign === here.sign)) return []
    if (mine.some(({ pair, sign }) => pair === here.pair && sign !== here.sign)) return []
    return rivals.some((there) => isAboutSame(here, there)) ? [{ kind: 'polarity', what: here.word }] : []
  })
}

function isAboutSame(here: Comparison, there: Comparison): boolean {
  if (here.pair === counts && here.next !== there.next) return false
  const shared = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
    [...one].filter((word) => other.has(word)).length
  // "B earned less than A" says the same.
  const [straight, crossed] = [
    shared(here.left, there.left) + shared(here.right, there.right),
    shared(here.left, there.right) + shared(here.right, there.left),
  ]
  return shared(here.left, there.left) > 0 && straight > crossed
}
