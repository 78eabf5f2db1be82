import { createHash } from 'node:crypto'
import { postPartOnce } from '../../delivery/post-part.ts'
import { paragraph, sentence } from '../../domain/build.ts'
import { type DeliveryId, deliveryId, type MessageRef } from '../../domain/delivery.ts'
import { type Digest, digestId, type Section } from '../../domain/digest.ts'
import { errorFields } from '../../domain/errors.ts'
import type { FormSubmission, Reply, Requester } from '../../domain/interaction.ts'
import { LaneLost } from '../../domain/lane.ts'
import { pieceKey } from '../../domain/outline.ts'
import type { Part } from '../../domain/part.ts'
import { formatPartKey, type PartKey } from '../../domain/part-key.ts'
import { plainText } from '../../domain/text.ts'
import { messagesFor } from '../../i18n/messages.ts'
import { withTimeout } from '../../lib/clock.ts'
import type { AccessContext, ChatContext, OperatorContext, PostContext, ReadContext } from '../context.ts'
import { postedMessage } from '../requester-place.ts'
import { isInWorkspace } from '../visibility.ts'
import { quotation, reportCard } from './card.ts'
import { inMemoryReceipts, type RecentReports } from './deduplicate.ts'
import { longestReport, type ReportAction, sectionOf, wordsField } from './form.ts'

/** Whether a report was posted to the reports channel, or only logged. */
export type ReportOutcome = 'sent' | 'noted'

/** How long the reader waits for the outcome; sending continues after it. In milliseconds. */
const timeoutMs = 4_000

/** Sends a reader's report once, and thanks them. */
export async function submitReport(
  { requester, values, message }: FormSubmission,
  control: ReportAction,
  context: ReadContext & PostContext & AccessContext & OperatorContext,
  recent: RecentReports<ReportOutcome>,
): Promise<Reply> {
  const found = await sectionOf(control, requester, context)
  if ('reply' in found) return found.reply
  const phrases = messagesFor(requester.language ?? found.digest.language).reports
  const words = (values[wordsField]?.[0] ?? '').trim().slice(0, longestReport)
  if (words === '') return { ...sentence(phrases.empty), field: wordsField }
  const key = keyOf(words, control, requester)
  const report = { ...found, words, key, requester }
  const now = context.clock.now()
  const isAllowed = () => context.postLimit.allows(requester, now)
  const sending = recent.once(key, now, isAllowed, () => send(report, message, context))
  if (!sending) {
    const body = [paragraph(phrases.tooMany), quotation(words)]
    return { type: 'cards', show: 'private', cards: [{ body, buttons: [] }], field: wordsField }
  }
  return sentence((await withTimeout(sending, timeoutMs)) === 'sent' ? phrases.thanks : phrases.noted)
}

interface Report {
  readonly digest: Digest
  readonly section: Section
  readonly words: string
  readonly key: PartKey
  readonly requester: Requester
}

/** Equal for equal text by the same reader on the same section, so that a copy is not a second report. */
function keyOf(words: string, { digest, section }: ReportAction, { platform, user }: Requester): PartKey {
  const report = JSON.stringify([platform, user, digest, section, words])
  const id = createHash('sha256').update(report).digest('hex').slice(0, 16)
  return formatPartKey({ piece: { type: 'report', id } })
}

/** A report that cannot be sent is logged. Throws only `LaneLost`: the machine that posts in the channel of reports sends it. */
async function send(
  report: Report,
  message: MessageRef | undefined,
  context: ReadContext & PostContext & AccessContext & OperatorContext,
): Promise<ReportOutcome> {
  const { digest, section, requester, words } = report
  const link = await linkOf(report, message, context)
  const { platform, user } = requester
  const title = plainText(section.title)
  const about = { digest: digestId(digest), section: section.number, title, link, platform, user }
  const reports = context.reports()
  try {
    if (reports) {
      const ref = await post(report, link, reports, context)
      context.log.info({ ...about, sentTo: ref?.link ?? reports.channel }, 'a reader reported a mistake')
      return 'sent'
    }
  } catch (error) {
    if (error instanceof LaneLost) throw error
    context.log.warn({ ...reports, ...errorFields(error) }, 'a report could not be posted')
  }
  // Readers' text is logged only here, where it would be lost. No other log line has the field `report`.
  context.log.info({ ...about, report: words }, 'a reader reported a mistake')
  return 'noted'
}

async function post(
  report: Report,
  link: string | undefined,
  { platform: name, channel }: NonNullable<ReturnType<ChatContext['reports']>>,
  context: ReadContext & PostContext & AccessContext,
): Promise<MessageRef | undefined> {
  const connected = context.platforms.get(name)
  if (!connected) throw new TypeError(`reports go to ${name}, which is not connected`)
  const platform = context.platformFor?.(connected, { platform: name, channel }) ?? connected
  const { key, digest, requester, words } = report
  const id: DeliveryId = deliveryId({ name: 'reports' }, digestId(digest))
  const { clock, log, signal } = context
  const posting = { platform, ledger: inMemoryReceipts(), clock, log, signal }
  const postPart = (part: Part) => {
    const marker = { delivery: id, part: part.key }
    return postPartOnce(id, { place: { channel }, part, marker }, posting)
  }
  // People of a workspace are not named in another one, which cannot open their messages either.
  const isFromHere =
    requester.platform !== name || isInWorkspace({ platform: name, channel }, requester, context.workspaces)
  const card =
    isFromHere || requester.workspace === undefined
      ? reportCard(report, words, requester, link)
      : reportCard(report, words, requester.workspace, undefined)
  const [first, ...others] = platform.renderer.renderCards(key, [card])
  const ref = first && (await postPart(first))
  for (const part of others) await postPart(part)
  return ref
}

/** The staff who handle reports are not the reader, and may see every channel. */
const everywhere = async () => true

/** The link to the section's message: the one the reader used, if it is the bot's and in a channel. */
async function linkOf(
  { digest, section, requester }: Report,
  message: MessageRef | undefined,
  context: ReadContext,
): Promise<string | undefined> {
  const id = digestId(digest)
  const known = message && (await context.ledger.findByMessage(message))
  const part = known && (await context.ledger.parts(known.id)).find(({ key }) => key === known.key)
  const ref =
    part?.ref ?? (await postedMessage(id, pieceKey({ type: 'section', section }), requester, context, everywhere))
  return ref?.link
}
