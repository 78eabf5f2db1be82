import type { Clock } from '../../domain/clock.ts'
import { type Model, ModelFailure, type ModelMessage, type Question } from './model.ts'

/** A model, and the rest of its budget. */
export interface ModelSession {
  readonly model: Model
  readonly left: { requests: number; tokens: number }
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** How many times a model is asked to correct an answer. */
const correctionsMax = 2

/** How many retries a failed request gets. */
const retriesMax = 3

/** Characters per token, for services that do not count tokens. */
const charactersOfToken = 3

/** The problems of an answer: `complaints` for the model, and `fault` in a few words for people. */
export type Checked<Value> =
  | { readonly value: Value }
  | { readonly complaints: readonly string[]; readonly fault: string }
type Check<Value> = (json: unknown) => Checked<Value>

/**
 * Asks until the answer passes the check, telling the model what was wrong. Throws `ModelFailure` if it never does, or if the
 * budget ends.
 */
export async function askModel<Value>(question: Question, check: Check<Value>, session: ModelSession): Promise<Value> {
  const messages: ModelMessage[] = [...question.messages]
  for (let corrections = 0; ; corrections += 1) {
    const text = await askOnce({ ...question, messages }, session)
    const json = findJson(text)
    const result: Checked<Value> =
      json === undefined
        ? { complaints: ['It has no complete JSON object.'], fault: 'has no complete JSON object' }
        : check(json)
    if ('value' in result) return result.value
    const reason = result.complaints.slice(0, 8).join(' ')
    if (corrections >= correctionsMax) {
      const asked = `${corrections + 1} times`
      throw new ModelFailure(`the model was asked ${asked}, and its last answer ${result.fault}`)
    }
    messages.push(
      { role: 'assistant', content: text.slice(0, 6_000) },
      {
        role: 'user',
        content: `This answer cannot be used. ${reason} Answer again with the whole corrected JSON object only.`,
      },
    )
  }
}

async function askOnce(question: Question, { model, left, clock, signal }: ModelSession): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    if (left.requests <= 0 || left.tokens <= 0) throw new ModelFailure('the budget of this draft is used up')
    left.requests -= 1
    try {
      const { text, tokens = estimated(question, text) } = await model.ask(question, signal)
      left.tokens -= tokens
      return text
    } catch (error) {
      if (!(error instanceof ModelFailure) || error.retryAfterMs === undefined || tries > retriesMax) throw error
      await clock.wait(error.retryAfterMs * 2 ** (tries - 1), signal)
      if (signal.aborted) throw error
    }
  }
}

function estimated({ system, messages }: Question, answer: string): number {
  const characters = [system, answer, ...messages.map(({ content }) => content)].join('').length
  return Math.ceil(characters / charactersOfToken)
}

/** The JSON object in an answer, which may have other text around it. Undefined if there is no complete one. */
function findJson(text: string): unknown {
  for (let start = text.indexOf('{'); start >= 0; start = text.indexOf('{', start + 1)) {
    const end = endOf(text, start)
    if (end === undefined) continue
    try {
      return JSON.parse(text.slice(start, end))
    } catch {
      // The brace was in the prose before the JSON.
    }
  }
  return undefined
}

/** Where the object that begins at `start` ends. */
function endOf(text: string, start: number): number | undefined {
  let [depth, isInString] = [0, false]
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]
    if (isInString) {
      if (character === '\\') at += 1
      else if (character === '"') isInString = false
    } else if (character === '"') isInString = true
    else if (character === '{') depth += 1
    else if (character === '}') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return undefined
}
