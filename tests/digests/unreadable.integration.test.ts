import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const moduleAt = (path: string) => JSON.stringify(new URL(`../../${path}`, import.meta.url).href)

const program = `
  import { chmodSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
  import { openRepository } from ${moduleAt('src/digests/repository.ts')}
  import { goodDigest, vocabulary } from ${moduleAt('tests/digests/markdown/digest-fixture.ts')}
  const [root] = process.argv.slice(1)
  const isRoot = process.getuid() === 0
  const closed = [root + '/2026-03-12.md', root + '/zh']
  chmodSync(root, 0o777)
  mkdirSync(root + '/zh')
  for (const folder of [root, root + '/zh']) writeFileSync(folder + '/2026-03-12.md', goodDigest)
  // A folder that has just changed is listed in any case.
  for (const folder of [root, root + '/zh']) utimesSync(folder, 1, 1)
  for (const path of closed) chmodSync(path, 0)
  // Permissions do not restrict root.
  if (isRoot) process.seteuid(65534)
  const digests = await openRepository({ folder: () => root, vocabulary, cache: { get() {}, put() {} } })
  const read = [await digests.get('main/2026-03-12')]
  const listed = () => ['main', 'zh'].map((publication) => digests.days(publication))
  const before = [await digests.poll(), await digests.poll(), listed()]
  // As after an error of a disk or a network, nothing about the files has changed.
  if (isRoot) process.seteuid(0)
  else for (const path of closed) chmodSync(path, 0o755)
  process.stdout.write(JSON.stringify({ read, before, after: [(await digests.poll()).sort(), await digests.poll(), listed()] }))
`

test('what could not be opened is read as soon as it can be', async () => {
  const root = mkdtempSync(join(tmpdir(), 'digests-'))
  const command = ['--input-type=module-typescript', '-e', program, root]
  const { stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual({
    read: [null],
    before: [[], [], [[], []]],
    after: [['main/2026-03-12', 'zh/2026-03-12'], [], [['2026-03-12'], ['2026-03-12']]],
  })
})

const behindDoors = `
  import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
  import { openRepository } from ${moduleAt('src/digests/repository.ts')}
  import { goodDigest, vocabulary } from ${moduleAt('tests/digests/markdown/digest-fixture.ts')}
  const [parent] = process.argv.slice(1)
  const [root, elsewhere] = [parent + '/digests', parent + '/elsewhere']
  mkdirSync(root)
  const isRoot = process.getuid() === 0
  for (const folder of [parent, root]) chmodSync(folder, 0o755)
  mkdirSync(root + '/zh')
  mkdirSync(elsewhere)
  for (const path of [root + '/zh/2026-03-12.md', elsewhere + '/digest.md']) writeFileSync(path, goodDigest)
  symlinkSync(elsewhere + '/digest.md', root + '/2026-03-12.md')
  symlinkSync(root + '/no-digest', root + '/2026-03-13.md')
  // Whoever may list a folder may not look at what is in it without the other right.
  chmodSync(root + '/zh', isRoot ? 0o744 : 0o444)
  chmodSync(elsewhere, isRoot ? 0o700 : 0)
  if (isRoot) process.seteuid(65534)
  const said = []
  const onProblem = ({ file, key, values }) => said.push([file.slice(root.length), key, values[0]])
  const digests = await openRepository({ folder: () => root, vocabulary, cache: { get() {}, put() {} }, onProblem })
  for (const id of ['zh/2026-03-12', 'main/2026-03-12', 'main/2026-03-13']) await digests.get(id)
  const before = said.splice(0).filter(([file]) => file.endsWith('.md'))
  if (isRoot) process.seteuid(0)
  for (const folder of [root + '/zh', elsewhere]) chmodSync(folder, 0o755)
  process.stdout.write(JSON.stringify({ before, readable: await digests.poll() }))
`

test('a digest that cannot even be looked at is reported, and read once it can be', () => {
  const root = mkdtempSync(join(tmpdir(), 'digests-'))
  const command = ['--input-type=module-typescript', '-e', behindDoors, root]
  const { stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual({
    before: [
      ['/zh/2026-03-12.md', 'unreadable-file', 'EACCES'],
      ['/2026-03-12.md', 'unreadable-file', 'EACCES'],
      ['/2026-03-13.md', 'missing-file', null],
    ],
    readable: expect.arrayContaining(['zh/2026-03-12', 'main/2026-03-12']),
  })
})
