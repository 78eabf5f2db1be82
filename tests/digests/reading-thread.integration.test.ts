import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { readDigest } from '../../src/digests/markdown/read-digest.ts'
import { readDigestFile } from '../../src/digests/read-file.ts'
import { readInWorker } from '../../src/digests/reading-thread.ts'
import { vocabulary } from '../contracts/digest.ts'

const name = '2026-01-05.md'
const section = (number: number) =>
  `## ${number}. Story ${number}\n\nWhat *happened* in [a place](https://example.org/${number}).\n`
const textOf = (sections: number) =>
  `# Monday\n\n${Array.from({ length: sections }, (_, index) => section(index + 1)).join('\n')}`
const long = textOf(20).replaceAll('.\n', `.\n\n${'It went on and on. '.repeat(80)}\n`)

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

/** The threads that are started from now on. */
function threads(): Worker[] {
  const started: Worker[] = []
  const note = (worker: Worker) => void started.push(worker)
  process.on('worker', note)
  onTestFinished(() => void process.off('worker', note))
  return started
}

test('long digests and those of many marks are read in one thread, short ones are not', async () => {
  const started = threads()
  await readDigestFile(fileWith(textOf(3)), 'main', vocabulary)
  expect(started).toHaveLength(0)
  const marked = textOf(20).replaceAll('.\n', `.\n\n${'*And* so on. '.repeat(50)}\n`)
  const files = [fileWith(long), fileWith(marked)]
  const readings = await Promise.all(files.map((file) => readDigestFile(file, 'main', vocabulary)))
  expect(started).toHaveLength(1)
  expect(readings.map(({ file, digest }) => [file, digest?.sections.length])).toEqual(files.map((file) => [file, 20]))
})

test('a thread reads what the main thread does, with the places of its parts', async () => {
  const file = { file: name, publication: 'main', bytes: new TextEncoder().encode(long) }
  const [one, other] = [readDigest(file, vocabulary), await readInWorker(file, vocabulary)]
  expect(other?.digest).toEqual(one.digest)
  expect(other?.problems).toEqual(one.problems)
  const place = (reading = one) => reading.at(reading.digest?.sections[4] ?? {})
  expect(place(other)).toEqual(place())
  expect(place(other)).toBeDefined()
})

test('where a thread cannot read a digest, the main thread does', async () => {
  const uncloneable = { ...vocabulary, more: () => {} }
  const file = fileWith(long)
  expect(await readInWorker({ file, publication: 'main', bytes: new Uint8Array() }, uncloneable)).toBeUndefined()
  expect((await readDigestFile(file, 'main', uncloneable)).digest?.sections).toHaveLength(20)
})

test('a thread that ends while it reads is replaced', async () => {
  const started = threads()
  const file = { file: name, publication: 'main', bytes: new TextEncoder().encode(long) }
  const reading = readInWorker(file, vocabulary)
  await expect.poll(() => started.length).toBeGreaterThan(0)
  await Promise.all(started.map((thread) => thread.terminate()))
  // It may have answered before.
  expect([undefined, 20]).toContain((await reading)?.digest?.sections.length)
  expect((await readInWorker(file, vocabulary))?.digest?.sections).toHaveLength(20)
})
