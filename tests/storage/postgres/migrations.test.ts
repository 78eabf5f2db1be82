import { expect, test } from 'vitest'
import { ConfigurationError } from '../../../src/domain/errors.ts'
import { readDatabaseUrl } from '../../../src/storage/postgres/address.ts'
import { migrate } from '../../../src/storage/postgres/migrations.ts'

const address = readDatabaseUrl('postgres://robin@db.example/post')
const suitable = { number: 150_000, version: '15.0', encoding: 'UTF8' }

/** A server with these settings, that answers BEGIN with an error if one is given. */
function server(settings: object, refusal?: Error) {
  const asked: string[] = []
  const query = async (text: string) => {
    asked.push(text)
    if (refusal && text === 'BEGIN') throw refusal
    return { rows: asked.length === 1 ? [{ ...suitable, ...settings }] : [], rowCount: 0 }
  }
  return { client: { query } as never, asked }
}

const protocolViolation = Object.assign(new Error('transaction blocks not allowed in statement pooling mode'), {
  code: '08P01',
})

test.each([
  ['an old server', { number: 140_011, version: '14.11' }, undefined, /runs PostgreSQL 14\.11.+15 or newer/],
  ['another encoding', { encoding: 'LATIN1' }, undefined, /has the encoding LATIN1/],
  ['a pooler in the mode statement', {}, protocolViolation, /allows no transactions .+ to session or transaction/],
])('%s is refused before anything is changed', async (_, settings, refusal, reason) => {
  const { client, asked } = server(settings, refusal)
  const failure = await migrate(client, address, '').catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ConfigurationError)
  expect(String(failure)).toMatch(reason)
  expect(asked.filter((text) => /CREATE|INSERT|LOCK/.test(text))).toEqual([])
})

test('a connection that is lost meanwhile is no pooler', async () => {
  const lost = Object.assign(new Error('terminating connection'), { code: '57P01' })
  await expect(migrate(server({}, lost).client, address, '')).rejects.toBe(lost)
})
