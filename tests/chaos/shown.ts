import type { PlatformName } from '../../src/domain/destination.ts'
import type { Notice } from '../../src/domain/part.ts'
import type { Marker, Posting } from '../../src/domain/platform.ts'
import { discordRequest } from '../../src/formatters/discord/api-call.ts'
import { discordNotice } from '../../src/formatters/discord/notice.ts'
import { slackRequest } from '../../src/formatters/slack/api-call.ts'
import { slackNotice } from '../../src/formatters/slack/notice.ts'
import { partKey } from '../builders.ts'

/** The visible text of a message, for comparison: without ids of the platform and times of corrections. */
export type Shown = string

/** What a posting becomes on its platform. */
export function shownBy(platform: PlatformName, posting: Posting): Shown {
  if (platform === 'slack') {
    const { text, blocks } = slackRequest(posting).body
    return shown(String(text), blocks)
  }
  const { body } = discordRequest(posting)
  const message = (body.message ?? body) as { content?: string; components?: unknown }
  return shown((message.content ?? '').trim(), message.components)
}

/** The line that replaces a section removed by its author; that of a takeaway in a discussion names no section. */
export function linesFor(platform: PlatformName, marker: Marker, language: string): readonly Shown[] {
  const print = platform === 'slack' ? slackNotice : discordNotice
  const section = /^section-([^./]+)(?!.*\/)/.exec(marker.part)?.[1]
  return (['removed', 'unwanted'] as const).map((type) => {
    const notice: Notice = { type, moment: { at: 0, dated: false }, ...(section && { section }) }
    return shownBy(platform, { place: { channel: '' }, marker, part: print(partKey(marker.part), notice, language) })
  })
}

export function shown(text: string, body: unknown = []): Shown {
  const written = JSON.stringify({ text, body }, (name, value) => (isLeftOut(name, value) ? undefined : sorted(value)))
  return corrections.reduce((words, [pattern, instead]) => words.replaceAll(pattern, instead), written)
}

/** Ids that a platform gives, and Slack's element for a moment. */
function isLeftOut(name: string, value: unknown): boolean {
  return name === 'id' || name === 'block_id' || (isRecord(value) && 'timestamp' in value)
}

function sorted(value: unknown): unknown {
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Times of corrections as they are written in text, and how many sections they brought and took. */
const corrections: readonly (readonly [RegExp, string])[] = [
  [/<t:\d+:[tf]>/g, '(time)'],
  [/<!date\^\d+\^[^|>]*\|[^>]*>/g, '(time)'],
  [/(\d{4}-\d\d-\d\d )?\d\d:\d\d UTC/g, '(time)'],
  [/\(time\)( · \d+ sections? (added|removed))+/g, '(time)'],
]
