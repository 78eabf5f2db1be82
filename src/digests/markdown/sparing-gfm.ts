import { gfm } from 'micromark-extension-gfm'

type Extension = ReturnType<typeof gfm>
type Constructs = NonNullable<Extension['text']>[string]
type Construct = Exclude<NonNullable<Constructs>, readonly unknown[]>
type Lines = ReadonlySet<number>

const github = gfm({ singleTilde: false })

/** The characters without which a line has no such address. */
const addresses: Readonly<Record<string, RegExp>> = {
  emailAutolink: /@/,
  protocolAutolink: /https?:\/\//i,
  wwwAutolink: /www\./i,
}

/** A line that may be the delimiter row of a table, also in quotes: dashes with a bar or a colon. */
const delimiterRow = /^(?=.*-)(?=.*[|:])[\s>|:-]+$/

/**
 * GitHub's Markdown, with tables and bare addresses tried only in the lines of this text where they may be. The parser would
 * try an address at every word, and write each line as the header of a table to see whether a delimiter row follows.
 */
export function sparingGfm(text: string): Extension {
  const lines = text.split(/\r\n|\r|\n/)
  const ofAddress = new Map(
    Object.entries(addresses).map(([name, sign]) => [name, linesWhere(lines, (line) => sign.test(line))]),
  )
  const tables = tableLines(lines)
  const inText = Object.entries(github.text ?? {}).map(([code, found]) => [
    code,
    mapConstructs(found, (each) => addressOn(each, ofAddress.get(each.name ?? ''))),
  ])
  const flow = { ...github.flow, null: mapConstructs(github.flow?.null, (each) => tableOn(each, tables)) }
  return { ...github, flow, text: Object.fromEntries(inText) }
}

function mapConstructs(found: Constructs, map: (construct: Construct) => Construct[]): Construct[] {
  return [found ?? []].flat().flatMap(map)
}

/** Tries an address where `previous` allows it. All other text is left alone. */
function addressOn(construct: Construct, lines: Lines | undefined): Construct[] {
  if (!lines) return [construct]
  if (lines.size === 0) return []
  return [
    {
      ...construct,
      previous(code) {
        return (construct.previous?.call(this, code) ?? true) && lines.has(this.now().line)
      },
    },
  ]
}

function tableOn(construct: Construct, lines: Lines): Construct[] {
  if (construct.name !== 'table') return [construct]
  if (lines.size === 0) return []
  return [
    {
      ...construct,
      tokenize(effects, ok, nok) {
        return lines.has(this.now().line) ? construct.tokenize.call(this, effects, ok, nok) : nok
      },
    },
  ]
}

/** The lines that may begin a row: above a delimiter row, and below it up to a blank line. */
function tableLines(lines: readonly string[]): Lines {
  let isBelow = false
  return linesWhere(lines, (line, at) => {
    isBelow = (isBelow && line.trim() !== '') || delimiterRow.test(line)
    return isBelow || delimiterRow.test(lines[at + 1] ?? '')
  })
}

/** The numbers of these lines, from 1. */
function linesWhere(lines: readonly string[], isMeant: (line: string, at: number) => boolean): Lines {
  return new Set(lines.flatMap((line, at) => (isMeant(line, at) ? [at + 1] : [])))
}
