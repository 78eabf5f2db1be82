import { readFileSync } from 'node:fs'
import { closest } from 'fastest-levenshtein'
import { type Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { z } from 'zod'
import type { Problem } from '../domain/problem.ts'
import { closestWord } from '../lib/fuzzy-match.ts'
import { didYouMeanZone } from '../lib/time-zone-names.ts'

/** A YAML file as the schema reads it, or what is wrong with it and where. */
export type YamlResult<Value> =
  | { readonly value: Value /** An error about the value at this path. */; readonly complain: ReportProblem }
  | { readonly problems: readonly Problem[] }

export type ReportProblem = (path: Path, message: string, rule: string) => Problem

export type Path = readonly PropertyKey[]

/** Reads and checks a YAML file. `advice` is a sentence for a file that is not there. */
export function readYaml<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  advice?: string,
): YamlResult<z.output<Schema>> {
  const problem = (message: string, rule: string, line = 1, column = 1): Problem => ({
    file,
    line,
    column,
    severity: 'error',
    message,
    rule,
  })
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException
    const missing = ['There is no such file.', advice].filter(Boolean).join(' ')
    const message = code === 'ENOENT' ? missing : `The file cannot be read (${code}).`
    return { problems: [problem(message, 'unreadable')] }
  }
  const lines = new LineCounter()
  // Big integers, because Discord's ids lose their last digits as JavaScript numbers.
  const document = parseDocument(text, { lineCounter: lines, intAsBigInt: true, logLevel: 'error' })
  if (document.errors.length > 0) {
    const errorLines = document.errors.map(({ pos }) => lines.linePos(pos[0]).line)
    const line = errorLines.map((each) => lineOfEmpty(text, each)).find((each) => each !== undefined)
    if (line !== undefined) {
      const words = 'This is an empty list or object, but it goes on below. Take the [] or {} off.'
      return { problems: [problem(words, 'yaml', line)] }
    }
    return {
      problems: document.errors.map(({ message, pos }) => {
        const { line, col } = lines.linePos(pos[0])
        return problem(`This is not YAML: ${message.split('\n')[0]?.replace(/ at line .*$/, '')}.`, 'yaml', line, col)
      }),
    }
  }
  const content = contentOf(document)
  if ('badAlias' in content) {
    const { line, col } = lines.linePos(content.badAlias)
    const words =
      'An alias (*) must name an anchor (&) above it and must not contain itself. Write the value out instead.'
    return { problems: [problem(words, 'yaml', line, col)] }
  }
  const result = parseWithoutEmpty(schema, content.value ?? {})
  if (result.success) {
    return {
      value: result.data,
      complain: (path, message, rule) => {
        const { line, col } = placeOf(document, lines, path)
        return problem(message, rule, line, col)
      },
    }
  }
  return {
    problems: result.error.issues.flatMap(insideUnion).flatMap((issue) => {
      const place = (path: Path, key?: string) => placeOf(document, lines, path, key)
      if (issue.code !== 'unrecognized_keys') {
        const { line, col } = place(issue.path)
        return [problem(`${nameOf(issue.path)}${wordsFor(issue, document)}`, 'value', line, col)]
      }
      return issue.message.split('\n').map((message, at) => {
        const { line, col } = place(issue.path, issue.keys[at])
        return problem(message, 'unknown-key', line, col)
      })
    }),
  }
}

/** The line with `key: []` below which the list goes on, as in the shipped file once its examples are comments no more. */
function lineOfEmpty(text: string, errorLine: number): number | undefined {
  const lines = text.split('\n').slice(0, errorLine)
  const written = [...lines.keys()].filter((at) => !/^\s*(?:#|$)/.test(lines[at] ?? ''))
  const [before = -1, last = -1] = written.slice(-2)
  const isEmpty = /:\s*(?:\[\s*\]|\{\s*\})\s*(?:#.*)?$/.test(lines[before] ?? '')
  return isEmpty && /^\s*-|^\s/.test(lines[last] ?? '') ? before + 1 : undefined
}

/** A key without a value, whose examples are comments for instance, counts as left out. */
function parseWithoutEmpty<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.ZodSafeParseResult<z.output<Schema>> {
  const result = schema.safeParse(value, { error: explainKeys })
  const isEmpty = result.error?.issues.some(({ path }) => takeOutEmpty(value, path)) ?? false
  return isEmpty ? parseWithoutEmpty(schema, value) : result
}

/** Whether there was a key without a value at this path. */
function takeOutEmpty(value: unknown, [key, ...rest]: Path): boolean {
  if (typeof value !== 'object' || value === null || key === undefined) return false
  const inner: unknown = Reflect.get(value, key)
  if (rest.length > 0) return takeOutEmpty(inner, rest)
  return inner === null && typeof key === 'string' && Reflect.deleteProperty(value, key)
}

/** What is wrong inside the object, where a key takes a word or an object and an object is written. */
function insideUnion(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const isInside = ({ path, code }: z.core.$ZodIssue) => path.length > 0 || code === 'unrecognized_keys'
  const inside = issue.errors.find((branch) => branch.every(isInside))
  return inside ? inside.map((each) => ({ ...each, path: [...issue.path, ...each.path] })) : [issue]
}

/** What the document says, or the offset of an alias that cannot be followed: the library throws for it only here. */
function contentOf(document: Document): { value: unknown } | { badAlias: number } {
  try {
    return { value: smallIntegers(document.toJS()) }
  } catch (error) {
    const aliases: number[] = []
    visit(document, { Alias: (_, { range }) => void aliases.push(range?.[0] ?? 0) })
    if (aliases[0] === undefined) throw error
    return { badAlias: aliases[0] }
  }
}

/** Integers that fit become numbers again; the others stay big. */
function smallIntegers(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  if (Array.isArray(value)) return value.map(smallIntegers)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, smallIntegers(inner)]))
}

/** The line and column of a value, of one of its keys, or of the nearest thing around it that is there. */
function placeOf(document: Document, lines: LineCounter, path: Path, key?: string): { line: number; col: number } {
  const node = document.getIn(path, true)
  if (key !== undefined && isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key)
    if (isScalar(pair?.key) && pair.key.range) return lines.linePos(pair.key.range[0])
  }
  const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as [number] | null) : null
  if (range) return lines.linePos(range[0])
  return path.length > 0 ? placeOf(document, lines, path.slice(0, -1)) : { line: 1, col: 1 }
}

/** Keys of 0.1.0 that have another name now. */
const renamedKeys: Readonly<Record<string, string>> = { operations: 'alerts', quietDays: 'daysWithoutDigest' }

/** One line for each unknown key of an object. */
const explainKeys: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'unrecognized_keys' || !(issue.inst instanceof z.ZodObject)) return undefined
  const known = Object.keys(issue.inst.shape)
  return issue.keys.map((key) => `Unknown key "${key}". ${suggestion(key, known)}`).join('\n')
}

function suggestion(key: string, known: readonly string[]): string {
  const renamed = renamedKeys[key]
  if (renamed && known.includes(renamed)) return `It is called "${renamed}" now.`
  return `Did you mean "${closest(key, known)}"? Known are ${known.join(', ')}.`
}

function nameOf(path: Path): string {
  const key = path.findLast((step) => typeof step === 'string')
  return key === undefined ? '' : `"${String(key)}": `
}

/** What is wrong with a value, in words that need no schema. */
function wordsFor(issue: z.core.$ZodIssue, document: Document): string {
  const isEmpty = issue.code === 'invalid_type' && document.getIn(issue.path) === null
  if (isEmpty || !document.hasIn(issue.path)) return 'it is missing.'
  if (issue.code === 'invalid_type' && issue.expected === 'array') return 'must be a list, such as [a, b].'
  const written = document.getIn(issue.path)
  if (issue.code !== 'invalid_value') {
    const words = /[.!?]$/.test(issue.message) ? issue.message : `${issue.message}.`
    return issue.path.at(-1) === 'timezone' ? `${words} ${didYouMeanZone(String(written))}`.trimEnd() : words
  }
  const values = issue.values.map(String)
  const meant = typeof written === 'string' ? closestWord(written, values) : undefined
  return `must be one of ${values.join(', ')}${meant === undefined ? '.' : `; did you mean ${meant}?`}`
}
