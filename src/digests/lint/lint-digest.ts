import { type Digest, type Highlight, type Note, normalizeTag, type Section, tagsOf } from '../../domain/digest.ts'
import type { ParseResult } from '../../domain/digest-repository.ts'
import type { Problem, ProblemText, TextLimit } from '../../domain/problem.ts'
import { blocksText, firstLink, plainText } from '../../domain/text.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { problemText } from '../../i18n/problems.ts'
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
  const report: Report = (rule, { key, values }, piece) => {
    const { line, column } = at(piece) ?? { line: 1, column: 1 }
    problems.push({ file, line, column, severity: 'warning', rule, key, values })
  }
  const lintLength = (of: TextLimit['of'], text: string, piece: object) => {
    const passed = limits.filter((limit) => limit.of === of && text.length > limit.max)
    const [limit] = passed.toSorted((one, other) => other.max - one.max)
    if (!limit) return
    const rule = of === 'address' ? 'long-link' : 'long-title'
    report(rule, problemText('long-text', of, text.length, limit.max, limit.effect), piece)
  }
  // In free forms, a part that most sections lack is not missing.
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
  if (!overview) report('missing-overview', problemText('missing-overview'), digest)
  else if (overview.length !== sections.length)
    report('overview-mismatch', problemText('overview-count', overview.length, sections.length), overview)
  else lintOrder(overview, sections, report)
  if (notes?.length === 0) report('empty-notes', problemText('empty-notes'), notes)
}

/** A bullet is misplaced if it shares this many unique words with another section and none with its own. */
const strayWords = 2

/** Bullets match sections by position. Only words that occur in a single section show which one a bullet means. */
function lintOrder(overview: readonly Highlight[], sections: readonly Section[], report: Report): void {
  const vocabularies = sections.map(
    ({ title, body }) => new Set(wordsIn([plainText(title), blocksText(body)].join(' '))),
  )
  for (const [at, { headline, text: more }] of overview.entries()) {
    const words = new Set(wordsIn([plainText(headline), plainText(more)].join(' ')))
    const telling = [...words].filter((word) => vocabularies.filter((one) => one.has(word)).length === 1)
    const shared = vocabularies.map((one) => telling.filter((word) => one.has(word)).length)
    const other = shared.findIndex((count) => count >= strayWords)
    if (shared[at] !== 0 || other < 0) continue
    const text = problemText('overview-order', at + 1, sections[other]?.number ?? '')
    report('overview-mismatch', text, overview[at] ?? overview)
  }
}

/** Only words of four letters or more: shorter ones occur everywhere. */
function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []
}

function lintTakeaways(section: Section, vocabulary: Vocabulary, report: Report): void {
  if (section.takeaways.length > 0) return
  const isUnlisted = section.body.some(
    (block) => labelLength(blocksText([block]), vocabulary, 'takeaways') !== undefined,
  )
  report('missing-takeaways', problemText(isUnlisted ? 'unlisted-takeaways' : 'missing-takeaways'), section)
}

function lintSource({ source, ...section }: Section, report: Report): void {
  if (!source) {
    report('missing-source', problemText('missing-source'), section.title)
    return
  }
  if (firstLink(source) === undefined) report('source-without-link', problemText('source-without-link'), source)
}

function untagged({ title }: Section, vocabulary: Vocabulary): ProblemText {
  const words = normalizeTag(plainText(title))
  const names = vocabulary.tags.flatMap((tag) => tag.names).filter((name) => words.startsWith(`${normalizeTag(name)} `))
  const [longest] = names.toSorted((one, other) => other.length - one.length)
  return problemText('untagged-section', longest ?? '')
}

function lintTag(item: Section | Note, vocabulary: Vocabulary, report: Report): void {
  const names = vocabulary.tags.flatMap((known) => known.names)
  for (const tag of tagsOf(item)) {
    if (names.some((name) => normalizeTag(name) === normalizeTag(tag))) continue
    report('unknown-tag', problemText('unknown-tag', tag, closestWord(tag, names) ?? ''), item)
  }
}
