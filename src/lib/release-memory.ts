import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** In bytes. To collect a larger heap would keep readers waiting, and what a start leaves behind matters less there. */
const largeHeap = 64_000_000

/**
 * Gives back to the system what the process holds and no longer uses, compiled functions included: a start leaves a lot of
 * it behind, and V8 collects nothing while a process is idle. Blocks the event loop for about 30 ms of processor time, and
 * does nothing in a heap of more than `heapMax` bytes.
 */
export function releaseMemory(heapMax = largeHeap): void {
  if (getHeapStatistics().used_heap_size > heapMax) return
  // The only access to the garbage collector in a process that was started without this flag.
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as NodeJS.GCFunction
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
