import type { Destination, Layout } from '../../domain/destination.ts'
import type { Problem } from '../../domain/problem.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import type { MessageCount } from '../../platforms/examine-messages.ts'

/** A digest that was checked, with the messages that it is in each layout. */
export interface CountedDigest {
  readonly file: string
  readonly publication: string
  readonly messages: readonly MessageCount[]
}

type Posted = Pick<Destination, 'platform' | 'layout' | 'publication' | 'tags'>

/** More messages at once push out what people write in a channel. */
const channelMax = 10

/** Layouts that post one message in the channel itself. */
const quietLayouts: readonly Layout[] = ['thread', 'overview']

/** Digests that post more messages in a channel, in the layout in use, than its readers want at once. */
export function warnOfManyMessages(digests: readonly CountedDigest[], destinations: readonly Posted[]): Problem[] {
  return digests.flatMap((digest) =>
    // How much of the digest a destination with tags gets is not known.
    countsInUse(digest, destinations, ({ tags }) => tags.length === 0)
      .filter(({ inChannel }) => inChannel > channelMax)
      .map(({ platform, layout, inChannel }): Problem => {
        const message = `This digest posts ${inChannel} messages in a channel of ${platformTitle(platform)} with \`layout: ${layout}\`.`
        const fix = `Choose another layout: ${adviceFor(digest.messages, platform)}.`
        return { file: digest.file, line: 1, column: 1, severity: 'warning', rule: 'many-messages', message, fix }
      }),
  )
}

function adviceFor(messages: readonly MessageCount[], platform: MessageCount['platform']): string {
  return messages
    .filter((count) => count.platform === platform && quietLayouts.includes(count.layout))
    .map(({ layout, inChannel, all }) => {
      const below = all > inChannel ? ` and ${all - inChannel} in its thread` : ''
      return `\`${layout}\` posts ${inChannel}${below}`
    })
    .join(', ')
}

/** What a morning posts on each platform in the layouts of the destinations, by the digests that were checked. */
export function summarizeMessages(digests: readonly CountedDigest[], destinations: readonly Posted[]): string[] {
  const posted = digests.filter(({ publication }) => destinations.some((each) => each.publication === publication))
  const counts = posted.flatMap((digest) => countsInUse(digest, destinations, () => true))
  const groups = Map.groupBy(counts, ({ platform, layout }) => `${platformTitle(platform)} (${layout})`)
  return [...groups].map(([name, group]) => {
    const inThread = group.map(({ all, inChannel }) => all - inChannel)
    const below = Math.max(...inThread) > 0 ? ` and ${range(inThread)} in its thread` : ''
    return `A morning posts ${range(group.map(({ inChannel }) => inChannel))} in a channel${below} on ${name}.`
  })
}

function range(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  if (most === 1) return '1 message'
  return least === most ? `${most} messages` : `${least} to ${most} messages`
}

/** The counts in the layouts in use, or in the default layouts if the digest goes to no destination yet. */
function countsInUse(
  { publication, messages }: CountedDigest,
  destinations: readonly Posted[],
  isCounted: (destination: Posted) => boolean,
): MessageCount[] {
  const own = destinations.filter((destination) => destination.publication === publication)
  if (own.length === 0) return messages.filter(({ isDefault }) => isDefault)
  const used = own.filter(isCounted)
  return messages.filter((count) =>
    used.some(({ platform, layout }) => platform === count.platform && layout === count.layout),
  )
}
