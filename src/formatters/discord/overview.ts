import { bullets, link, paragraph, strong, unstyled } from '../../domain/build.ts'
import { type Block, type Digest, digestId } from '../../domain/digest.ts'
import type { CorrectionMark, Part } from '../../domain/part.ts'
import { continuedKey, overviewKey } from '../../domain/part-key.ts'
import { truncate } from '../../domain/truncate.ts'
import { longDate } from '../../i18n/dates.ts'
import { type Labels, labelsFor } from '../../i18n/messages.ts'
import { plainBlocks } from '../plain/blocks.ts'
import { digestTitle, factsOf, introduction, storyLines, tagged } from '../shared/content.ts'
import { blocksMarkdown } from './blocks.ts'
import type { ActionRow } from './components.ts'
import { linkRow, option, selectRows } from './controls.ts'
import { escapeText, headingLine } from './escape.ts'
import { lineMarkdown } from './inlines.ts'
import { contentBudget, contentFits, rowsMax } from './limits.ts'
import { classicMessage } from './message.ts'
import { type PieceMessage, pack, splitTitle } from './message-parts.ts'
import { discordCorrectionNotice } from './notice.ts'
import { tagInlines } from './pieces.ts'

/** A title longer than this continues in the text: plain content holds less than components do. */
const titleMax = 300

/**
 * The overview as plain content, whose text is in the notification. Only its first message notifies. `onDemand` are the
 * chapters that readers can open, if they are not posted.
 */
export function overviewParts(digest: Digest, onDemand: readonly PieceMessage[], corrected?: CorrectionMark): Part[] {
  const labels = labelsFor(digest.language)
  const name = digestTitle(digest)
  const { title, rest } = splitTitle([unstyled(name)], titleMax)
  const mark = corrected ? ` · ${discordCorrectionNotice(corrected, labels)}` : ''
  const head = `${title.length > 0 ? `${headingLine('##', lineMarkdown(title))}\n` : ''}-# ${factsOf(digest, dateMark(digest))}${mark}`
  const continued = `-# ${escapeText(labels.continued(truncate(name, 100)))}`
  const longer = head.length > continued.length ? head : continued
  const linkButtons = linkRow(labels.readOnline, digest.url)
  const stretches = [
    rest,
    introduction(digest),
    storyBullets(digest),
    linkButtons.length > 0 ? [] : pageLink(digest, labels),
  ]
  const packed = pack(stretches, (blocks) => contentFits(`${longer}\n${blocksMarkdown(blocks)}`))
  // A digest of notes or prose has no line for a story.
  const runs = packed.length > 0 ? packed : [[]]
  return runs.map((blocks, at) => {
    const content = `${at === 0 ? head : continued}\n${blocksMarkdown(blocks)}`.trimEnd()
    const select =
      at === runs.length - 1 ? readRows(digest, onDemand, labels).slice(0, rowsMax - linkButtons.length) : []
    const opening = [name, longDate(digest.date, digest.language)].join('\n')
    return {
      key: continuedKey(overviewKey, at + 1),
      body: { ...classicMessage(content, [...(at === 0 ? linkButtons : []), ...select], at === 0) },
      plain: [...(at === 0 ? [opening] : []), plainBlocks(blocks)].filter(Boolean).join('\n\n'),
      budget: contentBudget(content),
    }
  })
}

/** The client writes the date as its reader is used to. At this hour it is the same day from Hawaii to New Zealand. */
function dateMark({ date }: Digest): string {
  return `<t:${Date.parse(`${date}T10:30:00Z`) / 1000}:D>`
}

function storyBullets(digest: Digest): Block[] {
  const lines = storyLines(digest).map(({ tags, headline, text }) =>
    tagged(tags.map(tagInlines), [strong(...headline)], text),
  )
  return lines.length > 0 ? [bullets(lines)] : []
}

/** A line with an address that no button accepts. */
function pageLink({ url }: Digest, labels: Labels): Block[] {
  if (!url) return []
  return [paragraph(link(labels.readOnline, url))]
}

function readRows(digest: Digest, chapters: readonly PieceMessage[], labels: Labels): ActionRow[] {
  const options = chapters.map(({ name, key }) => option(name, key))
  return selectRows({ action: 'read', digest: digestId(digest) }, labels.readSection, options)
}
