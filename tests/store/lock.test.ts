import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigurationError } from '../../src/domain/errors.ts'
import { lockFolder } from '../../src/store/lock.ts'

const holder = `
  import { lockFolder } from ${JSON.stringify(new URL('../../src/store/lock.ts', import.meta.url).href)}
  lockFolder(process.argv[1])
  setImmediate(() => {
    gc()
    process.stdout.write('locked')
  })
  setInterval(() => {}, 1000)
`

test('a folder held by another process is refused by name, and free again once that process is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  const other = spawn(process.execPath, ['--expose-gc', '--input-type=module-typescript', '-e', holder, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(other.stdout, 'data')
  expect(() => lockFolder(folder)).toThrow(ConfigurationError)
  expect(() => lockFolder(folder)).toThrow(`process ${other.pid}`)
  other.kill('SIGKILL')
  await once(other, 'exit')
  lockFolder(folder).release()
})

test('a released folder can be taken again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  lockFolder(folder).release()
  expect(() => lockFolder(folder).release()).not.toThrow()
})
