import { expect, test } from 'vitest'
import { digest, partCount } from '../bench/fan-out/digest.ts'
import { fanOut } from '../bench/fan-out/run.ts'
import { verdictOf } from '../bench/fan-out/verdict.ts'

const [refusing, silent] = [3, 5]

/** The bot in a process of its own, and a platform with its rate limits on; time passes faster for both. */
test.concurrent.for([
  ['slack', 8],
  ['discord', 1],
] as const)(
  'forty channels of %s get no 429, while one of them refuses and another never answers',
  async ([platform, lapse]) => {
    const run = { platform, way: 'ours', channels: 40, digest, parts: partCount, lapse } as const
    const { channels, tooEarly, complaints } = await fanOut({ ...run, dead: [refusing], silent: [silent] })
    expect(channels[refusing]).toEqual([])
    expect(channels[silent]).toEqual([])
    const others = channels.filter((_, at) => at !== refusing && at !== silent)
    expect(others.map(({ length }) => length)).toEqual(others.map(() => partCount))
    expect(verdictOf({ channels: others }, partCount)).toEqual({ lost: 0, doubled: 0, disordered: 0 })
    expect(tooEarly).toBe(0)
    expect(complaints).toEqual([])
  },
)
