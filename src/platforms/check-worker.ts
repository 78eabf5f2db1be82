// Checks digests beside the main thread, and answers with their findings.
import { answerRequests } from '../lib/worker-thread.ts'
import { type CheckRequest, checkDigest } from './check-digest.ts'

answerRequests((given: CheckRequest) => checkDigest(...given))
