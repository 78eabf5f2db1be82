import { z } from 'zod'
import { withdrawnReasonMax } from '../../domain/digest.ts'
import type { Position } from '../../domain/digest-repository.ts'
import type { FrontMatterFault, FrontMatterFix } from '../../i18n/en/problems-front-matter.ts'
import { problemText } from '../../i18n/problems.ts'
import { closestWord } from '../../lib/fuzzy-match.ts'
import { parseFilename } from '../filename.ts'
import { dayOfFile } from '../front-matter-dates.ts'
import type { ParseContext } from './context.ts'
import { dateNames, readDate, type WrittenDate } from './front-matter-date.ts'
import { type FrontMatterEntry, type FrontMatterNode, readEntries } from './front-matter-entries.ts'
import type { HeaderLines } from './header-lines.ts'

/** The maximum number of topics of one digest. */
const maxTags = 20

/** The keys with a sentence of their own about what to do. */
const fixes = ['title', 'date', 'draft', 'withdrawn'] as const satisfies readonly (Key & FrontMatterFix)[]

/** The issues of the schema are faults of the catalog. */
const fault = (name: FrontMatterFault): FrontMatterFault => name

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
    title: z.string(fault('no-text')).trim().min(1, fault('empty')),
    language: z.string(fault('no-text')).transform(languageCode).refine(isLanguage, fault('no-language')),
    url: z.url({ protocol: /^https?$/, error: fault('no-address') }),
    date: z.union([z.string(), z.number()], fault('no-day')).transform((written, context) => {
      const date = readDate(String(written))
      if (!date) context.addIssue(fault('no-day'))
      return date as WrittenDate
    }),
    tags: listOf(fault('no-words')).transform((tags) => tags.slice(0, maxTags)),
    summary: z.string(fault('no-text')).trim(),
    author: z
      .union([person, z.array(person)], fault('no-name'))
      .transform((value) => [value].flat().join(', ').replace(/\s+/g, ' ').trim()),
    draft: z
      .union([z.boolean(), z.enum(['true', 'false', 'yes', 'no'])], fault('no-boolean'))
      .transform((value) => value === true || value === 'true' || value === 'yes'),
    withdrawn: z
      .string(fault('no-reason'))
      .transform((reason) => reason.replace(/\s+/g, ' ').trim())
      .pipe(z.string().min(1, fault('no-reason')).max(withdrawnReasonMax, fault('long-reason'))),
  })
  .partial()

type Key = keyof typeof frontMatter.shape

/** Names that other programs use for the same keys. */
const aliases: Readonly<Record<string, Key>> = {
  lang: 'language',
  langue: 'language',
  sprache: 'language',
  idioma: 'language',
  lingua: 'language',
  titre: 'title',
  titel: 'title',
  título: 'title',
  titulo: 'title',
  titolo: 'title',
  标题: 'title',
  タイトル: 'title',
  제목: 'title',
  autor: 'author',
  auteur: 'author',
  autore: 'author',
  作者: 'author',
  subject: 'title',
  description: 'summary',
  excerpt: 'summary',
  custom_excerpt: 'summary',
  subtitle: 'summary',
  authors: 'author',
  primary_author: 'author',
  canonical_url: 'url',
  canonicalUrl: 'url',
  canonicalURL: 'url',
  ...Object.fromEntries(dateNames.map((name) => [name, 'date'] as const)),
}

const knownKeys = Object.keys(frontMatter.shape) as Key[]
const allNames = [...knownKeys, ...Object.keys(aliases)]

/** Keys in which a mistake is an error, because it would post a digest that must not be posted. */
const criticalKeys = ['draft', 'withdrawn'] as const

type FrontMatter = z.output<typeof frontMatter> & {
  /** Keys that have no meaning here, as they were written. */
  readonly otherKeys?: Readonly<Record<string, unknown>>
}

/** Reads and checks the front matter of a digest, or the lines that stand for it. */
export function readFrontMatter(
  node: FrontMatterNode | undefined,
  lines: HeaderLines | undefined,
  context: ParseContext,
): FrontMatter {
  if (lines) return checkEntries(lines.entries, context)
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
  const sign = fence === '---' ? '---' : '+++'
  const isOpen = first === 0 && context.lines[0]?.startsWith(sign)
  const text = isOpen ? problemText('front-matter-open', sign) : problemText('front-matter-late')
  context.error('front-matter', text, { line: first + 1, column: 1 })
}

function checkEntries(entries: readonly FrontMatterEntry[], context: ParseContext): FrontMatter {
  const values: Partial<Record<Key, unknown>> = {}
  const otherKeys: Record<string, unknown> = {}
  let dateAt: Position | undefined
  for (const entry of entries) {
    const key = keyNamed(entry.key)
    if (key === undefined) {
      // Zola keeps the tags of a page here; Jekyll marks a draft like this.
      const tags = entry.key === 'taxonomies' ? tagsAmong(entry.value) : undefined
      if (tags) values.tags ??= tags
      else reportUnknown(entry, context)
      otherKeys[entry.key] = entry.value
      if (entry.key === 'published' && entry.value === false) values.draft = true
    } else if (!isNothing(entry, key, context)) {
      const given = key === 'date' ? { ...entry, value: dayLike(entry.value, context.file) } : entry
      const value = usableValue(given, key, context)
      // If both `summary` and `description` are there, the first one counts.
      if (value !== undefined) values[key] ??= value
      if (key === 'date') dateAt = entry.valueAt
    }
  }
  const read = frontMatter.parse(values)
  if (read.date && dateAt) context.mark(read.date, dateAt)
  return { ...read, ...(Object.keys(otherKeys).length > 0 && { otherKeys }) }
}

/** `12/03/2026` is two days: the one in the name of the file is meant. */
function dayLike(value: unknown, file: string): unknown {
  const [, first = '', second = '', year = ''] = /^\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4})\s*$/.exec(String(value)) ?? []
  const name = parseFilename(file)
  const day = name && dayOfFile(name, undefined)
  const [one, other] = [first.padStart(2, '0'), second.padStart(2, '0')]
  return day !== undefined && [`${year}-${one}-${other}`, `${year}-${other}-${one}`].includes(day) ? day : value
}

function keyNamed(name: string): Key | undefined {
  return knownKeys.find((key) => key === name) ?? aliases[name]
}

/** Whether a key has no value, which is the same as no key; but an empty `withdrawn:` is meant. */
function isNothing({ value, source, valueAt }: FrontMatterEntry, key: Key, context: ParseContext): boolean {
  if (value !== null || key === 'withdrawn') return false
  if (source) context.warn('unquoted-text', problemText('yaml-nothing', source, key), valueAt)
  return true
}

/** The value, or the likely meaning of a wrong one; undefined, with a problem, if it cannot be used. */
function usableValue({ value, source, valueAt }: FrontMatterEntry, key: Key, context: ParseContext): unknown {
  // A number or boolean in a title is meant as text.
  const isText = key === 'title' && (typeof value === 'number' || typeof value === 'boolean')
  if (isText) {
    const text = source ?? String(value)
    context.warn('unquoted-text', problemText('yaml-no-text', text, key), valueAt)
    return text
  }
  const checked = frontMatter.shape[key].safeParse(value)
  if (checked.success) return value
  const isPath = key === 'url' && typeof value === 'string' && /^\/(?!\/)/.test(value)
  const found = (checked.error.issues[0]?.message ?? 'unreadable') as FrontMatterFault
  const fix = fixes.find((name) => name === key) ?? 'other'
  if (isPath || ['tags', 'summary', 'author'].includes(key))
    context.warn('front-matter', problemText('front-matter-left-out', key, found, fix), valueAt)
  else context.error('front-matter', problemText('front-matter-value', key, found, fix), valueAt)
  return undefined
}

function tagsAmong(value: unknown): readonly string[] | undefined {
  return z.object({ tags: z.array(z.string()) }).safeParse(value).data?.tags
}

/** The share of letters in which a misspelt key differs: `status` is no `tags`. */
const misspelt = 0.25

function reportUnknown({ key, keyAt }: FrontMatterEntry, context: ParseContext): void {
  const critical = closestWord(key, criticalKeys, 0.3)
  if (critical) {
    context.error('unknown-key', problemText('critical-key', key, critical), keyAt)
    return
  }
  const meant = closestWord(key, knownKeys, misspelt) ?? ''
  context.warn('unknown-key', problemText('unknown-key', key, meant, knownKeys), keyAt)
}

/** The languages that authors may write by name: `English`, `Deutsch`, `中文`. */
const namedLanguages =
  'en zh de fr es it pt nl pl ru uk cs hu ro sv da nb fi el tr he ar fa hi bn th vi id ko ja'.split(' ')

/** The code of a language that is written by its name, in English or in itself; anything else as it is. */
function languageCode(written: string): string {
  const name = written.trim().toLowerCase()
  if (isLanguage(name)) return written.trim()
  const isNamed = (code: string) =>
    ['en', code].some((by) => new Intl.DisplayNames(by, { type: 'language' }).of(code)?.toLowerCase() === name)
  return namedLanguages.find(isNamed) ?? written
}

function isLanguage(code: string): boolean {
  try {
    // `english` is well formed, but no language has a code of five letters or more.
    return Intl.getCanonicalLocales(code).length === 1 && /^[a-z]{2,3}(?:-|$)/i.test(code)
  } catch {
    return false
  }
}
