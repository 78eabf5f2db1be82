import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../../src/storage/sqlite/store.ts'

const program = `
  import { chmodSync } from 'node:fs'
  import { openStore } from ${JSON.stringify(new URL('../../../src/storage/sqlite/store.ts', import.meta.url).href)}
  const [file] = process.argv.slice(1)
  const isRoot = process.getuid() === 0
  // The system stops root from nothing, and an owner may take any right.
  if (isRoot) process.seteuid(65534)
  const { ledger, outage } = await openStore(file)
  const codes = []
  const beat = async (at) => codes.push(await ledger.recordHeartbeat(at).then(() => 'written', ({ code }) => code))
  await beat(1)
  // The transaction of the first attempt ends.
  await new Promise((resolve) => setTimeout(resolve, 200))
  if (isRoot) process.seteuid(0)
  chmodSync(file, 0o666)
  if (isRoot) process.seteuid(65534)
  await beat(2)
  await beat(3)
  process.stdout.write(JSON.stringify({ codes: isRoot ? codes : ['ledger_unusable', ...codes.slice(1)], outage: outage()?.message }))
`

test('a ledger that was opened while it could not be written is written as soon as that is possible', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  const file = join(folder, 'morning-post.sqlite')
  await (await openStore(file)).close()
  chmodSync(folder, 0o777)
  chmodSync(file, 0o444)
  const command = ['--input-type=module-typescript', '-e', program, file]
  const { stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual({ codes: ['ledger_unusable', 'written', 'written'] })
})
