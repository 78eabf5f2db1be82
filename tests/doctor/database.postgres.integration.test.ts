import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkDatabase } from '../../src/doctor/database.ts'
import { newDatabase } from '../database.ts'

const dataFolder = mkdtempSync(join(tmpdir(), 'morning-post-'))

test('a database that may lose posts, and one that cannot be reached, are found, without their passwords', async () => {
  expect(await checkDatabase({ dataFolder })).toEqual([])
  // The server of the tests does not flush to its disk.
  expect(await checkDatabase({ dataFolder, databaseUrl: await newDatabase() })).toMatchObject([
    { check: 'database', subject: expect.stringContaining('PostgreSQL database'), ok: false },
  ])
  const databaseUrl = 'postgres://robin:secret-word@/post?host=/nowhere'
  const [finding] = await checkDatabase({ dataFolder, databaseUrl })
  expect(finding).toMatchObject({
    message: expect.stringMatching(/cannot be reached \(.+ENOENT.+\)\.$/),
    fix: expect.stringMatching(/^Check DATABASE_URL/),
  })
  expect(JSON.stringify(finding)).not.toContain('secret-word')
})
