import type { Problem, ProblemKey, ProblemSentences, ProblemText, ProblemValue } from '../domain/problem.ts'
import type { en } from './en/index.ts'
import { messagesFor } from './messages.ts'

type Sentences = typeof en.problems
export type ProblemName = keyof Sentences

/** A sentence may mention another one: as data it is a `ProblemText`, in the catalog it is words. */
type Given<Values extends readonly unknown[]> = {
  [At in keyof Values]: Values[At] extends ProblemSentences ? ProblemText : Values[At]
}
export type ValuesOfProblem<Name extends ProblemName> = Given<Parameters<Sentences[Name]>>

/** A problem as data: a sentence of the catalog and the values that it mentions. */
export function problemText<Name extends ProblemName>(name: Name, ...values: ValuesOfProblem<Name>): ProblemText {
  return { key: name as string as ProblemKey, values: values as readonly ProblemValue[] }
}

/** The sentences in a language, by default English. A sentence that this version does not know is shown as its key. */
export function problemSentences({ key, values }: ProblemText, language?: string): ProblemSentences {
  const words: Readonly<Record<string, unknown>> = messagesFor(language).problems
  const say = Object.hasOwn(words, key) ? words[key] : undefined
  if (typeof say !== 'function') return { message: key, fix: '' }
  const inWords = values.map((value) => (isText(value) ? problemSentences(value, language) : value))
  const [message, fix]: [string, string] = say(...inWords)
  return { message, fix }
}

function isText(value: ProblemValue): value is ProblemText {
  return typeof value === 'object' && 'key' in value && 'values' in value
}

/** What is wrong and what to do, as one text. */
export function describeProblem(text: ProblemText, language?: string): string {
  const { message, fix } = problemSentences(text, language)
  return `${message}${messagesFor(language).problemList.sentenceGap}${fix}`
}

/** With its place: `digests/2026-03-12.md:14:3  error  … (rule)`. */
export function formatProblem(problem: Problem, language?: string): string {
  const { file, line, column, severity, rule } = problem
  const words = messagesFor(language).problemList
  return `${file}:${line}:${column}  ${words[severity]}  ${describeProblem(problem, language)} (${rule})`
}
