import { partId } from '../commands/subcommands/resolve.ts'
import { nearestLink, type UncertainPart } from '../domain/delivery.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { PartStore } from '../domain/ledger.ts'
import type { RefusedPart } from '../domain/ledger-stats.ts'
import { outline, pieceKey } from '../domain/outline.ts'
import { placeOf } from '../domain/part-key.ts'
import { plainText } from '../domain/text.ts'
import { describeFailure } from '../i18n/failures.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { Alert, AlertMessages } from './alert.ts'
import { formatSubject } from './subject.ts'

interface PartContext {
  readonly ledger: PartStore
  readonly repository: Pick<DigestRepository, 'get'>
}

/** It is unknown whether a part is in its channel. */
export async function uncertainAlert(
  part: UncertainPart,
  messages: AlertMessages,
  { ledger, repository }: PartContext,
): Promise<Alert> {
  const { delivery, key, destination, digest } = part
  const title = (await titleOf(part, repository)) ?? key
  const near = nearestLink(key, await ledger.parts(delivery))
  const settle = { action: 'settle', part: partId(part) } as const
  return {
    kind: 'uncertain',
    subject: formatSubject('uncertain', `${delivery}/${key}`),
    name: destination,
    title: messages.uncertain(title, destination),
    words: [messages.uncertainWhy(key, digest)],
    buttons: [
      ...(near ? [{ label: messages.openNearest, url: near }] : []),
      { label: messages.isThere, control: { ...settle, isThere: true }, style: 'primary' },
      { label: messages.sendIt, control: { ...settle, isThere: false } },
    ],
  }
}

/** The platform refused one message of a digest. */
export async function refusedAlert(
  part: RefusedPart,
  language: string,
  repository: PartContext['repository'],
): Promise<Alert> {
  const messages = messagesFor(language).alerts
  const { delivery, key, destination, digest, reason } = part
  return {
    kind: 'refused',
    subject: formatSubject('refused', `${delivery}/${key}`),
    name: destination,
    title: messages.refused((await titleOf(part, repository)) ?? key, destination),
    words: [describeFailure(reason, language), messages.refusedWhy(key, digest)],
    buttons: [],
  }
}

async function titleOf(
  { digest, key }: Pick<UncertainPart, 'digest' | 'key'>,
  repository: PartContext['repository'],
): Promise<string | undefined> {
  const read = await repository.get(digest)
  if (!read) return undefined
  if (key === 'overview') return read.title ?? read.date
  const piece = outline(read).find((each) => placeOf(key).first === pieceKey(each))
  return piece?.type === 'section' ? plainText(piece.section.title) : undefined
}
