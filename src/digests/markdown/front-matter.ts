import { z } from 'zod'
import type { Position } from '../../domain/digest-repository.ts'
import { closestWord } from '../../lib/fuzzy-match.ts'
import type { ParseContext } from './context.ts'
import { dateNames, readDate, type WrittenDate } from './front-matter-date.ts'
import { type FrontMatterEntry, type FrontMatterNode, readEntries } from './front-matter-entries.ts'

/** The longest reason, in characters: it replaces a digest and should be short. */
const longestReason = 1_000

/** Topics of one digest; more of them say nothing. */
const maxTags = 20

/** What to do about a value that cannot be used; another value than these is to be corrected or removed. */
const fixes: Partial<Record<Key, string>> = {
  title: 'Put it in quotes.',
  date: 'Write it as YYYY-MM-DD.',
  draft: 'Write `draft: true`, or remove the line.',
  withdrawn: 'Write a reason for readers, as in `withdrawn: The figures were wrong.`, or remove the line.',
}

/** A list, or a text with commas. */
const listOf = (advice: string) =>
  z
    .union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))], advice)
    .transform((value) => (Array.isArray(value) ? value : String(value).split(/[,，、]/)))
    .transform((values) => values.map((value) => String(value).replace(/\s+/g, ' ').trim()).filter(Boolean))

const person = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])

/** The keys with a meaning. */
const frontMatter = z
  .object({
    title: z.string('is no text').trim().min(1, 'is empty'),
    language: z.string('is no text').refine(isLanguage, 'is no language code such as `en` or `zh`'),
    url: z.url({ protocol: /^https?$/, error: 'is no full address that begins with https://' }),
    date: z.union([z.string(), z.number()], 'is no day').transform((written, context) => {
      const date = readDate(String(written))
      if (!date) context.addIssue('is no day')
      return date as WrittenDate
    }),
    tags: listOf('is no list of words').transform((tags) => tags.slice(0, maxTags)),
    summary: z.string('is no text').trim(),
    author: z
      .union([person, z.array(person)], 'is no name')
      .transform((value) => [value].flat().join(', ').replace(/\s+/g, ' ').trim()),
    draft: z
      .union([z.boolean(), z.enum(['true', 'false', 'yes', 'no'])], 'is neither true nor false')
      .transform((value) => value === true || value === 'true' || value === 'yes'),
    withdrawn: z
      .string('gives no reason')
      .transform((reason) => reason.replace(/\s+/g, ' ').trim())
      .pipe(z.string().min(1, 'gives no reason').max(longestReason, `is longer than ${longestReason} characters`)),
  })
  .partial()

type Key = keyof typeof frontMatter.shape

/** What other programs call the same things. */
const aliases: Readonly<Record<string, Key>> = {
  lang: 'language',
  description: 'summary',
  excerpt: 'summary',
  authors: 'author',
  canonical_url: 'url',
  canonicalUrl: 'url',
  canonicalURL: 'url',
  ...Object.fromEntries(dateNames.map((name) => [name, 'date'] as const)),
}

const knownKeys = Object.keys(frontMatter.shape) as Key[]
const allNames = [...knownKeys, ...Object.keys(aliases)]

/** A mistake in one of these keys would post what must not go out. */
const criticalKeys = ['draft', 'withdrawn'] as const

export type FrontMatter = z.output<typeof frontMatter> & {
  /** Keys without a meaning, as they were written. */
  readonly otherKeys?: Readonly<Record<string, unknown>>
}

/** Reads and checks the front matter of a digest. */
export function readFrontMatter(node: FrontMatterNode | undefined, context: ParseContext): FrontMatter {
  if (!node) {
    reportBrokenFence(context)
    return {}
  }
  const entries = readEntries(node, allNames, context)
  return entries ? checkEntries(entries, context) : {}
}

/** To Markdown, front matter that is not closed, or not at the very top, is a rule and a text. */
function reportBrokenFence(context: ParseContext): void {
  const first = context.lines.findIndex((line) => line.trim() !== '')
  const fence = /^\s*(---|\+\+\+)\s*$/.exec(context.lines[first] ?? '')?.[1]
  if (!fence || !/^\s*[\w-]+\s*[:=]/.test(context.lines[first + 1] ?? '')) return
  const [name, sign] = fence === '---' ? ['dashes', '---'] : ['plus signs', '+++']
  const text =
    first === 0 && context.lines[0]?.startsWith(sign)
      ? {
          message: 'The front matter that begins here has no end.',
          fix: `End it with a line of three ${name} and nothing else.`,
        }
      : { message: 'There is something before the front matter.', fix: 'Begin the file with it.' }
  context.error('front-matter', text, { line: first + 1, column: 1 })
}

function checkEntries(entries: readonly FrontMatterEntry[], context: ParseContext): FrontMatter {
  const values: Partial<Record<Key, unknown>> = {}
  const otherKeys: Record<string, unknown> = {}
  let dateAt: Position | undefined
  for (const entry of entries) {
    const key = keyNamed(entry.key)
    if (key === undefined) {
      reportUnknown(entry, context)
      otherKeys[entry.key] = entry.value
      // Zola keeps the tags of a page here; Jekyll marks a draft like this.
      if (entry.key === 'taxonomies') values.tags ??= tagsAmong(entry.value)
      if (entry.key === 'published' && entry.value === false) values.draft = true
    } else if (!isNothing(entry, key, context)) {
      const value = usableValue(entry, key, context)
      // If both `summary` and `description` are there, the first one counts.
      if (value !== undefined) values[key] ??= value
      if (key === 'date') dateAt = entry.valueAt
    }
  }
  const read = frontMatter.parse(values)
  if (read.date && dateAt) context.mark(read.date, dateAt)
  return { ...read, ...(Object.keys(otherKeys).length > 0 && { otherKeys }) }
}

function keyNamed(name: string): Key | undefined {
  return knownKeys.find((key) => key === name) ?? aliases[name]
}

/** A key with nothing behind it is as good as none; but who writes `withdrawn:` means it. */
function isNothing({ value, source, valueAt }: FrontMatterEntry, key: Key, context: ParseContext): boolean {
  if (value !== null || key === 'withdrawn') return false
  if (source) {
    const message = `To YAML, \`${source}\` means nothing at all.`
    context.warn('unquoted-text', { message, fix: `If it is the text, write \`${key}: "${source}"\`.` }, valueAt)
  }
  return true
}

/** The value, or what it was meant as; undefined, with a problem, if it cannot be used. */
function usableValue({ value, source, valueAt }: FrontMatterEntry, key: Key, context: ParseContext): unknown {
  // A number or a truth value is meant as the text it is written as.
  const isText = key === 'title' && (typeof value === 'number' || typeof value === 'boolean')
  if (isText) {
    const text = source ?? String(value)
    const message = `\`${text}\` is no text to YAML; it is read as it is written.`
    context.warn('unquoted-text', { message, fix: `To be sure, put it in quotes: \`${key}: "${text}"\`.` }, valueAt)
    return text
  }
  const checked = frontMatter.shape[key].safeParse(value)
  if (checked.success) return value
  const isPath = key === 'url' && typeof value === 'string' && /^\/(?!\/)/.test(value)
  const message = checked.error.issues[0]?.message ?? 'cannot be read'
  const fix = fixes[key] ?? 'Correct it, or remove the line.'
  if (isPath || ['tags', 'summary', 'author'].includes(key))
    context.warn('front-matter', { message: `\`${key}\` ${message}; it is left out.`, fix }, valueAt)
  else context.error('front-matter', { message: `\`${key}\` ${message}.`, fix }, valueAt)
  return undefined
}

function tagsAmong(value: unknown): readonly string[] | undefined {
  return z.object({ tags: z.array(z.string()) }).safeParse(value).data?.tags
}

function reportUnknown({ key, keyAt }: FrontMatterEntry, context: ParseContext): void {
  const critical = closestWord(key, criticalKeys, 0.3)
  if (critical) {
    const message = `\`${key}\` is no key of a digest.`
    context.error('unknown-key', { message, fix: `Did you mean \`${critical}\`?` }, keyAt)
    return
  }
  const meant = closestWord(key, knownKeys)
  const fix = meant ? `Did you mean \`${meant}\`?` : `The keys are ${knownKeys.join(', ')}.`
  context.warn('unknown-key', { message: `\`${key}\` is no key of a digest, and has no effect.`, fix }, keyAt)
}

function isLanguage(code: string): boolean {
  try {
    return Intl.getCanonicalLocales(code).length === 1
  } catch {
    return false
  }
}
