const waiting: (() => void)[] = []

/**
 * Resolves in a turn of the event loop in which no other caller of this goes on. Work that many callers begin at once is
 * so spread over as many turns, and readers are answered in between.
 */
export function ownTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(goOn)
  })
}

function goOn(): void {
  waiting.shift()?.()
  if (waiting.length > 0) setImmediate(goOn)
}
