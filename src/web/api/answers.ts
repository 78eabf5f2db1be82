import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Problem } from '../../domain/problem.ts'

/** A problem in a digest, as the API gives it. */
interface ProblemJson {
  /** Both count from 1. */
  readonly line: number
  readonly column: number
  readonly severity: Problem['severity']
  readonly rule: string
  readonly what: string
  readonly fix: string
}

/** Says what is wrong with a request, and what to do. */
export function errorAnswer(context: Context, status: ContentfulStatusCode, what: string, fix: string): Response {
  return context.json({ error: { what, fix } }, status)
}

export function toProblemJson({ line, column, severity, rule, message }: Problem): ProblemJson {
  const { what, fix } = splitMessage(message)
  return { line, column, severity, rule, what, fix: fix ?? `Correct line ${line} and send the digest again.` }
}

/** A message says what is wrong, then what to do: in a second sentence, or after a semicolon. */
function splitMessage(message: string): { readonly what: string; readonly fix?: string } {
  const end = /[.!?](?=\s+[A-Z`“])|;(?=\s)/.exec(withoutQuotes(message))
  if (!end) return { what: message }
  const fix = message.slice(end.index + 1).trim()
  const what = message.slice(0, end.index).trim()
  return { what: `${what}.`, fix: `${fix.slice(0, 1).toUpperCase()}${fix.slice(1)}` }
}

/** A text of the same length, with nothing that ends a sentence inside quotes. */
function withoutQuotes(text: string): string {
  return text.replace(/`[^`]*`|“[^”]*”|"[^"]*"/g, (quoted) => '_'.repeat(quoted.length))
}
