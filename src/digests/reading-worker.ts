// Reads digests beside the main thread, and answers with their serialized readings.
import { answerRequests } from '../lib/worker-thread.ts'
import { readDigest } from './markdown/read-digest.ts'
import type { ReadingRequest } from './reading-thread.ts'
import { serializeParseResult } from './serialize.ts'

answerRequests(({ file, vocabulary }: ReadingRequest) => serializeParseResult(readDigest(file, vocabulary)))
