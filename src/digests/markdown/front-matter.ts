import type { Yaml } from 'mdast'
import { isMap, isNode, isScalar, LineCounter, type Pair, parseDocument } from 'yaml'
import { z } from 'zod'
import type { Day } from '../../domain/day.ts'
import type { Position } from '../../domain/digest-repository.ts'
import { closestWord } from '../../lib/fuzzy-match.ts'
import type { ParseContext } from './context.ts'
import { quotedLine, quoteTraps } from './yaml-traps.ts'

/** The longest reason, in characters: it replaces a digest and should be short. */
const longestReason = 1_000

const noReason =
  'gives no reason: write one for readers, as in `withdrawn: The figures were wrong.`, or remove the line'

/** The keys of the front matter. */
const frontMatter = z.strictObject({
  title: z.string('is no text: put it in quotes').trim().min(1, 'is empty').optional(),
  language: z.string('is no text').refine(isLanguage, 'is no language code such as `en` or `zh`').optional(),
  url: z.url({ protocol: /^https?$/, error: 'is no full address that begins with https://' }).optional(),
  date: z.string('is no day: write it as YYYY-MM-DD').optional(),
  withdrawn: z
    .string(noReason)
    .transform((reason) => reason.replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1, noReason).max(longestReason, `is longer than ${longestReason} characters`))
    .optional(),
})

type FrontMatter = z.infer<typeof frontMatter>

const knownKeys = Object.keys(frontMatter.shape)

/** Reads and checks the front matter of the digest of `day`. */
export function readFrontMatter(node: Yaml | undefined, day: Day | undefined, context: ParseContext): FrontMatter {
  if (!node) {
    reportBrokenFence(context)
    return {}
  }
  // The YAML begins on the line below the dashes.
  const firstLine = (node.position?.start.line ?? 1) + 1
  const yaml = quoteTraps(node.value, knownKeys, firstLine, context)
  const counter = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: counter })
  const place = (offset: number): Position => {
    const { line, col } = counter.linePos(offset)
    return { line: line + firstLine - 1, column: col }
  }
  const [broken] = document.errors
  if (broken) {
    const reason = broken.message.split(/ at line \d+|:\n/)[0]
    const fix = quotedLine(yaml.split('\n')[counter.linePos(broken.pos[0]).line - 1] ?? '', knownKeys)
    const advice = `${fix ? `Write \`${fix}\`. ` : ''}A text with a colon in it needs quotes.`
    context.error('front-matter', `The front matter is no valid YAML: ${reason}. ${advice}`, place(broken.pos[0]))
    return {}
  }
  if (document.contents === null) return {}
  if (!isMap(document.contents)) {
    context.error('front-matter', 'The front matter must be lines such as `title: …`.', place(0))
    return {}
  }
  return checkPairs(document.contents.items, day, context, place)
}

/** To Markdown, front matter that is not closed, or not at the very top, is a rule and a text. */
function reportBrokenFence(context: ParseContext): void {
  const first = context.lines.findIndex((line) => line.trim() !== '')
  const isFence = /^\s*---\s*$/.test(context.lines[first] ?? '')
  if (!isFence || !/^\s*[\w-]+\s*:/.test(context.lines[first + 1] ?? '')) return
  const message =
    first === 0 && context.lines[0]?.startsWith('---')
      ? 'The front matter that begins here has no end: a line with three dashes and nothing else.'
      : 'Front matter must begin with the first character of the file.'
  context.error('front-matter', message, { line: first + 1, column: 1 })
}

function checkPairs(
  pairs: readonly Pair[],
  day: Day | undefined,
  context: ParseContext,
  place: (offset: number) => Position,
): FrontMatter {
  const values: Record<string, unknown> = {}
  const places = new Map<string, Position>()
  for (const { key, value } of pairs) {
    const name = isScalar(key) ? String(key.value) : String(key)
    // A key with nothing behind it is as good as none; but who writes `withdrawn:` means it.
    const isEmpty = isScalar(value) && value.value === null && name !== 'withdrawn'
    if (isEmpty && knownKeys.includes(name)) {
      if (value.source) {
        const message = `To YAML, \`${value.source}\` means nothing at all; if it is the text, write \`${name}: "${value.source}"\`.`
        context.warn('unquoted-text', message, place(value.range?.[0] ?? 0))
      }
      continue
    }
    values[name] = isScalar(value) ? value.value : value
    const culprit = knownKeys.includes(name) ? value : key
    places.set(name, place((isNode(culprit) ? culprit.range?.[0] : undefined) ?? 0))
  }
  const checked = frontMatter.safeParse(values)
  for (const issue of checked.error?.issues ?? []) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) context.error('unknown-key', unknownKey(key), places.get(key) ?? place(0))
    } else {
      const name = String(issue.path[0])
      context.error('front-matter', `\`${name}\` ${issue.message}.`, places.get(name) ?? place(0))
    }
  }
  // One error must not cause warnings about correct keys.
  const mistaken = new Set((checked.error?.issues ?? []).map(({ path }) => path[0]))
  const right = Object.entries(values).filter(([name]) => knownKeys.includes(name) && !mistaken.has(name))
  const read = checked.data ?? frontMatter.parse(Object.fromEntries(right))
  const { date } = read
  if (date && day && date !== day) {
    const message = `The date ${date} does not agree with the file’s name, which says ${day}.`
    context.error('date-mismatch', message, places.get('date') ?? place(0))
  }
  return read
}

function unknownKey(key: string): string {
  const meant = closestWord(key, knownKeys)
  return `\`${key}\` is no key of a digest; ${meant ? `did you mean \`${meant}\`?` : `there are ${knownKeys.join(', ')}.`}`
}

function isLanguage(code: string): boolean {
  try {
    return Intl.getCanonicalLocales(code).length === 1
  } catch {
    return false
  }
}
