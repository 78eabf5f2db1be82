import { parseAction } from '../../domain/action.ts'
import type { Discussion, Layout } from '../../domain/destination.ts'
import { type Digest, tagsOf } from '../../domain/digest.ts'
import type { CorrectionMark, CorrectionMarks, Part } from '../../domain/part.ts'
import { overviewKey } from '../../domain/part-key.ts'
import { truncate } from '../../domain/truncate.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { shortDate } from '../../i18n/dates.ts'
import { digestTitle, ownPieces } from '../shared/content.ts'
import { withoutWideTables } from '../shared/wide-tables.ts'
import { type ActionRow, row } from './components.ts'
import { neutralizeMentions } from './escape.ts'
import { threadNameMax } from './limits.ts'
import { messageParts, type PieceMessage } from './message-parts.ts'
import { overviewParts } from './overview.ts'
import { pieceMessage } from './pieces.ts'

/** resources/channel, "Thread Metadata Object": one week, the longest there is. */
const archiveAfterMinutes = 10_080

/** A digest as Discord messages, in the order in which they are posted. What is marked says that it was corrected. */
export function renderDiscord(
  original: Digest,
  layout: Layout,
  vocabulary: Vocabulary,
  discussion: Discussion = 'on-click',
  marks: CorrectionMarks = new Map(),
): Part[] {
  const { digest, written } = writePieces(original, vocabulary, discussion, marks)
  if (layout === 'overview') {
    const visible = written.filter(({ parts }) => parts.length > 0)
    return overviewParts(
      digest,
      visible.map(({ message }) => message),
      marks.get(overviewKey),
    )
  }
  const parts = [...overviewParts(digest, [], marks.get(overviewKey)), ...written.flatMap(({ parts }) => parts)]
  if (layout === 'sections') return parts
  return parts.map((part) => {
    if (part.key !== 'overview') return { ...part, under: overviewKey }
    return layout === 'forum' ? forumStarter(part, digest) : part
  })
}

interface WrittenPieces {
  readonly vocabulary: Vocabulary
  readonly discussion: Discussion
  /** Without wide tables. */
  readonly digest: Digest
  readonly written: readonly { readonly message: PieceMessage; readonly parts: readonly Part[] }[]
}

/** A cache of the last digest's pieces without marks, which are the same in every layout. */
let unmarked: { readonly original: Digest; readonly pieces: WrittenPieces } | undefined

function writePieces(
  original: Digest,
  vocabulary: Vocabulary,
  discussion: Discussion,
  marks: CorrectionMarks,
): WrittenPieces {
  const known = marks.size === 0 && unmarked?.original === original ? unmarked.pieces : undefined
  if (known?.vocabulary === vocabulary && known.discussion === discussion) return known
  const digest = withoutWideTables(original)
  const messages = ownPieces(digest).map((piece) => pieceMessage(piece, digest, vocabulary))
  const shown = discussion === 'off' ? messages.map(withoutDiscussion) : messages
  const marked = shown.map((message) => withMark(message, marks.get(message.key)))
  const written = marked.map((message) => ({ message, parts: messageParts(message) }))
  const pieces = { vocabulary, discussion, digest, written }
  if (marks.size === 0) unmarked = { original, pieces }
  return pieces
}

/** The message that opens a forum post, with the post around it. */
function forumStarter(part: Part, digest: Digest): Part {
  const date = shortDate(digest.date, digest.language)
  const title = neutralizeMentions(digestTitle(digest))
  const name = `${truncate(title, threadNameMax - date.length - 3)} — ${date}`
  const items = digest.sections.length > 0 ? digest.sections : (digest.notes ?? [])
  const tags = [...new Set([...items.flatMap(tagsOf), ...(digest.tags ?? [])])]
  return { ...part, body: { name, message: part.body, auto_archive_duration: archiveAfterMinutes }, tags }
}

function withMark(message: PieceMessage, corrected: CorrectionMark | undefined): PieceMessage {
  return corrected ? { ...message, corrected } : message
}

function withoutDiscussion({ discuss: _, ...message }: PieceMessage): PieceMessage {
  const isOther = (control: ActionRow['components'][number]) =>
    !('custom_id' in control) || parseAction(control.custom_id)?.action !== 'discuss'
  const rows = message.controls.map(({ components }) => row(...components.filter(isOther)))
  return { ...message, controls: rows.filter(({ components }) => components.length > 0) }
}
