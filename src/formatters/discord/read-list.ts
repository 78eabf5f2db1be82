interface ListSource {
  readonly length: number
  /** The first number; absent in a list with bullets. */
  readonly start?: number
  /** The source of each item, without its bullet or number, and without indent. */
  readonly items: readonly string[]
}

const mark = /(?:[*-]|\d+\.) +/y
/** To the end of its line, with the lines below that are indented by two blanks or more. */
const body = /(?:\n(?! ?(?:[*-]|\d+\.) ))?[^\n]*(?:\n {2}[^\n]*)*/y
const gap = /\n? ?/y
/** The client counts from 1 to this. */
const numberMax = 1_000_000_000

/** The list at a position; the first bullet or number decides the kind of the list. */
export function readList(source: string, from: number): ListSource | undefined {
  let at = from
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    const [all = ''] = pattern.exec(source) ?? []
    at += all.length
    return all
  }
  const first = take(mark)
  if (first === '') return undefined
  const items: string[] = []
  for (let bullet = first; bullet !== ''; bullet = take(mark)) {
    items.push(take(body).replace(new RegExp(`^ {1,${bullet.length}}`, 'gm'), ''))
    take(gap)
  }
  const number = Number.parseInt(first, 10)
  const start = Number.isNaN(number) ? {} : { start: Math.min(Math.max(number, 1), numberMax) }
  return { length: at - from, ...start, items }
}
