import { bullets, link, paragraph, strong, unstyled } from '../domain/build.ts'
import type { Button, Card } from '../domain/card.ts'
import { type Block, type Digest, type DigestId, digestId, type Section } from '../domain/digest.ts'
import { type Draft, type DraftProblem, type DraftSection, draftProblems, sentencesOf } from '../domain/draft.ts'
import type { Part } from '../domain/part.ts'
import type { PartKey } from '../domain/part-key.ts'
import type { Renderer } from '../domain/platform.ts'
import type { Review } from '../domain/review.ts'
import type { ReviewVerb } from '../domain/review-action.ts'
import { isolated } from '../domain/right-to-left.ts'
import { blocksText, plainText } from '../domain/text.ts'
import { truncate } from '../domain/truncate.ts'
import { longDate } from '../i18n/dates.ts'
import type { Messages } from '../i18n/en/index.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { DraftContent } from './content.ts'
import { type FirstPost, timeOfDay } from './hours.ts'

type Words = Messages['review']

/** The content of the message that asks. */
interface CardView extends Pick<DraftContent, 'hash' | 'repeated' | 'isEditedByHand'> {
  readonly draft: Draft
  readonly digest: Digest
  readonly post: FirstPost | undefined
  readonly now: number
}

/** Levels of detail, from the whole text to the titles only. In characters of a section. */
const details = [
  { body: Number.POSITIVE_INFINITY, takeaways: true, observation: Number.POSITIVE_INFINITY },
  { body: 420, takeaways: true, observation: 280 },
  { body: 260, takeaways: false, observation: 160 },
  { body: 120, takeaways: false, observation: 0 },
  { body: 0, takeaways: false, observation: 0 },
] as const
type Detail = (typeof details)[number]

/** How many failed sentences of a section are listed where its text is shortened. */
const failuresMax = 4

/** The longest failed sentence in that list, in characters. */
const failureMax = 160

/** The most detailed card that fits into one message, with its controls. */
export function reviewCardPart(
  key: PartKey,
  view: CardView,
  renderer: Pick<Renderer, 'renderCards'>,
): Part | undefined {
  for (const detail of details) {
    const [part, ...others] = renderer.renderCards(key, reviewCards(view, detail))
    if (part && others.length === 0) return part
  }
  const [part] = renderer.renderCards(key, [headOf(view, true), controlsOf(view)])
  return part
}

function reviewCards(view: CardView, detail: Detail = details[0]): Card[] {
  const { draft, digest } = view
  const words = messagesFor(draft.language).review
  const isShort = detail !== details[0]
  const sections = draft.sections.flatMap((section, at): Card[] => {
    const shown = digest.sections[at]
    return shown ? [sectionCard(section, shown, detail, draft.language)] : []
  })
  const observation = observationCard(digest, detail, words)
  return [headOf(view, isShort), ...sections, ...(observation ? [observation] : []), controlsOf(view)]
}

function headOf(view: CardView, isShort: boolean): Card {
  const { draft, hash, post, now } = view
  const words = messagesFor(draft.language).review
  const failed = draftProblems(draft).length
  const due = post && (post.opensAt > now ? words.due(timeOfDay(post.opensAt, post.timezone)) : words.overdue)
  const writer = draft.model ?? words.quotedOnly
  const warnings = warningsOf(view, words)
  const checks = failed === 0 ? [words.passed] : [strong(`⚠️ ${words.failed(failed)}.`), ` ${words.failedAdvice}`]
  return {
    title: words.title(longDate(draft.date, draft.language)),
    meta: [draft.publication, words.sections(draft.sections.length), writer, due].filter(Boolean).join(' · '),
    body: [
      paragraph(...checks),
      ...(warnings.length > 0 ? [bullets(warnings.map((warning) => [`⚠️ ${warning}`]))] : []),
      ...(isShort ? [paragraph({ type: 'emphasis', children: [unstyled(words.shortened)] })] : []),
    ],
    buttons: [button(words.show, 'show', digestId(draft), hash)],
  }
}

/** Warnings for a person who may approve it. */
function warningsOf({ draft, repeated, isEditedByHand }: CardView, words: Words): string[] {
  const { publication, date, language } = draft
  return [
    ...repeated.map((story) =>
      words.repeated(isolated(truncate(story.title, failureMax)), longDate(story.date, language)),
    ),
    ...(isEditedByHand ? [words.editedByHand(`drafts/${publication}/${date}.md`)] : []),
  ]
}

function controlsOf({ draft, hash }: CardView): Card {
  const words = messagesFor(draft.language).review
  const id = digestId(draft)
  return {
    body: [],
    buttons: [
      { ...button(words.approve, 'approve', id, hash), style: 'primary' },
      button(words.edit, 'edit', id, hash),
      button(words.drop, 'drop', id, hash),
      button(words.replace, 'replace', id, hash),
      button(words.hold, 'hold', id, hash),
    ],
  }
}

function button(label: string, verb: ReviewVerb, digest: DigestId, hash: string) {
  return { label, control: { action: 'review', verb, digest, hash } } as const satisfies Button
}

function sectionCard(section: DraftSection, shown: Section, detail: Detail, language: string): Card {
  const words = messagesFor(language).review
  const isWhole = detail.body === Number.POSITIVE_INFINITY
  const text = blocksText(shown.body)
  const short = detail.body > 0 ? [paragraph(truncate(text.replace(/\s+/g, ' '), detail.body))] : []
  const { readSource } = messagesFor(language).labels
  const source: Block[] = isWhole ? [paragraph(link(`${readSource} ↗`, section.source.url))] : []
  const takeaways: Block[] =
    detail.takeaways && shown.takeaways.length > 0 ? [paragraph(strong(words.takeaways)), bullets(shown.takeaways)] : []
  return {
    title: `${shown.number} · ${plainText(shown.title)}`,
    ...(shown.tag !== undefined && { tag: shown.tag }),
    body: [
      ...(isWhole ? shown.body : short),
      ...takeaways,
      ...(isWhole ? [] : failuresOf(section, language)),
      ...source,
    ],
    buttons: [],
  }
}

/** The sentences that failed, where the text around them is cut. */
function failuresOf(section: DraftSection, language: string): Block[] {
  const failed = failedSentences(section, language)
  if (failed.length === 0) return []
  const more = failed.length - failuresMax
  const lines = failed.slice(0, failuresMax).map((line) => [`⚠️ ${truncate(line, failureMax)}`])
  return [bullets(more > 0 ? [...lines, [messagesFor(language).review.more(more)]] : lines)]
}

/** Each failed sentence with its reasons. */
export function failedSentences(
  section: Pick<DraftSection, 'title' | 'titleProblems' | 'body' | 'takeaways'>,
  language: string,
): string[] {
  const { title, titleProblems = [] } = section
  return [{ text: title, problems: titleProblems }, ...sentencesOf(section)].flatMap(({ text, problems }) =>
    problems.length > 0 ? [`“${text}” ${describeProblems(problems, language)}`] : [],
  )
}

function describeProblems(problems: readonly DraftProblem[], language: string): string {
  const { problems: words, between } = messagesFor(language).drafts
  return problems.map(({ kind, what }) => words[kind](what)).join(between)
}

function observationCard({ observation = [] }: Digest, detail: Detail, words: Words): Card | undefined {
  const text = blocksText(observation)
  if (text === '' || detail.observation === 0) return undefined
  const isWhole = detail.observation === Number.POSITIVE_INFINITY
  return {
    title: words.observation,
    body: isWhole ? observation : [paragraph(truncate(text.replace(/\s+/g, ' '), detail.observation))],
    buttons: [],
  }
}

/**
 * The one line that remains when nothing is asked any more, with a button to ask again while a held draft can still be
 * posted.
 */
export function decidedCard(
  review: Review,
  day: string,
  language: string,
  timezone: string | undefined,
  isReleasable = false,
): Card {
  const words = messagesFor(language).review
  const { state, decidedBy, decidedAt = 0, digest, hash } = review
  const name = decidedBy ? (decidedBy.name ?? decidedBy.user) : ''
  const when = timeOfDay(decidedAt, timezone)
  const line = () => {
    switch (state) {
      case 'held':
        return words.held(day, name, when)
      case 'replaced':
        return words.replaced(day)
      case 'over':
        return words.over(day)
      default:
        return decidedBy ? words.approved(day, name, when) : words.withoutReview(day)
    }
  }
  return { body: [paragraph(line())], buttons: isReleasable ? [button(words.release, 'release', digest, hash)] : [] }
}
