/** Times in the table `runtime`, in milliseconds since 1970, by name. */
export type Runtime = ReadonlyMap<string, number>

/** The start of the gap; undefined if there is none. */
export function unknownSince(isNew: boolean, seenAt: number | undefined, runtime: Runtime): number | undefined {
  if (isNew) return 0
  const copiedAt = runtime.get('copied_at')
  if (copiedAt !== undefined || seenAt === undefined) return copiedAt
  // The heartbeat is written to the ledger first: a note that is ahead of it belongs to another ledger.
  const heartbeatAt = runtime.get('heartbeat_at') ?? 0
  return seenAt > Math.max(heartbeatAt, runtime.get('gap_to') ?? 0) ? heartbeatAt : undefined
}
