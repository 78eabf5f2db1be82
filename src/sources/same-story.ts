import { titleKey } from './identity.ts'

/** Words that occur in titles of every kind (stop words). */
const common = new Set(
  (
    'the and for with from that this are was were how why what when who new now can its our your you not but into over via ' +
    'towards toward using based use uses without about more than less best first introducing introduces announcing announces ' +
    'announced release released releases version update updated updates paper study show shows one two large small model models ' +
    'language learning system systems data open source blog post news'
  ).split(' '),
)

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/**
 * The share of a title's words that must occur in what was featured, from 0 to 1, and the minimum number of words of a
 * title.
 */
const enough = { share: 0.75, words: 4 } as const

/** The same if both have a name in common, such as Tidewater or SkewFit. */
const enoughWithName = { share: 0.5, words: 2 } as const

/** The words of a text that distinguish stories, in the form in which they are compared: numbers and versions are whole. */
export function storyWords(text: string): ReadonlySet<string> {
  const plain = text.normalize('NFKC')
  const latin = plain.toLowerCase().match(/\d+(?:\.\d+)+|[\p{Script=Latin}\d]+(?:[+#]+)?/gu) ?? []
  const han = /\p{Script=Han}/u.test(plain)
    ? [...segmenter.segment(plain)].map(({ segment }) => segment).filter((word) => /^\p{Script=Han}{2,}$/u.test(word))
    : []
  const words = latin.filter((word) => (word.length > 2 || /\d/.test(word)) && !common.has(word))
  return new Set([...words.map((word) => word.replace(/(?<=\p{L}{3})(?:ies|es|s|ed|ing|y|e)$/u, '')), ...han])
}

/**
 * Names that a title gives a work: written with capitals inside, or before the colon. "Tidewater" in "Tidewater: Sparse
 * Routing", SkewFit, BERT.
 */
function namesIn(title: string): readonly string[] {
  const [, head] = /^\s*([\p{Lu}][\p{L}\d.+-]*)\s*[:：–—]/u.exec(title) ?? []
  const camel = title.match(/(?<![\p{L}\d])\p{Lu}\p{L}*(?:\p{Ll}\p{Lu}|\d)[\p{L}\d]*/gu) ?? []
  return [...camel, ...(head ? [head] : [])]
}

/**
 * Whether a title names what a featured text is about, although the addresses differ: a paper and its repository, or a
 * repository and its announcement. Other numbers are another story: Kestrel 2.4 and Kestrel 2.5.
 */
export function isSameStory(title: string, featured: string, known = storyWords(featured)): boolean {
  if (titleKey(title) === '') return false
  const words = [...storyWords(title)]
  if (words.some((word) => /\d/.test(word) && !known.has(word))) return false
  const shared = words.filter((word) => known.has(word)).length
  const hasName = namesIn(title).some((name) =>
    new RegExp(`(?<![\\p{L}\\d])${RegExp.escape(name)}(?![\\p{L}\\d])`, 'u').test(featured),
  )
  const least = hasName ? enoughWithName : enough
  return words.length >= least.words && shared >= words.length * least.share
}
