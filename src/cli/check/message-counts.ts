import type { Destination, Layout } from '../../domain/destination.ts'
import type { Problem } from '../../domain/problem.ts'
import type { LayoutCount } from '../../i18n/en/problems-lint.ts'
import { type Language, messagesFor } from '../../i18n/messages.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import { problemText } from '../../i18n/problems.ts'
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
    // How much of the digest a destination with tags gets is unknown.
    countsInUse(digest, destinations, ({ tags }) => tags.length === 0)
      .filter(({ inChannel }) => inChannel > channelMax)
      .map(({ platform, layout, inChannel }): Problem => {
        const others = quietCounts(digest.messages, platform)
        const text = problemText('many-messages', platformTitle(platform), layout, inChannel, others)
        return { file: digest.file, line: 1, column: 1, severity: 'warning', rule: 'many-messages', ...text }
      }),
  )
}

function quietCounts(messages: readonly MessageCount[], platform: MessageCount['platform']): LayoutCount[] {
  return messages
    .filter((count) => count.platform === platform && quietLayouts.includes(count.layout))
    .map(({ layout, inChannel, all }) => ({ layout, inChannel, inThread: all - inChannel }))
}

/** What a morning posts on each platform in the layouts of the destinations, by the digests that were checked. */
export function summarizeMessages(
  digests: readonly CountedDigest[],
  destinations: readonly Posted[],
  language?: Language,
): string[] {
  const posted = digests.filter(({ publication }) => destinations.some((each) => each.publication === publication))
  const counts = posted.flatMap((digest) => countsInUse(digest, destinations, () => true))
  const groups = Map.groupBy(counts, ({ platform, layout }) => `${platformTitle(platform)} (${layout})`)
  return [...groups].map(([name, group]) => {
    const inThread = group.map(({ all, inChannel }) => all - inChannel)
    const { morning } = messagesFor(language).problemList
    return morning(name, rangeOf(group.map(({ inChannel }) => inChannel)), rangeOf(inThread))
  })
}

function rangeOf(counts: readonly number[]): [least: number, most: number] {
  return [Math.min(...counts), Math.max(...counts)]
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
