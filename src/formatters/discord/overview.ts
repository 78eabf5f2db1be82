import { unstyled } from '../../domain/build.ts'
import { type Block, type Digest, digestId, type Inline } from '../../domain/digest.ts'
import type { CorrectionMark, Part } from '../../domain/part.ts'
import { continuedKey, overviewKey } from '../../domain/part-key.ts'
import { truncate } from '../../domain/truncate.ts'
import { longDate } from '../../i18n/dates.ts'
import { type Labels, labelsFor } from '../../i18n/messages.ts'
import { plainBlocks } from '../plain/blocks.ts'
import { readingMinutes } from '../shared/reading-time.ts'
import { blocksMarkdown } from './blocks.ts'
import type { ActionRow } from './components.ts'
import { linkRow, option, selectRows } from './controls.ts'
import { escapeText } from './escape.ts'
import { lineMarkdown } from './inlines.ts'
import { contentBounds, contentBudget, rowsMax } from './limits.ts'
import { classicMessage } from './message.ts'
import { type PieceMessage, pack, splitTitle } from './message-parts.ts'
import { discordCorrectionNotice } from './notice.ts'
import { bulletLine, tagInlines } from './pieces.ts'

/** A title longer than this goes on below itself: plain content holds less than components do. */
const titleMax = 300

/**
 * The overview as plain content, whose words show in a notification. Only its first message notifies. `onDemand` are
 * the chapters that readers ask for, when they are not posted.
 */
export function overviewParts(digest: Digest, onDemand: readonly PieceMessage[], corrected?: CorrectionMark): Part[] {
  const labels = labelsFor(digest.language)
  const name = digestTitle(digest, labels)
  const { title, rest } = splitTitle([unstyled(name)], titleMax)
  const mark = corrected ? ` · ${discordCorrectionNotice(corrected, labels)}` : ''
  const head = `${title.length > 0 ? `## ${lineMarkdown(title)}\n` : ''}-# ${metaLine(digest, labels)}${mark}`
  const continued = `-# ${escapeText(labels.continued(truncate(name, 100)))}`
  const room = contentBounds.budget - Math.max(head.length, continued.length) - 1
  const link = linkRow(labels.readOnline, digest.url)
  const stretches = [rest, introBlocks(digest), bullets(digest), link.length > 0 ? [] : pageLink(digest, labels)]
  const runs = pack(stretches, (blocks) => blocksMarkdown(blocks).length <= room)
  return runs.map((blocks, at) => {
    const content = `${at === 0 ? head : continued}\n${blocksMarkdown(blocks)}`
    const select = at === runs.length - 1 ? readRows(digest, onDemand, labels).slice(0, rowsMax - link.length) : []
    const opening = [name, longDate(digest.date, digest.language)].join('\n')
    return {
      key: continuedKey(overviewKey, at + 1),
      body: { ...classicMessage(content, [...(at === 0 ? link : []), ...select], at === 0) },
      plain: [...(at === 0 ? [opening] : []), plainBlocks(blocks)].join('\n\n'),
      budget: contentBudget(content),
    }
  })
}

export function digestTitle({ title }: Digest, labels: Labels): string {
  return title?.trim() || labels.untitled
}

function metaLine(digest: Digest, labels: Labels): string {
  const stories = labels.stories(digest.sections.length + (digest.notes?.length ?? 0))
  return [dateMark(digest), stories, labels.minutes(readingMinutes(digest))].join(' · ')
}

/** The client writes the date as its reader is used to. At this hour it is the same day from Hawaii to New Zealand. */
function dateMark({ date }: Digest): string {
  return `<t:${Date.parse(`${date}T10:30:00Z`) / 1000}:D>`
}

/** What the author wrote before the overview belongs to it. */
function introBlocks({ prose }: Digest): Block[] {
  return prose
    .filter(({ before }) => before === 'overview')
    .flatMap(({ title, blocks }): Block[] => [
      ...(title.length > 0 ? [{ type: 'heading', depth: 1, children: title } as const] : []),
      ...blocks,
    ])
}

/** The author's overview, else the sections' titles. */
function bullets({ overview = [], sections }: Digest): Block[] {
  // Only with as many bullets as sections is it clear which belongs to which.
  const paired = overview.length === sections.length
  const lines: Inline[][] =
    overview.length > 0
      ? overview.map(({ headline, text }, at) =>
          bulletLine([tagInlines(paired ? sections[at]?.tag : undefined), strong(headline), text]),
        )
      : sections.map(({ tag, title }) => bulletLine([tagInlines(tag), strong(title)]))
  const items = lines.map((children) => ({ children: [{ type: 'paragraph', children }] as const }))
  return [{ type: 'list', ordered: false, start: 1, items }]
}

/** For an address that no button takes. */
function pageLink({ url }: Digest, labels: Labels): Block[] {
  if (!url) return []
  return [{ type: 'paragraph', children: [{ type: 'link', url, children: [unstyled(labels.readOnline)] }] }]
}

function strong(children: readonly Inline[]): Inline[] {
  return [{ type: 'strong', children }]
}

function readRows(digest: Digest, chapters: readonly PieceMessage[], labels: Labels): ActionRow[] {
  const options = chapters.map(({ name, key }) => option(name, key))
  return selectRows({ action: 'read', digest: digestId(digest) }, labels.readSection, options)
}
