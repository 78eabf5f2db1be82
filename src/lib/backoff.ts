/** The longest first pause, in milliseconds. The limit doubles with each failure. */
const minMs = 1_000

/**
 * How long to wait after this number of failures in a row, in milliseconds: at random up to a limit that doubles, so that
 * clients that failed together do not return together ("full jitter").
 */
export function backoffMs(failures: number, maxMs: number): number {
  return failures === 0 ? 0 : Math.random() * Math.min(maxMs, minMs * 2 ** (failures - 1))
}
