// Checks digests beside the main thread, and answers with their findings.
import { workerData } from 'node:worker_threads'
import type { DigestFile } from '../../digests/markdown/read-digest.ts'
import { answerRequests } from '../../lib/worker-thread.ts'
import { type CheckSettings, checkDigest } from '../../platforms/check-digest.ts'

answerRequests((file: DigestFile) => checkDigest(file, workerData as CheckSettings))
