import { type Document, isCollection, isScalar, type Range, visit } from 'yaml'
import { z } from 'zod'
import type { ProblemText } from '../domain/problem.ts'
import { problemText } from '../i18n/problems.ts'
import { closestWord } from '../lib/fuzzy-match.ts'
import { timeZonesLike } from '../lib/time-zone-names.ts'
import { parseWeekdays } from '../lib/weekday-names.ts'
import { readValueRule, valueRule } from './value-rule.ts'

/** The parser's messages that have better words. */
const syntax: readonly (readonly [RegExp, ProblemText])[] = [
  [/keys must be unique/, problemText('yaml-key-twice')],
  [/Nested mappings/, problemText('yaml-two-keys')],
  [/Missing closing/, problemText('yaml-open-quote')],
  [/Tabs are not allowed/, problemText('yaml-tab')],
  [/end with a [\]}]/, problemText('yaml-open-bracket')],
  [/must start at the same column|without - indicator/, problemText('yaml-indent')],
  [/multiple documents/, problemText('yaml-documents')],
  [/cannot start with/, problemText('yaml-reserved')],
  [/Unexpected scalar at node end/, problemText('yaml-after-quote')],
]

/** The problem with a file that is not YAML, from the parser's message. */
export function syntaxText(message: string): ProblemText {
  const [, known] = syntax.find(([pattern]) => pattern.test(message)) ?? []
  return known ?? problemText('yaml-invalid', message.split('\n')[0]?.replace(/ at line .*$/, '') ?? '')
}

/** Where the quote or bracket begins that is not closed at this offset, where the parser reports it. */
export function openedAt(document: Document, text: string, message: string, offset: number): number | undefined {
  const isQuote = /Missing closing/.test(message)
  if (!isQuote && !/end with a [\]}]/.test(message)) return undefined
  const ranges: Range[] = []
  visit(document, {
    Node: (_, node) => {
      const isMeant = isQuote ? isScalar(node) && /QUOTE/.test(node.type ?? '') : isCollection(node) && node.flow
      if (isMeant && node.range) ranges.push(node.range)
    },
  })
  // Of an open quote, the range ends where the parser gave up.
  if (isQuote) return ranges.findLast(([, end]) => end === offset)?.[0]
  const before = ranges.filter(([from]) => from < offset)
  return (before.findLast(([, end]) => !/[\]}]/.test(text[end - 1] ?? '')) ?? before[0])?.[0]
}

/** The keys of the object in which a list of unknown ones was found, by that list. */
export type KnownKeys = Map<readonly string[], readonly string[]>

/** The words of issues for which the schema has none, after “It”. Notes the known keys beside unknown ones. */
export function errorMap(known: KnownKeys): z.core.$ZodErrorMap {
  return (issue) => {
    if (issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodObject)
      known.set(issue.keys, Object.keys(issue.inst.shape))
    if (issue.code === 'invalid_type') return valueRule('must-be-type', issue.expected)
    if (issue.code === 'too_small') return valueRule('must-not-be-less', Number(issue.minimum), issue.origin)
    if (issue.code === 'too_big') return valueRule('must-not-be-more', Number(issue.maximum), issue.origin)
    return valueRule('must-have-other-form')
  }
}

/** Keys of 0.1.0 that have another name now. */
const renamedKeys: Readonly<Record<string, string>> = { operations: 'alerts', quietDays: 'daysWithoutDigest' }

/** Names of other programs for keys that are spelled quite differently. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  at: ['time', 'hour', 'when', 'schedule', 'postAt', 'sendAt', 'from', 'start'],
  until: ['end', 'deadline', 'before', 'to'],
  timezone: ['tz', 'zone'],
  days: ['weekdays', 'weekday', 'day', 'on', 'dayOfWeek'],
  skip: ['holidays', 'holiday', 'except', 'exclude', 'pause', 'vacation'],
  channel: ['id', 'channelId', 'channelName', 'room', 'chat'],
  platform: ['type', 'service', 'app', 'provider'],
  publication: ['digest', 'series', 'folder', 'feed'],
  workspace: ['team', 'server', 'guild', 'organization'],
  tags: ['topics', 'labels', 'only', 'include', 'filter'],
  mention: ['ping', 'notify', 'role', 'group'],
  layout: ['style', 'format', 'mode'],
  discussion: ['threads', 'discuss'],
}

/** The key that a name means, ignoring case and separators. */
function otherName(key: string, known: readonly string[]): string | undefined {
  const plain = (name: string) => name.replace(/[-_ ]/g, '').toLowerCase()
  return known.find((name) => (otherNames[name] ?? []).some((other) => plain(other) === plain(key)))
}

/** About a key that does not exist beside the `known` ones. */
export function unknownKey(key: string, known: readonly string[], schema: z.core.$ZodType): ProblemText {
  const renamed = renamedKeys[key]
  if (renamed && known.includes(renamed)) return problemText('renamed-config-key', key, renamed)
  const places = placesOf(key, schema)
  const place = places.find(({ kind }) => kind === 'entry') ?? places[0]
  if (place) return problemText('misplaced-config-key', key, place.kind, place.of)
  return problemText('unknown-config-key', key, otherName(key, known) ?? closestWord(key, known) ?? '', known)
}

/** An object that has a key: the one that `of` names, each entry of that list, or each of the names under that key. */
interface KeyPlace {
  readonly kind: 'object' | 'entry' | 'name'
  readonly of: string
}

/** The objects of a schema below its own that have this key. */
function placesOf(key: string, schema: z.core.$ZodType, place?: KeyPlace): readonly KeyPlace[] {
  if (schema instanceof z.ZodObject) {
    const inner = Object.entries<z.core.$ZodType>(schema.shape).flatMap(([name, each]) =>
      placesOf(key, each, { kind: 'object', of: name }),
    )
    return place && Object.hasOwn(schema.shape, key) ? [place, ...inner] : inner
  }
  const of = place?.of ?? ''
  if (schema instanceof z.ZodArray) return placesOf(key, schema.element, { kind: 'entry', of })
  if (schema instanceof z.ZodRecord) return placesOf(key, schema.valueType, { kind: 'name', of })
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional)
    return placesOf(key, schema.unwrap(), place)
  return schema instanceof z.ZodUnion ? schema.options.flatMap((each) => placesOf(key, each, place)) : []
}

/** The problem with a value, in words that need no schema. */
export function textFor(issue: z.core.$ZodIssue, document: Document, value: unknown): ProblemText {
  const key = issue.path.findLast((step) => typeof step === 'string')
  const name = key ?? ''
  const isEmpty = issue.code === 'invalid_type' && document.getIn(issue.path) === null
  if (isEmpty || !document.hasIn(issue.path)) return problemText('missing-value', name)
  const shape = issue.code === 'invalid_type' ? shapeText(name, issue, valueAt(value, issue.path)) : undefined
  if (shape) return shape
  const written = document.getIn(issue.path)
  if (typeof written === 'string' && /^[“”„‟«»‘’‚]/.test(written)) return problemText('typographic-quotes', written)
  if (issue.code !== 'invalid_value') {
    const [zone = ''] = issue.path.at(-1) === 'timezone' ? timeZonesLike(String(written)) : []
    return problemText('wrong-value', name, readValueRule(issue.message) ?? problemText('must-have-other-form'), zone)
  }
  const values = issue.values.map(String)
  const days = name === 'days' && typeof written === 'string' ? parseWeekdays(written)?.join(', ') : undefined
  const meant = days ?? (typeof written === 'string' ? closestWord(written, values) : undefined)
  return problemText('wrong-value', name, problemText('must-be-one-of', values), meant ?? '')
}

/** A list where keys belong, or the other way round: what to change is a matter of dashes and colons. */
function shapeText(name: string, { expected, path }: z.core.$ZodIssueInvalidType, written: unknown) {
  const isObject = typeof written === 'object' && written !== null && !Array.isArray(written)
  if (expected === 'array' && isObject) return problemText('keys-for-list', name)
  if (expected === 'array' && typeof written === 'string')
    return problemText('text-for-list', name, `[${entriesOf(name, written).join(', ')}]`)
  if (expected !== 'object' && expected !== 'record') return undefined
  if (typeof path.at(-1) === 'number') return problemText('text-for-entry', name)
  if (!Array.isArray(written)) return undefined
  return path.length === 0 ? problemText('list-for-file') : problemText('list-for-keys', name)
}

/** The names in a text that should be a list. */
function entriesOf(name: string, written: string): readonly string[] {
  const example = ['mon', 'tue', 'wed', 'thu', 'fri']
  return name === 'days' ? (parseWeekdays(written) ?? example) : written.split(/\s*[,;]\s*/)
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  )
}
