import type { Destination, Layout } from '../../domain/destination.ts'
import type { Problem } from '../../domain/problem.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import type { MessageCount } from '../../platforms/refusals.ts'

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
  const inUse = layoutsInUse(destinations.filter(({ tags }) => tags.length === 0))
  return digests.flatMap(({ file, publication, messages }) =>
    inUse
      .filter((use) => use.publication === publication)
      .flatMap(({ platform, layout }): Problem[] => {
        const count = countOf(messages, platform, layout)
        if (!count || count.inChannel <= channelMax) return []
        const message = `This digest posts ${count.inChannel} messages in a channel of ${platformTitle(platform)} with \`layout: ${layout}\`; ${adviceFor(messages, platform)}.`
        return [{ file, line: 1, column: 1, severity: 'warning', rule: 'many-messages', message }]
      }),
  )
}

function adviceFor(messages: readonly MessageCount[], platform: MessageCount['platform']): string {
  return quietLayouts
    .flatMap((layout) => {
      const count = countOf(messages, platform, layout)
      if (!count) return []
      const below = count.all > count.inChannel ? ` and ${count.all - count.inChannel} in its thread` : ''
      return [`\`${layout}\` posts ${count.inChannel}${below}`]
    })
    .join(', ')
}

/** What a morning posts on each platform in the layouts in use, by the digests that were checked: `Slack (thread): …`. */
export function summarizeMessages(digests: readonly CountedDigest[], destinations: readonly Posted[]): string[] {
  const uses = layoutsInUse(destinations).map(({ publication, platform, layout }) => {
    const own = digests.filter((digest) => digest.publication === publication)
    const counts = own.flatMap(({ messages }) => countOf(messages, platform, layout) ?? [])
    return { platform, layout, counts }
  })
  const groups = Map.groupBy(uses, ({ platform, layout }) => `${platformTitle(platform)} (${layout})`)
  return [...groups].flatMap(([name, group]) => {
    const counts = group.flatMap((use) => use.counts)
    if (counts.length === 0) return []
    const inChannel = counts.map((count) => count.inChannel)
    const inThread = counts.map((count) => count.all - count.inChannel)
    const below = Math.max(...inThread) > 0 ? ` and ${range(inThread)} in its thread` : ''
    return [`A morning posts ${range(inChannel)} in a channel${below} on ${name}.`]
  })
}

function range(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  if (most === 1) return '1 message'
  return least === most ? `${most} messages` : `${least} to ${most} messages`
}

function layoutsInUse(destinations: readonly Posted[]): Posted[] {
  return [
    ...new Map(destinations.map((each) => [`${each.publication} ${each.platform} ${each.layout}`, each])).values(),
  ]
}

function countOf(
  messages: readonly MessageCount[],
  platform: MessageCount['platform'],
  layout: Layout,
): MessageCount | undefined {
  return messages.find((count) => count.platform === platform && count.layout === layout)
}
