import type { Position } from '../../domain/digest-repository.ts'
import type { Problem } from '../../domain/problem.ts'

/** Collects the problems of a page while it is imported. */
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

  /** All problems, in the order of the page. */
  inOrder(): Problem[] {
    return this.#problems.toSorted((one, other) => one.line - other.line || one.column - other.column)
  }
}

/** The beginning of a line, for messages. */
export function quote(words: string): string {
  const characters = [...words]
  return `“${characters.length > 50 ? `${characters.slice(0, 49).join('')}…` : words}”`
}
