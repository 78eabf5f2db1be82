import { type Digest, type Highlight, type Note, normalizeTag, type Section, tagsOf } from '../../domain/digest.ts'
import type { ParseResult } from '../../domain/digest-repository.ts'
import type { Problem, ProblemText, TextLimit } from '../../domain/problem.ts'
import { blocksText, firstLink, plainText } from '../../domain/text.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { count } from '../../lib/count.ts'
import { closestWord } from '../../lib/fuzzy-match.ts'
import { labelLength } from '../markdown/vocabulary-match.ts'

/** Reports what a rule found, and in which piece of the digest. */
type Report = (rule: string, text: ProblemText, piece: object) => void

/** Warnings about a readable digest; `limits` are those of the platforms. A digest that was withdrawn gets none. */
export function lintDigest(
  { file, digest, at, problems: found }: ParseResult,
  vocabulary: Vocabulary,
  limits: readonly TextLimit[],
): Problem[] {
  if (!digest || digest.withdrawn !== undefined) return []
  const problems: Problem[] = []
  const report: Report = (rule, { message, fix }, piece) => {
    const { line, column } = at(piece) ?? { line: 1, column: 1 }
    problems.push({ file, line, column, severity: 'warning', message, fix, rule })
  }
  const lintLength = (of: TextLimit['of'], text: string, piece: object) => {
    const passed = limits.filter((limit) => limit.of === of && text.length > limit.max)
    const [limit] = passed.toSorted((one, other) => other.max - one.max)
    if (!limit) return
    const message = `The ${of === 'address' ? of : 'title'} has ${text.length} characters; above ${limit.max} ${limit.effect}.`
    report(of === 'address' ? 'long-link' : 'long-title', { message, fix: 'Shorten it.' }, piece)
  }
  // In other forms than ours, what most sections do without is not missing.
  const isFreeForm = found.some(({ rule }) => rule === 'free-form')
  const uses = (has: (section: Section) => boolean) =>
    !isFreeForm || digest.sections.filter(has).length * 2 > digest.sections.length
  const usesTakeaways = uses(({ takeaways }) => takeaways.length > 0)
  const usesSources = uses(({ source }) => source !== undefined)
  const usesTags = uses(({ tag }) => tag !== undefined)
  lintLength('title', digest.title ?? '', digest)
  if (!isFreeForm || digest.overview) lintParts(digest, report)
  for (const section of digest.sections) {
    lintLength('section-title', plainText(section.title), section.title)
    if (usesTakeaways) lintTakeaways(section, vocabulary, report)
    if (usesSources) lintSource(section, report)
    lintLength('address', firstLink(section.source ?? []) ?? '', section.source ?? section)
    if (usesTags && section.tag === undefined) report('untagged-section', untagged(section, vocabulary), section)
  }
  for (const item of [...digest.sections, ...(digest.notes ?? [])]) lintTag(item, vocabulary, report)
  return problems.toSorted((one, other) => one.line - other.line || one.column - other.column)
}

function lintParts(digest: Digest, report: Report): void {
  const { overview, sections, notes } = digest
  if (!overview) {
    const message = 'There is no overview, so readers see titles only.'
    report('missing-overview', { message, fix: 'Write a bullet for each section above them.' }, digest)
  } else if (overview.length !== sections.length) {
    const counts = `${count(overview.length, 'bullet')} for ${count(sections.length, 'section')}`
    const fix = 'Write one for each, in the same order.'
    report('overview-mismatch', { message: `The overview has ${counts}.`, fix }, overview)
  } else lintOrder(overview, sections, report)
  if (notes?.length === 0) {
    const message = 'There is no note below this heading.'
    report('empty-notes', { message, fix: 'Write each as a bullet, or remove the heading.' }, notes)
  }
}

/** A bullet is misplaced if it shares this many unique words with another section and none with its own. */
const strayWords = 2

/** Bullets match sections by position. Only words that occur in a single section show which one a bullet means. */
function lintOrder(overview: readonly Highlight[], sections: readonly Section[], report: Report): void {
  const vocabularies = sections.map(
    ({ title, body }) => new Set(wordsIn([plainText(title), blocksText(body)].join(' '))),
  )
  for (const [at, { headline, text }] of overview.entries()) {
    const words = new Set(wordsIn([plainText(headline), plainText(text)].join(' ')))
    const telling = [...words].filter((word) => vocabularies.filter((one) => one.has(word)).length === 1)
    const shared = vocabularies.map((one) => telling.filter((word) => one.has(word)).length)
    const other = shared.findIndex((count) => count >= strayWords)
    if (shared[at] !== 0 || other < 0) continue
    const message = `Bullet ${at + 1} seems to be about section ${sections[other]?.number}.`
    report(
      'overview-mismatch',
      { message, fix: 'Put the bullets in the order of the sections.' },
      overview[at] ?? overview,
    )
  }
}

/** Words of four letters and more: shorter ones occur everywhere. */
function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []
}

function lintTakeaways(section: Section, vocabulary: Vocabulary, report: Report): void {
  if (section.takeaways.length > 0) return
  const isUnlisted = section.body.some(
    (block) => labelLength(blocksText([block]), vocabulary, 'takeaways') !== undefined,
  )
  const text = isUnlisted
    ? {
        message: 'The key takeaways of this section are no list.',
        fix: 'Write each as a bullet on a line of its own.',
      }
    : {
        message: 'This section has no key takeaways; readers can discuss it as a whole only.',
        fix: 'Write `**Key takeaways**`, and bullets below it.',
      }
  report('missing-takeaways', text, section)
}

function lintSource({ source, ...section }: Section, report: Report): void {
  if (!source) {
    const fix = 'End it with `Source: [Title](https://…)`.'
    report('missing-source', { message: 'This section names no source.', fix }, section.title)
    return
  }
  if (firstLink(source) === undefined) {
    const fix = 'Write `Source: [Title](https://…)`.'
    report('source-without-link', { message: 'This source has no link.', fix }, source)
  }
}

function untagged({ title }: Section, vocabulary: Vocabulary): ProblemText {
  const words = normalizeTag(plainText(title))
  const names = vocabulary.tags.flatMap((tag) => tag.names).filter((name) => words.startsWith(`${normalizeTag(name)} `))
  const [longest] = names.toSorted((one, other) => other.length - one.length)
  const fix = longest ? `If “${longest}” is one, write [${longest}].` : 'Write one in brackets: `### 01 [Tag] Title`.'
  return { message: 'This section has no tag.', fix }
}

function lintTag(item: Section | Note, vocabulary: Vocabulary, report: Report): void {
  const names = vocabulary.tags.flatMap((known) => known.names)
  for (const tag of tagsOf(item)) {
    if (names.some((name) => normalizeTag(name) === normalizeTag(tag))) continue
    const meant = closestWord(tag, names)
    const fix = meant ? `Did you mean [${meant}]?` : 'Add it to the vocabulary, or choose one of its tags.'
    report('unknown-tag', { message: `[${tag}] is not in the vocabulary.`, fix }, item)
  }
}
