import { type Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { decodeText } from '../digests/markdown/decode.ts'
import { unreadablePath } from '../digests/unreadable-path.ts'
import type { Problem, ProblemText } from '../domain/problem.ts'
import { problemText } from '../i18n/problems.ts'
import { readSmallFile } from '../lib/read-small-file.ts'
import { errorMap, type KnownKeys, openedAt, syntaxText, textFor, unknownKey } from './yaml-sentences.ts'

/** A YAML file as the schema reads it, or what is wrong with it and where. */
export type YamlResult<Value> =
  | {
      readonly document: Document
      readonly value: Value
      /** An error about the value at this path. */
      readonly complain: ReportProblem
    }
  | {
      readonly problems: readonly Problem[]
      /** As far as the file could be read. */
      readonly document?: Document
    }

export type ReportProblem = (path: Path, text: ProblemText, rule: string) => Problem

export type Path = readonly PropertyKey[]

/** A hundred thousand destinations; more is another file. In bytes. */
const sizeMax = 32 * 1024 * 1024

const unreadable: Readonly<Record<string, ProblemText>> = {
  EISDIR: problemText('config-folder'),
  EFBIG: problemText('config-too-large'),
  ETIMEDOUT: problemText('config-pipe'),
}

/** Reads and checks a YAML file. `missing` is about a file that is not there. */
export function readYaml<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  missing = problemText('named-file-missing'),
): YamlResult<z.output<Schema>> {
  const problem = ({ key, values }: ProblemText, rule: string, line = 1, column = 1): Problem => ({
    file,
    line,
    column,
    severity: 'error',
    rule,
    key,
    values,
  })
  let bytes: Buffer
  try {
    bytes = readSmallFile(file, sizeMax)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const text = unreadable[code] ?? unreadablePath(file, error, missing, 'unreadable-config')
    return { problems: [problem(text, 'unreadable')] }
  }
  const decoded = decodeText(bytes, sizeMax)
  if (!('text' in decoded)) return { problems: [problem(decoded, decoded.rule, decoded.line, decoded.column)] }
  const { text } = decoded
  const lines = new LineCounter()
  // Big integers, because Discord's ids lose their last digits as JavaScript numbers.
  const document = parseDocument(text, { lineCounter: lines, intAsBigInt: true, logLevel: 'error' })
  if (document.errors.length > 0) {
    const errorLines = document.errors.map(({ pos }) => lines.linePos(pos[0]).line)
    const isOne = document.errors.every(({ code }) => code !== 'MULTIPLE_DOCS')
    const line = errorLines.map((each) => lineOfEmpty(text, each)).find((each) => each !== undefined)
    if (isOne && line !== undefined)
      return { document, problems: [problem(problemText('yaml-empty-list'), 'yaml', line)] }
    return {
      document,
      problems: document.errors.map(({ message, pos }) => {
        const opened = openedAt(document, text, message, pos[0])
        const { line, col } = lines.linePos(opened ?? pos[0])
        if (opened === undefined && isWithoutBlank(text, line))
          return problem(problemText('yaml-no-blank'), 'yaml', line, col)
        return problem(syntaxText(message), 'yaml', line, col)
      }),
    }
  }
  const content = contentOf(document)
  if ('badAlias' in content) {
    const { line, col } = lines.linePos(content.badAlias)
    return { document, problems: [problem(problemText('yaml-alias'), 'yaml', line, col)] }
  }
  const known: KnownKeys = new Map()
  const result = parseWithoutEmpty(schema, content.value ?? {}, known)
  if (result.success) {
    return {
      document,
      value: result.data,
      complain: (path, text, rule) => {
        const { line, col } = placeOf(document, lines, path)
        return problem(text, rule, line, col)
      },
    }
  }
  return {
    document,
    problems: result.error.issues.flatMap(insideUnion).flatMap((issue) => {
      const place = (path: Path, key?: string) => placeOf(document, lines, path, key)
      if (issue.code !== 'unrecognized_keys') {
        const { line, col } = place(issue.path)
        return [problem(textFor(issue, document, content.value), 'value', line, col)]
      }
      return issue.keys.map((key) => {
        const { line, col } = place(issue.path, key)
        return problem(unknownKey(key, known.get(issue.keys) ?? [], schema), 'unknown-key', line, col)
      })
    }),
  }
}

/** The line with `key: []` below which the list continues, as in the shipped file after its examples were uncommented. */
function lineOfEmpty(text: string, errorLine: number): number | undefined {
  const lines = text.split('\n').slice(0, errorLine)
  const written = [...lines.keys()].filter((at) => !/^\s*(?:#|$)/.test(lines[at] ?? ''))
  const [before = -1, last = -1] = written.slice(-2)
  const isEmpty = /:\s*(?:\[\s*\]|\{\s*\})\s*(?:#.*)?$/.test(lines[before] ?? '')
  return isEmpty && /^\s*-|^\s/.test(lines[last] ?? '') ? before + 1 : undefined
}

/** `name:x` is a text, not a key. */
function isWithoutBlank(text: string, line: number): boolean {
  return /^\s*(?:- +)?[A-Za-z]+:[^\s/]/.test(text.split('\n')[line - 1] ?? '')
}

/** A key without a value, whose examples are comments for instance, counts as left out. */
function parseWithoutEmpty<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  known: KnownKeys,
): z.ZodSafeParseResult<z.output<Schema>> {
  const result = schema.safeParse(value, { error: errorMap(known) })
  const isEmpty = result.error?.issues.some(({ path }) => takeOutEmpty(value, path)) ?? false
  return isEmpty ? parseWithoutEmpty(schema, value, known) : result
}

/** Whether there was a key without a value at this path. */
function takeOutEmpty(value: unknown, [key, ...rest]: Path): boolean {
  if (typeof value !== 'object' || value === null || key === undefined) return false
  const inner: unknown = Reflect.get(value, key)
  if (rest.length > 0) return takeOutEmpty(inner, rest)
  return inner === null && typeof key === 'string' && Reflect.deleteProperty(value, key)
}

/** The problem inside an object, if the key takes a word or an object and an object was written. */
function insideUnion(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const isInside = ({ path, code }: z.core.$ZodIssue) => path.length > 0 || code === 'unrecognized_keys'
  const inside = issue.errors.find((branch) => branch.every(isInside))
  return inside ? inside.map((each) => ({ ...each, path: [...issue.path, ...each.path] })) : [issue]
}

/**
 * The content of the document, or the offset of an alias that cannot be resolved: the library throws for it only here.
 */
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
