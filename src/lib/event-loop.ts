const waiting: (() => void)[] = []

/**
 * Resolves in a turn of the event loop of its own. Work that many callers start at once is spread over that many
 * turns, so that readers are answered in between.
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
