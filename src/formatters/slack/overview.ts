import { bullets, paragraph, strong, unstyled } from '../../domain/build.ts'
import { type Block, type Digest, digestId, type Inline } from '../../domain/digest.ts'
import { overviewKey } from '../../domain/part-key.ts'
import { plainText } from '../../domain/text.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { longDate } from '../../i18n/dates.ts'
import { labelsFor } from '../../i18n/messages.ts'
import { readingMinutes } from '../shared/reading-time.ts'
import { plainTextObject } from './block-kit.ts'
import { type Choice, linkButton, select } from './controls.ts'
import { spaced, tagInline } from './inlines.ts'
import { type PieceMessage, withTitle } from './message-parts.ts'

/** The message that opens a digest, with a line for each story; and what readers may ask for, when it is not posted. */
export function overviewMessage(digest: Digest, vocabulary: Vocabulary, onDemand: readonly Choice[]): PieceMessage {
  const labels = labelsFor(digest.language)
  const name = withTitle([unstyled(digest.title?.trim() || labels.untitled)], 1)
  const facts = factsOf(digest)
  const stories = storyLines(digest, vocabulary)
  const asHeader = name.header.length > 0
  return {
    key: overviewKey,
    title: name.title,
    opening: asHeader ? [...name.opening, facts] : [],
    header: asHeader ? [...name.header, { type: 'context', elements: [plainTextObject(facts)] }] : [],
    content: [
      ...(asHeader ? [] : [...name.content, paragraph(facts)]),
      ...introduction(digest),
      bullets(stories.map(({ tag, headline, text }) => spaced(tag, [strong(...headline)], text))),
    ],
    controls: [
      ...select({ action: 'read', digest: digestId(digest) }, labels.readSection, onDemand),
      ...linkButton(labels.readOnline, digest.url),
    ],
    headlines: [
      name.title,
      facts,
      ...stories.map(({ tag, headline, text }) => plainText(spaced(tag, headline.length > 0 ? headline : text))),
    ],
  }
}

/** When, how many stories, how long to read. */
export function factsOf(digest: Digest): string {
  const labels = labelsFor(digest.language)
  const stories = digest.sections.length + (digest.notes?.length ?? 0)
  return [longDate(digest.date, digest.language), labels.stories(stories), labels.minutes(readingMinutes(digest))].join(
    ' · ',
  )
}

/** What the author wrote before the overview. */
function introduction({ prose }: Digest): Block[] {
  return prose
    .filter(({ before }) => before === 'overview')
    .flatMap(({ title, blocks }): Block[] => [{ type: 'heading', depth: 1, children: title }, ...blocks])
}

interface StoryLine {
  readonly tag: readonly Inline[]
  readonly headline: readonly Inline[]
  readonly text: readonly Inline[]
}

/** The author's overview, else the sections' titles. */
function storyLines({ overview = [], sections }: Digest, vocabulary: Vocabulary): StoryLine[] {
  const tagOf = (tag?: string) => (tag ? [tagInline(tag, vocabulary)] : [])
  if (overview.length === 0) return sections.map(({ tag, title }) => ({ tag: tagOf(tag), headline: title, text: [] }))
  // Bullets stand for sections one by one; where the counts differ, they cannot be matched.
  const paired = overview.length === sections.length
  return overview.map((highlight, at) => ({ ...highlight, tag: paired ? tagOf(sections[at]?.tag) : [] }))
}
