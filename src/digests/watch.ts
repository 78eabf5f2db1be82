import { watch } from 'chokidar'
import { quietMs } from './read-file.ts'

/** Changes that come together, such as those of one pull, are told together. */
const gatherMs = 100

/** What a watcher tells. */
export interface WatchEvents {
  /** Files that were added, changed or removed, once nobody is writing to them any more. */
  onFiles(paths: readonly string[]): void
  /** The folder cannot be watched as it should. */
  onError(error: Error): void
}

/** Watches a folder and the folders right below it. Returns what ends it. */
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
  // What changed between the first listing and now was seen by nobody.
  watcher.on('ready', () => gather(folder))
  watcher.on('error', (error) => onError(error instanceof Error ? error : new Error(String(error))))
  return async () => {
    clearTimeout(timer)
    await watcher.close()
  }
}
