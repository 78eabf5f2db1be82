import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import type { DigestFile } from '../../digests/markdown/read-digest.ts'
import { readDigestBytes } from '../../digests/read-file.ts'
import type { ParseCache } from '../../domain/digest-repository.ts'
import { WorkerThread } from '../../lib/worker-thread.ts'
import type { CheckRequest, CheckSettings, Findings } from '../../platforms/check-digest.ts'

/** A file of digests and its publication. */
export interface Target {
  readonly file: string
  readonly publication: string
}

interface CheckOptions {
  readonly settings: CheckSettings
  /** Where findings are kept for the next check; `program` changes with the program. */
  readonly kept?: { readonly cache: ParseCache; readonly program: string }
  /** Called after each file. */
  readonly onChecked?: () => void
  /** The number of threads; with none this one checks. By default as many as are worth their start. */
  readonly threads?: number
}

/** For fewer new files than this, one more thread takes longer to start than it saves. */
const filesPerThread = 100

/** Each takes about 100 MB. */
const maxThreads = 4

/** Files that wait in a thread, so that it always has one to check. */
const filesWaiting = 3

/** The findings in each file, in the same order. What is unchanged since the last check is not parsed again. */
export async function checkFiles(targets: readonly Target[], options: CheckOptions): Promise<Findings[]> {
  const { settings, kept, onChecked } = options
  const memory = kept && new Memory(kept.cache, [kept.program, settings])
  const results: Findings[] = new Array(targets.length)
  const finish = (at: number, findings: Findings) => {
    results[at] = findings
    onChecked?.()
  }
  const isNew: number[] = []
  for (const [at, target] of targets.entries()) {
    const known = memory && (await memory.recall(target))
    if (known) finish(at, known)
    else isNew.push(at)
  }

  await using stack = new AsyncDisposableStack()
  const { threads = worthwhileThreads(isNew.length) } = options
  const left = isNew.values()
  const checkNext = async (check: (file: DigestFile) => Promise<Findings>) => {
    for (const at of left) {
      const target = targets[at] as Target
      const content = await readDigestBytes(target.file)
      const findings = 'problems' in content ? { problems: content.problems } : await check({ ...target, ...content })
      if ('bytes' in content) memory?.keep(target, content.bytes, findings)
      finish(at, findings)
    }
  }
  if (threads === 0) {
    // What parses, renders and validates takes most of the start, and an unchanged archive needs none of it.
    const { checkDigest } = await import('../../platforms/check-digest.ts')
    await checkNext((file) => checkDigest(file, settings))
  } else {
    // Otherwise the heap grows to many times what is alive: each digest leaves a lot behind.
    setFlagsFromString('--heap-growing-percent=50')
    const options = { resourceLimits: { maxYoungGenerationSizeMb: 24 } }
    const started = Array.from({ length: threads }, () => {
      return stack.use(
        new WorkerThread<CheckRequest, Findings>('../../platforms/check-worker', import.meta.url, options),
      )
    })
    const waiting = started.flatMap((thread) => Array.from({ length: filesWaiting }, () => thread))
    await Promise.all(waiting.map((thread) => checkNext((file) => thread.ask([file, settings]))))
  }
  return results
}

function worthwhileThreads(files: number): number {
  const threads = Math.min(availableParallelism(), maxThreads, Math.floor(files / filesPerThread))
  return threads > 1 ? threads : 0
}

/** Findings of earlier checks, by everything that they depend on. */
class Memory {
  readonly #cache: ParseCache
  readonly #common: string

  constructor(cache: ParseCache, common: unknown) {
    this.#cache = cache
    this.#common = JSON.stringify(common)
  }

  async recall(target: Target): Promise<Findings | undefined> {
    const content = await readDigestBytes(target.file)
    const text = 'bytes' in content ? this.#cache.get(nameOf(target), this.#keyOf(target, content.bytes)) : undefined
    // Written by this program only, and the key changes with the program.
    return text === undefined ? undefined : (JSON.parse(text) as Findings)
  }

  keep(target: Target, bytes: Uint8Array, findings: Findings): void {
    this.#cache.put(nameOf(target), this.#keyOf(target, bytes), JSON.stringify(findings))
  }

  #keyOf({ file, publication }: Target, bytes: Uint8Array): string {
    const about = JSON.stringify([this.#common, file, publication])
    return createHash('sha256').update(about).update(bytes).digest('base64url')
  }
}

/** Its parse result is kept in the same cache, under the name of the file. */
function nameOf({ file }: Target): string {
  return `check ${file}`
}
