import { createHash } from 'node:crypto'
import { resolve } from '../../delivery/resolve/resolve.ts'
import type { Control } from '../../domain/action.ts'
import { sentence } from '../../domain/build.ts'
import type { UncertainPart } from '../../domain/delivery.ts'
import type { Asker, Reply } from '../../domain/interaction.ts'
import { managePhrasesFor } from '../../i18n/subscription-phrases.ts'
import type { Desk } from '../context.ts'
import { mayManage } from '../subscriptions/permissions.ts'

/** Short enough for a control, long enough that no two parts share it. */
const idLength = 16

/** What a control calls an uncertain part. */
export function partId({ delivery, key }: Pick<UncertainPart, 'delivery' | 'key'>): string {
  return createHash('sha256').update(`${delivery}\n${key}`).digest('hex').slice(0, idLength)
}

/** Takes the word of somebody who looked in the channel, if they may say so. */
export async function settlePart(
  { part: id, isThere }: Extract<Control, { action: 'settle' }>,
  asker: Asker,
  desk: Desk,
): Promise<Reply> {
  if (!mayManage(asker, desk)) return sentence(managePhrasesFor(asker.language).notAllowed)
  const { ledger, clock, log, destinations } = desk
  const part = (await ledger.uncertain()).find((each) => partId(each) === id)
  if (!part) return sentence('That is settled already.')
  const finding = { delivery: part.delivery, part: part.key, isThere }
  const words = await resolve(finding, { ledger, destinations: destinations(), now: clock.now() })
  log.info({ ...finding, platform: asker.platform, user: asker.user }, 'an uncertain part is settled')
  desk.wake()
  return sentence(words)
}
