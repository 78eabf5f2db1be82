import { createLog } from '../observability/logger.ts'
import type { PreviewedPart } from '../platforms/preview.ts'

/** Commands print their results themselves; their log has warnings and errors only, apart from what they print. */
export const commandLog = createLog('warn', 2)

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2))
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

/** `1 digest`, `2 digests`. */
export function count(number: number, word: string, plural = `${word}s`): string {
  return `${number} ${number === 1 ? word : plural}`
}
