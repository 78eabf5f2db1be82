import { styleText } from 'node:util'
import type { Problem } from '../domain/problem.ts'
import { type Language, messagesFor } from '../i18n/messages.ts'
import { formatProblem } from '../i18n/problems.ts'
import { createLog } from '../observability/logger.ts'
import type { PreviewedPart } from '../platforms/preview.ts'

/** Commands print their results themselves; their log has warnings and errors only, apart from what they print. */
export const commandLog = createLog('warn', 2)

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Writes text that is not part of the command's output to standard error. */
export function printNote(text: string): void {
  process.stderr.write(`${text}\n`)
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2))
}

/** The text in a colour if standard output is a terminal; NO_COLOR and FORCE_COLOR decide otherwise. */
export const inColor = (color: 'red' | 'yellow' | 'green' | 'dim', text: string): string =>
  styleText(color, text, { stream: process.stdout })

export function printProblem(problem: Problem, language: Language): void {
  const { severity } = problem
  const word = messagesFor(language).problemList[severity]
  const color = severity === 'error' ? 'red' : 'yellow'
  print(formatProblem(problem, language).replace(`  ${word}  `, `  ${inColor(color, word)}  `))
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** An ISO 8601 time; on a terminal with how far it is from now: `in 3 hours (2026-03-12T07:30:00Z)`. */
export function humanTime(iso: string, now = Date.now(), isTerminal: boolean = process.stdout.isTTY ?? false): string {
  if (!isTerminal) return iso
  const seconds = (Date.parse(iso) - now) / 1000
  const [unit, length] = units.find(([, each]) => Math.abs(seconds) >= each) ?? (['minute', 60] as const)
  const distance = new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(seconds / length), unit)
  return `${distance === 'this minute' ? 'now' : distance} (${iso})`
}

export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  for (const row of rows)
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

export function printParts(parts: readonly PreviewedPart[]): void {
  for (const { part, call } of parts) {
    const budget = part.budget.map(({ of, used, budget: allowed }) => `${used} of ${allowed} ${of}`)
    print([`── ${part.key}`, call.method, ...budget].join(' · '))
    print(`${part.plain}\n`)
  }
  if (parts.length === 0) print('Nothing: no section has a tag that this destination asks for.')
}
