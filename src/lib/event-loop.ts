const waiting: (() => void)[] = []

/**
 * Yields to the event loop. Work that many callers start at once is spread over as many turns, so that readers are
 * answered in between.
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
