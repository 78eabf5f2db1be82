import { EventEmitter, once } from 'node:events'
import { appendFile, mkdir, mkdtemp, rename, rm, symlink, unlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { openRepository } from '../../src/digests/repository.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import type { DigestSource } from '../../src/domain/digest-repository.ts'
import { goodDigest, vocabulary } from './markdown/digest-fixture.ts'

let root: string
/** What the configuration names. */
let folder: string
let repository: DigestSource
let changes: EventEmitter<{ change: [readonly DigestId[]] }>

const forgetful = { get: () => undefined, put: () => {} }

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'digests-'))
  folder = root
  await writeFile(join(root, '2026-03-11.md'), goodDigest)
  repository = await openRepository({ folder: () => folder, quietMs: () => 200, vocabulary, cache: forgetful })
  changes = new EventEmitter()
  repository.watch((changed) => changes.emit('change', changed))
})

afterEach(async () => {
  await repository.close()
  await rm(root, { recursive: true })
})

/** Waits for a change after which this holds. */
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

test('a digest that appears, changes and goes is reported each time', async () => {
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

test('a file that is written in pieces, with pauses between them, is read when it is whole', async () => {
  const path = join(root, '2026-03-12.md')
  const half = goodDigest.indexOf('### 02')
  const change = until(daysAre('2026-03-11', '2026-03-12'))
  await writeFile(path, goodDigest.slice(0, half))
  await repository.refresh()
  expect(await repository.read(id('main/2026-03-12'))).toMatchObject({ problems: [{ rule: 'being-written' }] })
  expect(repository.days('main')).toEqual(['2026-03-11'])
  await wait(400)
  await appendFile(path, goodDigest.slice(half, half + 20))
  await wait(400)
  expect(await repository.get(id('main/2026-03-12'))).toBeUndefined()
  await appendFile(path, goodDigest.slice(half + 20))
  expect(await change).toEqual(['main/2026-03-12'])
  expect((await repository.get(id('main/2026-03-12')))?.sections).toHaveLength(2)
})

test('while a correction is written, the digest is what it was', async () => {
  const path = join(root, '2026-03-11.md')
  const corrected = goodDigest.replace('Small models', 'Large models')
  const settled = until(() => true)
  await repository.get(id('main/2026-03-11'))
  await settled
  expect(await repository.get(id('main/2026-03-11'))).toMatchObject({ title: 'Small models, long memories' })
  const change = until(() => true)
  await writeFile(path, corrected.slice(0, corrected.indexOf('### 02')))
  await wait(400)
  expect(await repository.get(id('main/2026-03-11'))).toMatchObject({ title: 'Small models, long memories' })
  expect((await repository.get(id('main/2026-03-11')))?.sections).toHaveLength(2)
  await writeFile(path, corrected)
  expect(await change).toEqual(['main/2026-03-11'])
  expect(await repository.get(id('main/2026-03-11'))).toMatchObject({ title: 'Large models, long memories' })
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

test('another folder of the configuration is read at once, and watched from then on', async () => {
  folder = await mkdtemp(join(tmpdir(), 'digests-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, '2026-03-12.md'), goodDigest)
  await repository.poll()
  expect([...repository.files().keys()]).toEqual(['main/2026-03-12'])
  // The digest that was there before may be reported after this one is listed.
  const isReported = new Promise<void>((resolve) => {
    changes.on('change', (changed) => changed.includes(id('main/2026-03-13')) && resolve())
  })
  await writeFile(join(folder, '2026-03-13.md'), goodDigest.replace('Small models', 'Large models'))
  await isReported
})

const large = goodDigest.replace('Small models', 'Large models')

/** Waits until the digest of the day is read with this title; a tick polls as well. */
async function untilTitled(day: string, title: string): Promise<void> {
  const current = async () => {
    await repository.poll()
    return (await repository.get(id(`main/${day}`)))?.title
  }
  await expect.poll(current).toBe(`${title}, long memories`)
}

/** Replaces all files of a volume at once, as the kubelet does for a ConfigMap: each is a link that leads through `..data`. */
async function publishVolume(at: string, version: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(at, version))
  const earlier = Date.now() / 1_000 - 60
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(at, version, name), text)
    await utimes(join(at, version, name), earlier, earlier)
    await symlink(join('..data', name), join(at, name)).catch(() => {})
  }
  await symlink(version, join(at, '..data_tmp'))
  await rename(join(at, '..data_tmp'), join(at, '..data'))
}

test('a volume of Kubernetes whose files are all replaced at once is read again, each digest once', async () => {
  folder = await mkdtemp(join(tmpdir(), 'digests-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await publishVolume(folder, '..2026_03_12', { '2026-03-11.md': goodDigest })
  await untilTitled('2026-03-11', 'Small models')

  await publishVolume(folder, '..2026_03_13', { '2026-03-11.md': large, '2026-03-12.md': goodDigest })
  await rm(join(folder, '..2026_03_12'), { recursive: true })
  await untilTitled('2026-03-11', 'Large models')
  expect(repository.publications()).toEqual(['main'])
  expect(repository.days('main')).toEqual(['2026-03-11', '2026-03-12'])
})

test('a checkout of another branch removes, replaces and adds digests', async () => {
  await writeFile(join(root, '2026-03-12.md'), goodDigest)
  await untilTitled('2026-03-12', 'Small models')
  // Git deletes and recreates a file.
  await unlink(join(root, '2026-03-11.md'))
  await unlink(join(root, '2026-03-12.md'))
  await writeFile(join(root, '2026-03-12.md'), large)
  await writeFile(join(root, '2026-03-13.md'), goodDigest)
  await untilTitled('2026-03-12', 'Large models')
  await untilTitled('2026-03-13', 'Small models')
  expect(await repository.get(id('main/2026-03-11'))).toBeUndefined()
})

test('the temporary files of an editor are no digests, and what it saves is', async () => {
  const path = join(root, '2026-03-11.md')
  await untilTitled('2026-03-11', 'Small models')
  // As Vim does: a test file, a swap file, the old version as a backup, and the new one in its place.
  for (const name of ['4913', '.2026-03-11.md.swp']) await writeFile(join(root, name), large)
  await rename(path, `${path}~`)
  await writeFile(path, large)
  await unlink(`${path}~`)
  await untilTitled('2026-03-11', 'Large models')
  expect([...repository.files().keys()]).toEqual(['main/2026-03-11'])
})
