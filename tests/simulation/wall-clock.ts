/** The day of a local minute, and the minute of that day. */
export const minutesADay = 1440

/** Farther from UTC than any clock is, in minutes. */
const farthest = 16 * 60

/** A zone's offset seldom changes; in between it is looked at this often, in minutes. */
const stride = 15

/**
 * The wall clock of a zone, minute by minute, as `Intl.DateTimeFormat` prints it. Minutes are counted from 1970: real
 * ones, and local ones as if the zone were UTC. Independent of the product's own calculations with time.
 */
export class WallClock {
  readonly #from: number
  readonly #offsets: Int16Array
  readonly #first = new Map<number, number>()
  readonly #print: Intl.DateTimeFormat

  constructor(zone: string, from: number, to: number) {
    this.#from = from
    this.#print = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    this.#offsets = new Int16Array(to - from)
    this.#fill()
  }

  /** The local minute. */
  at(minute: number): number {
    const offset = this.#offsets[minute - this.#from]
    if (offset === undefined) throw new RangeError(`the wall clock was not wound for minute ${minute}`)
    return minute + offset
  }

  /** The first real minute at which the wall shows this local minute or a later one. */
  firstAt(local: number): number {
    const known = this.#first.get(local)
    if (known !== undefined) return known
    let minute = local - farthest
    while (this.at(minute) < local) minute += 1
    this.#first.set(local, minute)
    return minute
  }

  /** Whether the clock is changed between two real minutes. */
  changes(from: number, to: number): boolean {
    return this.at(from) - from !== this.at(to) - to
  }

  #fill(): void {
    let before = this.#read(this.#from)
    for (let at = 0; at < this.#offsets.length; at += stride) {
      const end = Math.min(at + stride, this.#offsets.length)
      const after = this.#read(this.#from + end)
      if (before === after) this.#offsets.fill(after, at, end)
      else for (let each = at; each < end; each += 1) this.#offsets[each] = this.#read(this.#from + each)
      before = after
    }
  }

  #read(minute: number): number {
    const shown = this.#print.format(minute * 60_000)
    const [month, day, year, hour, rest] = shown.split(/[^\d]+/).map(Number) as [number, number, number, number, number]
    return Date.UTC(year, month - 1, day, hour, rest) / 60_000 - minute
  }
}
