import type { Definition, FootnoteDefinition, Node, Parents, Root } from 'mdast'
import type { Position } from '../../domain/digest-repository.ts'
import type { Problem, ProblemText } from '../../domain/problem.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'

/** The state of the parser for one file: positions, definitions, footnotes and problems. */
export class ParseContext {
  readonly file: string
  readonly vocabulary: Vocabulary
  readonly lines: readonly string[]
  readonly problems: Problem[] = []
  readonly definitions = new Map<string, Definition>()
  /** Whether the file has none of the headings that a section needs, so that fewer irregularities count as mistakes. */
  isFreeForm = false
  /** The identifiers that links and images refer to. */
  readonly referred = new Set<string>()
  readonly footnotes = new Map<string, FootnoteDefinition>()
  /** The numbers of footnotes that have been referred to, in order: the first is shown as [1]. */
  readonly cited = new Map<string, number>()
  /** The cited footnotes whose text is in the digest already. */
  readonly taken = new Set<string>()
  /** The content of the paragraph that an image stands in. */
  readonly paragraphs = new WeakMap<object, readonly Node[]>()
  /** Headings that are titles although they have the name of a label. */
  readonly titles = new WeakSet<Node>()
  readonly #warned = new Set<string>()
  readonly #positions = new WeakMap<object, Position>()

  constructor(file: string, text: string, vocabulary: Vocabulary) {
    this.file = file
    this.lines = text.split('\n')
    this.vocabulary = vocabulary
  }

  error(rule: string, text: ProblemText, at: Node | Position): void {
    this.#add('error', rule, text, at)
  }

  warn(rule: string, text: ProblemText, at: Node | Position): void {
    this.#add('warning', rule, text, at)
  }

  /** A warning that is given once for a file, at its first place; `key` is what the others have in common with it. */
  warnOnce(rule: string, key: string, text: ProblemText, at: Node | Position): void {
    if (this.#warned.has(`${rule} ${key}`)) return
    this.#warned.add(`${rule} ${key}`)
    this.warn(rule, text, at)
  }

  /** Remembers where a piece of the digest was written. */
  mark<Piece extends object>(piece: Piece, at: Node | Position): Piece {
    this.#positions.set(piece, positionOf(at))
    return piece
  }

  /** Where a piece of the digest was written, if that was marked. */
  at(piece: object): Position | undefined {
    return this.#positions.get(piece)
  }

  /** Collects the definitions of links and footnotes. Of two with the same name the first counts. */
  collectDefinitions(root: Root): void {
    const waiting: Parents[] = [root]
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      for (const child of node.children) {
        if (child.type === 'definition' && !this.definitions.has(child.identifier)) {
          this.definitions.set(child.identifier, child)
        }
        if (child.type === 'linkReference' || child.type === 'imageReference') this.referred.add(child.identifier)
        // The text of a second footnote with the same name is kept under a name that nothing can refer to.
        if (child.type === 'footnoteDefinition') {
          const taken = this.footnotes.has(child.identifier)
          this.footnotes.set(taken ? `${child.identifier}\n${this.footnotes.size}` : child.identifier, child)
        }
      }
      for (const child of [...node.children].reverse()) if ('children' in child) waiting.push(child)
    }
  }

  /** All problems, in the order of the file. */
  sortedProblems(): Problem[] {
    return this.problems.toSorted((one, other) => one.line - other.line || one.column - other.column)
  }

  #add(severity: Problem['severity'], rule: string, { key, values }: ProblemText, at: Node | Position): void {
    const { line, column } = positionOf(at)
    this.problems.push({ file: this.file, line, column, severity, rule, key, values })
  }
}

/** Where a node begins. */
function positionOf(at: Node | Position): Position {
  if ('line' in at) return at
  const { line = 1, column = 1 } = at.position?.start ?? {}
  return { line, column }
}
