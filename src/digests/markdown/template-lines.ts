import type { Position } from '../../domain/digest-repository.ts'

/** The end of a sentence, behind which a tag adds to it. */
export const endsSentence = /[.!?…。！？]["'”’»」』)）]*\s*$/

/** The lines of code blocks and of front matter, and those between. */
export function stretchesOf(text: string): { lines: string[]; isText: boolean }[] {
  const stretches: { lines: string[]; isText: boolean }[] = []
  let fence = /^(?:---|\+\+\+)\n/.test(text) ? text.slice(0, 3) : undefined
  for (const [at, line] of text.split('\n').entries()) {
    const [, marks] = /^[ \t>]*(`{3,}|~{3,})/.exec(line) ?? []
    const isText = fence === undefined && marks === undefined
    const last = stretches.at(-1)
    if (last?.isText === isText) last.lines.push(line)
    else stretches.push({ lines: [line], isText })
    if (fence === undefined) fence = marks
    else if (at > 0 && (marks ?? line).startsWith(fence) && line.trim().replace(/^[> ]+/, '') === (marks ?? fence))
      fence = undefined
  }
  return stretches
}

/** A place in a text whose first line has a number. */
export function placeOfTag(text: string, offset: number, firstLine: number): Position {
  const lines = text.slice(0, offset).split('\n')
  return { line: firstLine + lines.length - 1, column: (lines.at(-1)?.length ?? 0) + 1 }
}
