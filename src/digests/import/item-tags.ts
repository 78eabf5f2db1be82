import { normalizeTag } from '../../domain/digest.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'

/** A tag at the start of a title, where only a blank sets it off. */
export interface FoundTag {
  readonly tag: string
  /** How many characters it takes. */
  readonly length: number
  /**
   * - `sure`: no title begins like this.
   * - `likely`: nothing speaks against it, if the other titles of the page have tags.
   * - `phrase`: tag and title read as one: `Training 120B on a Single GPU`.
   */
  readonly reading: 'sure' | 'likely' | 'phrase'
  /** A shorter tag that begins the same way. */
  readonly shorter?: string
}

/** The longest tag of the vocabulary at the start of a title. Pages may show their tags in capitals. */
export function findTag(title: string, vocabulary: Vocabulary): FoundTag | undefined {
  const names = vocabulary.tags
    .flatMap((tag) => tag.names)
    .filter((name) => {
      const start = title.slice(0, name.length)
      return (start === name || start === name.toUpperCase()) && /^\s+\S/.test(title.slice(name.length))
    })
    .toSorted((one, other) => other.length - one.length)
  const [tag, ...others] = names
  if (tag === undefined) return undefined
  const shorter = others.find((name) => normalizeTag(name) !== normalizeTag(tag))
  return {
    tag,
    length: tag.length,
    reading: readingOf(tag, title.slice(tag.length).trim()),
    ...(shorter && { shorter }),
  }
}

const question = /^(?:Where|What|When|Why|How|Who|Which|Whose)\b/
const verb = /^(?:Is|Are|Was|Were|Can|Could|Does|Do|Did|Has|Have|Will|Would|Should|May|Must)\b/
const article =
  /^(?:An?|The|Your|Our|Their|Its|Every|Each|Any|One|Two|Three|Small|Large|Big|Better|Deep|Long|Very|More|Less)\b/
/** Words that make a phrase with the topics of a vocabulary: `Agent Memory`, `Inference Scaling`. */
const compound = new RegExp(
  `^(?:${[
    'Agent|Aware|Alignment|Attention|Augmented|Based|Benchmark|Budget|Chain|Collapse|Compute|Control|Cost|Data|Design',
    'Efficiency|Engine|Environment|Foundation|Framework|Free|Generation|Guided|Harness|Head|Layer|Learning|Loss|Loop',
    'Memory|Model|Network|Oriented|Path|Pipeline|Planning|Policy|Process|Quality|Research|Review|Reward|Run|Scaling',
    'Search|Set|Signal|Speed|Stability|System|Theory|Time|Tool|Trace|Use|World',
  ].join('|')})\\b`,
)

function readingOf(tag: string, rest: string): FoundTag['reading'] {
  const [next = ''] = /^[^\s,:;.?!]+/.exec(rest) ?? []
  // Chinese has blanks only beside Latin letters and digits.
  const [hanTag, hanNext] = [/\p{Script=Han}$/u.test(tag), /^\p{Script=Han}/u.test(next)]
  if (hanTag && hanNext) return 'sure'
  if (/^\d/.test(next)) return 'phrase'
  if (/\bGen$/.test(tag)) return 'sure'
  if (hanTag || hanNext || /^\p{Ll}/u.test(next)) return 'phrase'
  if (question.test(rest) || (verb.test(rest) && /[?？]$/.test(rest))) return 'sure'
  if (verb.test(rest) || compound.test(rest) || (/ing$/.test(tag) && article.test(rest))) return 'phrase'
  const isAcronym = /^\p{Lu}[\p{Lu}\d-]+s?$/u.test(next)
  const isPlural = /[^\Wsiu]s$/u.test(next)
  return isAcronym || isPlural ? 'phrase' : 'likely'
}
