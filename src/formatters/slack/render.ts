import { parseAction } from '../../domain/action.ts'
import type { Discussion, Layout } from '../../domain/destination.ts'
import type { Digest } from '../../domain/digest.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import { pieceKey } from '../../domain/outline.ts'
import type { CorrectionMarks, Part } from '../../domain/part.ts'
import { overviewKey } from '../../domain/part-key.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { labelsFor } from '../../i18n/messages.ts'
import { ownPieces, pieceName } from '../shared/content.ts'
import { withoutWideTables } from '../shared/wide-tables.ts'
import { messageParts, type PieceMessage } from './message-parts.ts'
import { overviewMessage } from './overview.ts'
import { pieceMessage } from './pieces.ts'

/** The layouts that Slack can show. The first is the default: Slack has no silent messages, so only one should notify. */
export const slackLayouts = ['thread', 'sections', 'overview'] as const satisfies readonly Layout[]

/** A digest as Slack messages that fit with room to spare. The same digest, layout and marks give the same parts. */
export function renderSlack(
  original: Digest,
  layout: Layout,
  vocabulary: Vocabulary,
  discussion: Discussion = 'on-click',
  marks: CorrectionMarks = new Map(),
): Part[] {
  const digest = withoutWideTables(original)
  if (layout === 'forum') {
    throw new ConfigurationError(`Slack has no forums: choose one of the layouts ${slackLayouts.join(', ')}`)
  }
  const labels = labelsFor(digest.language)
  const pieces = ownPieces(digest)
  const choices = pieces.map((piece) => ({ label: pieceName(piece, digest), value: pieceKey(piece) }))
  const overview = overviewMessage(digest, vocabulary, layout === 'overview' ? choices : [])
  const messages = layout === 'overview' ? [] : pieces.map((piece) => pieceMessage(piece, digest, vocabulary))
  const shown = discussion === 'off' ? messages.map(withoutDiscussion) : messages
  const parts = [overview, ...shown].flatMap((message) => messageParts(message, labels, marks.get(message.key)))
  return layout === 'thread' ? parts.map(underOverview) : parts
}

function underOverview(part: Part): Part {
  return part.key === 'overview' ? part : { ...part, under: overviewKey }
}

function withoutDiscussion({ discuss: _, ...message }: PieceMessage): PieceMessage {
  const isOther = ({ action_id: id }: PieceMessage['controls'][number]) => parseAction(id)?.action !== 'discuss'
  return { ...message, controls: message.controls.filter(isOther) }
}
