import { watch } from 'chokidar'
import { quietMs } from './read-file.ts'

/** Changes within this time of one another, such as those of one git pull, are reported together. */
const gatherMs = 100

export interface WatchEvents {
  /** Files that were added, changed or removed, once nothing writes to them. */
  onFiles(paths: readonly string[]): void
  /** The folder cannot be watched. */
  onError(error: Error): void
}

/** Watches a folder and its direct subfolders. Returns a function that ends it. */
export function watchFolder(folder: string, { onFiles, onError }: WatchEvents): () => Promise<void> {
  const gathered = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const tell = () => {
    const paths = [...gathered]
    gathered.clear()
    onFiles(paths)
  }
  const gather = (path: string) => {
    gathered.add(path)
    clearTimeout(timer)
    timer = setTimeout(tell, gatherMs)
  }
  const watcher = watch(folder, {
    ignoreInitial: true,
    depth: 1,
    awaitWriteFinish: { stabilityThreshold: quietMs, pollInterval: gatherMs },
    ignored: (path, stats) => stats?.isFile() === true && !/\.(?:md|markdown)$/i.test(path),
  })
  watcher.on('all', (_, path) => gather(path))
  // Files may have changed between the first listing and now.
  watcher.on('ready', () => gather(folder))
  watcher.on('error', (error) => onError(error instanceof Error ? error : new Error(String(error))))
  return async () => {
    clearTimeout(timer)
    await watcher.close()
  }
}
