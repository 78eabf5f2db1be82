import type { Position } from '../../domain/digest-repository.ts'
import type { Problem } from '../../domain/problem.ts'

/** What there is to say about a page while it is being imported. */
export class Diagnostics {
  readonly #file: string
  readonly #problems: Problem[] = []

  constructor(file: string) {
    this.#file = file
  }

  warn(rule: string, message: string, at: Position): void {
    this.#problems.push({ file: this.#file, ...at, severity: 'warning', message, rule })
  }

  error(rule: string, message: string, at: Position): void {
    this.#problems.push({ file: this.#file, ...at, severity: 'error', message, rule })
  }

  /** Everything said so far, from the top of the page to its end. */
  inOrder(): Problem[] {
    return this.#problems.toSorted((one, other) => one.line - other.line || one.column - other.column)
  }
}

/** The beginning of a line, for messages. */
export function quote(words: string): string {
  const characters = [...words]
  return `“${characters.length > 50 ? `${characters.slice(0, 49).join('')}…` : words}”`
}
