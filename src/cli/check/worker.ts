// Checks digests beside the main thread. Gets files, and answers with their findings in the same order.
import { parentPort, workerData } from 'node:worker_threads'
import type { DigestFile } from '../../digests/markdown/read-digest.ts'
import { type CheckSettings, checkDigest } from '../../platforms/check-digest.ts'

let queue = Promise.resolve()
parentPort?.on('message', (file: DigestFile) => {
  queue = queue.then(async () => parentPort?.postMessage(await checkDigest(file, workerData as CheckSettings)))
})
