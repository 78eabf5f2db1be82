import { type Destination, discussions, layouts } from '../../domain/destination.ts'
import { normalizeTag } from '../../domain/digest.ts'
import type { Messages } from '../../i18n/en/index.ts'
import { parseTimeOfDay } from '../../lib/time-of-day.ts'
import { parseTimeZone, timeZonesLike } from '../../lib/time-zone-names.ts'
import { parseWeekdays } from '../../lib/weekday-names.ts'
import type { CommandOptions } from '../parse-command.ts'

/** The options of a subscription. */
export type SubscriptionOptions = Pick<
  Destination,
  'publication' | 'at' | 'timezone' | 'days' | 'layout' | 'discussion' | 'tags'
>

/** The options to save, or a sentence that says which one is invalid, with its field in the dialog. */
type OptionsResult =
  | { readonly options: SubscriptionOptions }
  | {
      readonly refusal: string
      readonly field: string
      /** The zones that may be meant instead. */
      readonly zones?: readonly string[]
    }

/** The options available in this channel. */
export interface AvailableOptions {
  readonly publications: readonly string[]
  readonly layouts: readonly Destination['layout'][]
  /** All names of the topic with this name; undefined for an unknown one. */
  readonly topic: (word: string) => readonly string[] | undefined
  readonly topicsLike: (word: string) => readonly string[]
}

/** The options as one line. */
export function describeOptions(
  { publication, at, timezone, days, layout, discussion, tags }: SubscriptionOptions,
  phrases: Messages['subscriptions'],
): string {
  const how = [phrases.layouts[layout], phrases.discussions[discussion]]
  return [publication, `${at} ${timezone}`, phrases.daysOf(days), ...how, tags.join(', ')].filter(Boolean).join(' · ')
}

/** Applies the given options to the existing ones; an invalid one refuses all. */
export function applyOptions(
  details: CommandOptions,
  before: SubscriptionOptions,
  possible: AvailableOptions,
  phrases: Messages['subscriptionForm'],
): OptionsResult {
  const { publication, at, timezone, layout, discussion } = { ...before, ...details }
  if (!possible.publications.includes(publication)) {
    return { refusal: phrases.noPublication(publication, possible.publications), field: 'publication' }
  }
  const time = parseTimeOfDay(at)
  if (!time) return { refusal: phrases.noTime(at), field: 'when' }
  const zone = parseTimeZone(timezone)
  if (!zone) {
    const zones = timeZonesLike(timezone)
    return { refusal: phrases.noZone(timezone, zones[0] ?? ''), field: 'when', zones }
  }
  const days = details.days === undefined ? before.days : parseWeekdays(details.days)
  if (!days) return { refusal: phrases.noDays(details.days ?? ''), field: 'days' }
  const known = layouts.find((name) => name === layout.toLowerCase())
  if (!known || !possible.layouts.includes(known))
    return { refusal: phrases.noLayout(layout, possible.layouts), field: 'layout' }
  const mode = discussions.find((name) => name === discussion.toLowerCase())
  if (!mode) return { refusal: phrases.noDiscussion(discussion, discussions), field: 'discussion' }
  const tags = tagsOf(details, before, possible)
  if ('unknown' in tags)
    return { refusal: phrases.noTopic(tags.unknown, possible.topicsLike(tags.unknown)), field: 'tags' }
  return {
    options: { publication, at: time, timezone: zone, days, layout: known, discussion: mode, tags: tags.names },
  }
}

/** All names of each topic: a digest may be in another language than its subscriber. */
function tagsOf(
  { tag, tags }: CommandOptions,
  before: SubscriptionOptions,
  possible: AvailableOptions,
): { readonly names: readonly string[] } | { readonly unknown: string } {
  if (tag === undefined && tags === undefined) return { names: before.tags }
  const words = listOf([tag, tags].filter(Boolean).join(','))
  const unknown = words.find((word) => !possible.topic(word))
  if (unknown !== undefined) return { unknown }
  const names = words.flatMap((word) => possible.topic(word) ?? [])
  return { names: [...new Map(names.map((name) => [normalizeTag(name), name])).values()] }
}

/** Days, a time and its zone, each of them optional: `daily at 8:30`, `9 pm Europe/Berlin`. Undefined for other words. */
export function parseWhen(text: string): Pick<CommandOptions, 'days' | 'at' | 'timezone'> | undefined {
  const [, days = '', rest = ''] = /^(\D*?)((?:(?<=^|\s)at\s+)?\d.*)?$/i.exec(text.trim()) ?? []
  if (days === '') return parseTimeAndZone(rest)
  const when = rest === '' ? {} : parseTimeAndZone(rest)
  return when && parseWeekdays(days) ? { days, ...when } : undefined
}

/** A time, with the zone that follows it if one does. */
function parseTimeAndZone(text: string): { at: string; timezone?: string } | undefined {
  const found = /^(?:at\s+)?(\d\S*(?:\s+[ap]m\b)?)(?:\s+(\S.*))?$/i.exec(text.trim())
  const [, at = '', timezone] = found ?? []
  // A wrong time or a mistyped zone is answered with what is wrong.
  if (!parseTimeOfDay(at) && !/^\d+[:：]\d+$/.test(at)) return undefined
  if (timezone === undefined) return { at }
  return timezone.includes('/') || parseTimeZone(timezone) ? { at, timezone } : undefined
}

function listOf(text: string): string[] {
  return text
    .split(/[,，、;]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
