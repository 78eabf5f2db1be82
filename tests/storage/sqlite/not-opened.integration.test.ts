import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { openStore } from '../../../src/storage/sqlite/store.ts'

let file: string

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'morning-post.sqlite')
})

test('a folder in place of the file is said to be one', async () => {
  mkdirSync(file)
  await expect(openStore(file)).rejects.toThrow(`${file} is a folder, and has to be a file: move the folder away.`)
})

const withoutFiles = `
  import { openSync } from 'node:fs'
  import { openStore } from ${JSON.stringify(new URL('../../../src/storage/sqlite/store.ts', import.meta.url).href)}
  try {
    for (;;) openSync('/dev/null', 'r')
  } catch {}
  await openStore(process.argv[1]).catch(({ message }) => process.stdout.write(message))
`

test('that too many files are open is not taken for missing rights', () => {
  const program = ['-c', 'ulimit -n 64; exec "$@"', 'sh', process.execPath, '--input-type=module-typescript', '-e']
  const { stdout } = spawnSync('sh', [...program, withoutFiles, file], { encoding: 'utf8' })
  expect(stdout).toMatch(/ cannot be opened, because the bot has too many files open: raise the limit of its user/)
})
