import { isMap, isSeq, parseDocument } from 'yaml'
import { mainPublication } from '../domain/digest.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { commandLine } from '../lib/command-line.ts'
import type { Answers, ChosenChannel } from './answers.ts'

const header = `# yaml-language-server: $schema=./morning-post.schema.json
#
# Where the morning post goes, and when. Changes are picked up while the bot runs; a file with a mistake in it is
# refused (the log says where), and the last good one stays in use. \`${commandLine('check')}\` reads it
# without starting anything. Every key: docs/configuration.md of the project.

# The folder of the digests: one Markdown file a day, named after its day.
digests: digests

# Alerts for the operator: a late post, a channel that refuses posts, a digest with a mistake. Default: the log only.
# alerts:
#   platform: slack
#   channel: C0123456789                  # the id of a channel; invite the bot there

# One entry for each channel. Only name, platform and channel are needed. Others are for example:
#   days: [mon, tue, wed, thu, fri]       # default: every day
#   until: "12:00"                        # not after this local time; default 24:00
#   tags: [Agent]                         # only sections with one of these tags; default all
#   layout: overview                      # one message instead of several
`

/** The text of a new configuration. */
export function newConfig(answers: Answers): ExtendedConfig {
  const entries = entriesOf(answers, [])
  const text = `${header}destinations:\n${entries
    .map(({ name, platform, channel, layout, at, timezone }) =>
      [
        `  - name: ${name}${' '.repeat(Math.max(1, 28 - name.length))}# yours to choose; what was posted is remembered under it`,
        `    platform: ${platform}`,
        `    channel: ${JSON.stringify(channel)}`,
        ...(layout ? [`    layout: ${layout}`] : []),
        `    at: "${at}"                         # not before this local time`,
        `    timezone: ${timezone}`,
      ].join('\n'),
    )
    .join('\n\n')}\n`
  return { text, added: entries.map(({ name }) => name) }
}

/** The new text of an existing configuration, and its new destinations. */
interface ExtendedConfig {
  readonly text: string
  readonly added: readonly string[]
}

/** Adds destinations to the text of a configuration; a channel that is in it already stays as it is. */
export function extendConfig(text: string, answers: Answers, path: string): ExtendedConfig {
  const document = parseDocument(text, { intAsBigInt: true, logLevel: 'error' })
  const isReadable = document.errors.length === 0 && (document.contents === null || isMap(document.contents))
  const listed = document.get('destinations')
  if (!isReadable || (listed !== undefined && listed !== null && !isSeq(listed))) {
    throw new ConfigurationError(
      `${path} has a mistake, so nothing was changed: correct it first (\`check\` says where).`,
    )
  }
  const existing = (isSeq(listed) ? listed.toJSON() : []) as readonly Partial<Entry & { publication: string }>[]
  const isThere = ({ platform, channel }: ChosenChannel) =>
    existing.some(
      (entry) =>
        entry.platform === platform &&
        String(entry.channel).toLowerCase() === channel.toLowerCase() &&
        (entry.publication ?? mainPublication) === mainPublication,
    )
  const channels = answers.channels.filter((channel) => !isThere(channel))
  if (channels.length === 0) return { text, added: [] }
  const names = existing.flatMap(({ name }) => name ?? [])
  const entries = entriesOf({ ...answers, channels }, names)
  if (!isSeq(listed)) document.set('destinations', document.createNode([]))
  const list = document.get('destinations')
  if (isSeq(list)) list.flow = false
  for (const entry of entries) document.addIn(['destinations'], document.createNode(entry))
  return { text: document.toString({ lineWidth: 0 }), added: entries.map(({ name }) => name) }
}

interface Entry {
  readonly name: string
  readonly platform: string
  readonly channel: string
  readonly layout?: string
  readonly at: string
  readonly timezone: string
}

function entriesOf({ channels, at, timezone }: Answers, taken: readonly string[]): Entry[] {
  const names = new Set(taken)
  return channels.map(({ platform, channel, channelName, layout }) => {
    const name = freeName(platform, channelName ?? channel, names)
    names.add(name)
    return { name, platform, channel, ...(layout && { layout }), at, timezone }
  })
}

/** A name that the schema accepts: characters outside ASCII are dropped, and a number makes it unique. */
function freeName(platform: string, channelName: string, names: ReadonlySet<string>): string {
  const plain = channelName
    .normalize('NFKD')
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/^[-_.]+|[-_.]+$/g, '')
  const base = [platform, plain].filter(Boolean).join('-').slice(0, 50)
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? base : `${base}-${count}`
    if (!names.has(name)) return name
  }
}
