import { EventEmitter, once } from 'node:events'
import { appendFile, mkdir, mkdtemp, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openRepository } from '../../src/digests/repository.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import type { DigestSource } from '../../src/domain/digest-repository.ts'
import { goodDigest, vocabulary } from './markdown/digest-fixture.ts'

let root: string
let repository: DigestSource
let changes: EventEmitter<{ change: [readonly DigestId[]] }>

const forgetful = { get: () => undefined, put: () => {} }

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'digests-'))
  await writeFile(join(root, '2026-03-11.md'), goodDigest)
  repository = await openRepository({ folder: root, vocabulary, cache: forgetful })
  changes = new EventEmitter()
  repository.watch((changed) => changes.emit('change', changed))
})

afterEach(async () => {
  await repository.close()
  await rm(root, { recursive: true })
})

/** Waits until a change has been told after which this holds. */
async function until(holds: () => boolean): Promise<readonly DigestId[]> {
  for (;;) {
    const [changed] = await once(changes, 'change')
    if (holds()) return changed
  }
}

const daysAre =
  (...days: string[]) =>
  () =>
    repository.days('main').join() === days.join()
const id = (text: string) => text as DigestId

test('a digest that appears, changes and goes is told each time', async () => {
  const path = join(root, '2026-03-12.md')
  let change = until(daysAre('2026-03-11', '2026-03-12'))
  await writeFile(path, goodDigest)
  expect(await change).toEqual(['main/2026-03-12'])

  change = until(() => true)
  await writeFile(path, goodDigest.replace('Small models', 'Large models'))
  expect(await change).toEqual(['main/2026-03-12'])
  expect(await repository.get(id('main/2026-03-12'))).toMatchObject({ title: 'Large models, long memories' })

  change = until(daysAre('2026-03-11'))
  await rm(path)
  expect(await change).toEqual(['main/2026-03-12'])
})

test('a new publication is seen, and a file that is moved into place', async () => {
  await writeFile(join(root, 'draft.tmp'), goodDigest)
  const change = until(() => repository.days('zh').length > 0)
  await mkdir(join(root, 'zh'))
  await rename(join(root, 'draft.tmp'), join(root, 'zh', '2026-03-12.md'))
  expect(await change).toEqual(['zh/2026-03-12'])
  expect(repository.publications()).toEqual(['main', 'zh'])
})

test('a file that is written in pieces is read when it is whole', async () => {
  const path = join(root, '2026-03-12.md')
  const half = goodDigest.indexOf('### 02')
  await writeFile(path, goodDigest.slice(0, half))
  await repository.refresh()
  await utimes(path, new Date(), new Date())
  const digest = repository.get(id('main/2026-03-12'))
  // Long enough for a reader that does not wait.
  for (let looks = 0; looks < 100; looks++) await stat(path)
  await appendFile(path, goodDigest.slice(half))
  expect((await digest)?.sections).toHaveLength(2)
})

test('a digest that was broken is listed again once it is mended', async () => {
  const path = join(root, '2026-03-12.md')
  let change = until(daysAre('2026-03-11', '2026-03-12'))
  await writeFile(path, '## Featured\n')
  await change
  expect(await repository.get(id('main/2026-03-12'))).toBeUndefined()
  expect(repository.days('main')).toEqual(['2026-03-11'])
  change = until(daysAre('2026-03-11', '2026-03-12'))
  await writeFile(path, goodDigest)
  expect(await change).toEqual(['main/2026-03-12'])
})
