import { Worker } from 'node:worker_threads'
import type { ParseResult } from '../domain/digest-repository.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import type { DigestFile } from './markdown/read-digest.ts'
import { deserializeParseResult } from './serialize.ts'

/** The package has JavaScript, a checkout TypeScript. */
const program = new URL(import.meta.url.replace(/reading-thread(\.[jt]s)$/, 'reading-worker$1'))

/** How long an idle thread is kept, in milliseconds: it takes a quarter of a second and 40 MB to start. */
const idleMs = 10_000

let worker: Worker | undefined
let isIdle: NodeJS.Timeout | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * Reads a digest in a thread of its own, so that readers do not wait for a long one: Markdown is read in one go, at up to
 * 10 ms of processor time for 1 KB. Undefined if the thread cannot run, or ends.
 */
export function readBeside(file: DigestFile, vocabulary: Vocabulary): Promise<ParseResult | undefined> {
  const reading = last.then(() => readNext(file, vocabulary)).catch(() => undefined)
  last = reading
  return reading
}

async function readNext(file: DigestFile, vocabulary: Vocabulary): Promise<ParseResult | undefined> {
  clearTimeout(isIdle)
  // A listener, because an error of a thread that nothing waits for would end the process.
  const thread = worker ?? new Worker(program).on('error', end)
  worker = thread
  // A process that waits for nothing else must not end before the answer.
  thread.ref()
  const answer = Promise.withResolvers<string>()
  const fail = () => answer.reject(new Error('the thread ended'))
  thread.once('message', answer.resolve).once('error', fail).once('exit', fail)
  try {
    thread.postMessage({ file, vocabulary })
    return deserializeParseResult(file.file, await answer.promise)
  } catch (error) {
    end()
    throw error
  } finally {
    thread.off('message', answer.resolve).off('error', fail).off('exit', fail)
    thread.unref()
    isIdle = setTimeout(end, idleMs).unref()
  }
}

function end(): void {
  void worker?.terminate()
  worker = undefined
}
