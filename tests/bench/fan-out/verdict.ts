import type { Standing } from './orders.ts'

export interface Verdict {
  readonly lost: number
  readonly doubled: number
  /** Channels with messages in the wrong order. */
  readonly disordered: number
}

/** Counts what is wrong: each channel should have `parts` messages, in the order that most channels have. */
export function verdictOf({ channels }: Pick<Standing, 'channels'>, parts: number): Verdict {
  const wanted = commonest(channels, parts)
  const sum = (count: (said: readonly string[]) => number) => channels.reduce((total, said) => total + count(said), 0)
  return {
    lost: sum((said) => wanted.filter((name) => !said.includes(name)).length),
    doubled: sum((said) => said.length - new Set(said).size),
    disordered: channels.filter((said) => !isInOrder(said, wanted)).length,
  }
}

function commonest(channels: Standing['channels'], parts: number): readonly string[] {
  const whole = channels.filter(({ length }) => length === parts)
  const groups = [...Map.groupBy(whole, (said) => said.join('\n')).values()]
  return groups.toSorted((one, other) => other.length - one.length)[0]?.[0] ?? []
}

function isInOrder(said: readonly string[], wanted: readonly string[]): boolean {
  const places = said.map((name) => wanted.indexOf(name))
  return places.every((place, at) => at === 0 || place >= (places[at - 1] ?? 0))
}
