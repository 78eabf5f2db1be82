import process from 'node:process'
import type { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { FetchFailed } from '../../../src/sources/fetch/fetch-failed.ts'
import { readFeed } from '../../../src/sources/kinds/read-feed.ts'
import { readFeedInWorker } from '../../../src/sources/kinds/read-feed-in-worker.ts'

const item = (at: number) =>
  `<item><title>Story ${at}</title><link>/${at}</link><description>${'Words. '.repeat(20)}</description></item>`
const feedOf = (items: number) => ({
  body: Buffer.from(
    `<rss version="2.0"><channel>${Array.from({ length: items }, (_, at) => item(at)).join('')}</channel></rss>`,
  ),
  contentType: 'application/rss+xml',
  url: 'https://feeds.example/feed.xml',
})

/** The threads that are started from now on. */
function threads(): readonly Worker[] {
  const started: Worker[] = []
  const note = (worker: Worker) => started.push(worker)
  process.on('worker', note)
  onTestFinished(() => void process.off('worker', note))
  return started
}

test.each([
  ['small', 10, 0],
  ['large', 3_000, 1],
])('a %s feed of %i entries is read as it is; threads for it: %i', async (_, items, count) => {
  const started = threads()
  const document = feedOf(items)
  expect(await readFeedInWorker(document)).toEqual(readFeed(document))
  expect(started).toHaveLength(count)
})

test('what a thread refuses has its reason', async () => {
  const page = { ...feedOf(0), body: Buffer.from(`<html>${'<p>Words.</p>'.repeat(30_000)}</html>`) }
  const refusal = await readFeedInWorker(page).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(FetchFailed)
  expect(refusal).toMatchObject({ reason: { code: 'source-page' } })
})
