// Reads digests beside the main thread. Gets one at a time, and answers with its serialized reading.
import { parentPort } from 'node:worker_threads'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { type DigestFile, readDigest } from './markdown/read-digest.ts'
import { serializeParseResult } from './serialize.ts'

parentPort?.on('message', ({ file, vocabulary }: { readonly file: DigestFile; readonly vocabulary: Vocabulary }) => {
  parentPort?.postMessage(serializeParseResult(readDigest(file, vocabulary)))
})
