import { bullets, paragraph, strong, unstyled } from '../../domain/build.ts'
import { type Digest, digestId } from '../../domain/digest.ts'
import { overviewKey } from '../../domain/part-key.ts'
import { plainText } from '../../domain/text.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { longDate } from '../../i18n/dates.ts'
import { labelsFor } from '../../i18n/messages.ts'
import { digestTitle, factsOf, introduction, storyLines, tagged } from '../shared/content.ts'
import { plainTextObject } from './block-kit.ts'
import { type Choice, linkButton, select } from './controls.ts'
import { coloredTag } from './inlines.ts'
import { type PieceMessage, withTitle } from './message-parts.ts'

/** The message that opens a digest: a line for each story, and controls for pieces that are not posted. */
export function overviewMessage(digest: Digest, vocabulary: Vocabulary, onDemand: readonly Choice[]): PieceMessage {
  const labels = labelsFor(digest.language)
  const name = withTitle([unstyled(digestTitle(digest))], 1)
  const facts = factsOf(digest, longDate(digest.date, digest.language))
  const stories = storyLines(digest).map((line) => ({
    ...line,
    tags: line.tags.map((tag) => coloredTag(tag, vocabulary)),
  }))
  const asHeader = name.header.length > 0
  return {
    key: overviewKey,
    title: name.title,
    opening: asHeader ? [...name.opening, facts] : [],
    header: asHeader ? [...name.header, { type: 'context', elements: [plainTextObject(facts)] }] : [],
    content: [
      ...(asHeader ? [] : [...name.content, paragraph(facts)]),
      ...introduction(digest),
      ...(stories.length > 0
        ? [bullets(stories.map(({ tags, headline, text }) => tagged(tags, [strong(...headline)], text)))]
        : []),
    ],
    controls: [
      ...select({ action: 'read', digest: digestId(digest) }, labels.readSection, onDemand),
      ...linkButton(labels.readOnline, digest.url),
    ],
    headlines: [
      name.title,
      facts,
      ...stories.map(({ tags, headline, text }) => plainText(tagged(tags, headline.length > 0 ? headline : text))),
    ],
  }
}
