import type { gfm } from 'micromark-extension-gfm'

type Extension = ReturnType<typeof gfm>
type Construct = Exclude<NonNullable<Extension['flow']>[string], readonly unknown[] | undefined>

/** What may be the row below the header of a table: dashes with a bar or a colon, in quotes as well. */
const delimiterRow = /^(?=.*-)(?=.*[|:])[\s>|:-]+$/

/**
 * The extension with tables where this text may have one. Elsewhere the parser would read each line twice: it writes a line as
 * the header of a table to see whether the next one is a delimiter row.
 */
export function tablesOnlyWherePossible(extension: Extension, text: string): Extension {
  const { null: found, ...flow } = extension.flow ?? {}
  const lines = tableLines(text)
  if (!found || lines.size === 0) return { ...extension, flow }
  const guard = (construct: Construct): Construct => {
    if (construct.name !== 'table') return construct
    return {
      ...construct,
      tokenize(effects, ok, nok) {
        return lines.has(this.now().line) ? construct.tokenize.call(this, effects, ok, nok) : nok
      },
    }
  }
  return { ...extension, flow: { ...flow, null: [found].flat().map(guard) } }
}

/** The numbers of the lines that may begin a row: above a delimiter row, and below it up to a blank line. */
function tableLines(text: string): Set<number> {
  const lines = text.split(/\r\n|\r|\n/)
  const found = new Set<number>()
  let isBelow = false
  for (const [at, line] of lines.entries()) {
    if (delimiterRow.test(lines[at + 1] ?? '')) found.add(at + 1)
    isBelow = (isBelow && line.trim() !== '') || delimiterRow.test(line)
    if (isBelow) found.add(at + 1)
  }
  return found
}
