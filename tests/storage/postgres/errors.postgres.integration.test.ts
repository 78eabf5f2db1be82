import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { LedgerUnusable } from '../../../src/domain/errors.ts'
import { openPostgresStore } from '../../../src/storage/postgres/store.ts'
import { aDelivery, partKey, silentLog } from '../../builders.ts'
import { type Cluster, startCluster } from '../../postgres.ts'

const { id } = aDelivery()

/** https://www.postgresql.org/docs/15/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-SSLREQUEST */
const sslRequest = 80_877_103

let server: Cluster

beforeAll(async () => {
  server = await startCluster(tmpdir(), { fsync: true, withPassword: ['guarded'] })
})

afterAll(() => server.destroy())

/** Makes a database with this name, and opens it as a user. */
async function opened(name: string, user?: string) {
  await server.createDatabase(name)
  const store = await openPostgresStore(server.url(name, user))
  onTestFinished(() => store.close())
  return store
}

test('what was confirmed is there after the server stopped at once, and the store goes on by itself', async () => {
  const store = await opened('stopped')
  await store.ledger.addDelivery(aDelivery())
  await store.ledger.recordIntent(id, partKey('overview'), 1)
  await server.stop('immediate')
  await expect(store.ledger.unfinished()).rejects.toThrow(LedgerUnusable)
  await expect(store.ledger.recordIntent(id, partKey('section-01'), 2)).rejects.toThrow(LedgerUnusable)
  expect(store.outage()?.message).toMatch(/^The PostgreSQL database "stopped" at .+ cannot be reached/)
  await server.start()
  await store.ledger.recordIntent(id, partKey('section-01'), 3)
  expect(store.outage()).toBeUndefined()
  expect((await store.ledger.parts(id)).map(({ key, state }) => `${key} ${state}`)).toEqual([
    'overview intended',
    'section-01 intended',
  ])
})

test('a restart of the server is one line, whatever notices it, and another when it is over', async () => {
  await server.createDatabase('restarted')
  const said: string[] = []
  const say = (_: unknown, message: string) => void said.push(message)
  const store = await openPostgresStore(server.url('restarted'), { log: { ...silentLog, error: say, info: say } })
  onTestFinished(() => store.close())
  const begun: string[] = []
  store.onOutage(() => begun.push('outage'))
  const renew = () => store.shared?.lanes.facts()
  await Promise.all([renew(), store.ledger.unfinished()])
  await server.stop('fast')
  for (let round = 0; round < 2; round += 1) {
    await expect(renew()).rejects.toThrow(LedgerUnusable)
    await expect(store.ledger.recordHeartbeat(1)).rejects.toThrow(LedgerUnusable)
  }
  expect(said).toEqual(['the ledger cannot be used'])
  await server.start()
  await store.ledger.recordHeartbeat(2)
  await renew()
  expect(said).toEqual(['the ledger cannot be used', 'the ledger can be used again'])
  expect(begun).toEqual(['outage'])
})

test('a wrong password, a missing database, an unknown host and a stopped server are named when it is opened', async () => {
  await server.run("CREATE ROLE guarded LOGIN PASSWORD 'right-word'")
  const guarded = server.url('postgres', 'guarded').replace('guarded@', 'guarded:wrong-word@')
  const refused = await openPostgresStore(guarded).catch((error: Error) => error.message)
  expect(refused).toMatch(/as user "guarded" does not accept the login \(password authentication failed/)
  expect(refused).not.toContain('wrong-word')
  await expect(openPostgresStore(server.url('postgres', 'guarded'))).rejects.toThrow(/does not accept the login/)
  await expect(openPostgresStore(server.url('nowhere'))).rejects.toThrow(/"nowhere" at .+ does not exist/)
  await expect(openPostgresStore('postgres://robin@/post?host=/nowhere')).rejects.toThrow(
    /cannot be reached \(.+ENOENT/,
  )
})

test('a database in which another program has tables of the same names is left as it is', async () => {
  await server.createDatabase('taken')
  await server.run('CREATE TABLE parts (number INT)', 'taken')
  await expect(openPostgresStore(server.url('taken'))).rejects.toThrow(
    /"taken" at .+ has tables of another program \(relation "parts" already exists\): make a database/,
  )
  await server.run('DROP TABLE parts', 'taken')
  const store = await openPostgresStore(server.url('taken'))
  onTestFinished(() => store.close())
  await store.check()
})

test('rights that are missing, a database that is read-only, and connections that are used up are named', async () => {
  await server.run('CREATE ROLE guest LOGIN; CREATE ROLE few LOGIN CONNECTION LIMIT 0')
  const store = await opened('limited')
  await expect(openPostgresStore(server.url('limited', 'guest'))).rejects.toThrow(
    /The user may not use .+permission denied/,
  )
  await expect(openPostgresStore(server.url('limited', 'few'))).rejects.toThrow(/has no connection left/)
  await server.run('ALTER DATABASE limited SET default_transaction_read_only = on')
  const reader = await openPostgresStore(server.url('limited'))
  onTestFinished(() => reader.close())
  await expect(reader.check()).rejects.toThrow(/cannot be written .+ Name the primary server/)
  await expect(reader.ledger.recordHeartbeat(1)).rejects.toThrow(LedgerUnusable)
  expect(reader.outage()?.message).toMatch(/cannot be written/)
  expect(await reader.ledger.unfinished()).toEqual([])
  expect(store.outage()).toBeUndefined()
})

test.each([
  ['default_transaction_read_only = on', /cannot be written/],
  ["statement_timeout = '1ms'", /was cancelled .+ statement timeout/],
  ['search_path = nowhere', /tables .+ not found/],
])('%s of the user is named, and over for the connections that are open once it is corrected', async (setting, why) => {
  const [name = ''] = setting.split(' ')
  await server.run(`CREATE ROLE u_${name} LOGIN SUPERUSER`)
  const store = await opened(`of_${name}`, `u_${name}`)
  await store.ledger.addDelivery(aDelivery())
  await server.run(`ALTER ROLE u_${name} SET ${setting}`)
  await server.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'u_${name}'`)
  const write = () => store.ledger.recordIntent(id, partKey('overview'), 1).catch((error: Error) => error)
  await expect.poll(write).toMatchObject({ message: expect.stringMatching(why) })
  // As many connections as readers need at once keep the setting.
  await Promise.all(Array.from({ length: 8 }, () => store.ledger.unfinished().catch(() => {})))
  await server.run(`ALTER ROLE u_${name} RESET ${name}`)
  expect(await write()).toMatchObject({ state: 'intended' })
  expect(store.outage()).toBeUndefined()
  const all = Array.from({ length: 8 }, (_, at) => store.ledger.recordIntent(id, partKey(`section-0${at + 1}`), 1))
  await Promise.all(all)
  expect(await store.ledger.parts(id)).toHaveLength(9)
})

test('a statement that waits for a lock too long is given up, and the next one succeeds', async () => {
  await server.run('CREATE ROLE hasty LOGIN SUPERUSER; ALTER ROLE hasty SET lock_timeout = 50')
  const store = await opened('locked', 'hasty')
  await store.ledger.addDelivery(aDelivery())
  const locked = server.run('BEGIN; LOCK TABLE parts; SELECT pg_sleep(0.5)', 'locked')
  await expect
    .poll(() => store.ledger.recordIntent(id, partKey('overview'), 1).catch((error) => error))
    .toMatchObject({
      message: expect.stringMatching(/^A statement was cancelled by .+ lock timeout/),
    })
  await locked
  expect(await store.ledger.recordIntent(id, partKey('overview'), 2)).toMatchObject({ state: 'intended' })
  expect(store.outage()).toBeUndefined()
})

test('connections that the server ends cost no more than the write under way, and reads nothing', async () => {
  const store = await opened('ended')
  const end = () => server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'ended'")
  await Promise.all([1, 2, 3].map((at) => store.ledger.recordHeartbeat(at)))
  const reads = Array.from({ length: 20 }, () => store.ledger.unfinished())
  await end()
  expect(await Promise.all(reads)).toEqual(reads.map(() => []))
  const other = new Client(server.url('ended'))
  await other.connect()
  await other.query('BEGIN; LOCK TABLE deliveries')
  const read = store.ledger.unfinished()
  const waiting = `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND database =
    (SELECT oid FROM pg_database WHERE datname = 'ended')`
  await expect.poll(async () => (await other.query(waiting)).rowCount).toBe(1)
  await other.query('COMMIT')
  await other.end()
  expect(await read).toEqual([])
  await expect.poll(() => store.ledger.recordHeartbeat(9).catch(() => 'failed')).toEqual(expect.any(Number))
  expect(store.outage()).toBeUndefined()
})

test('without encryption on the server, sslmode=prefer goes without, and require says so', async () => {
  // A server that refuses encryption, and then every login.
  const plain = createServer((socket) => {
    socket.on('data', (bytes: Buffer) => (bytes.readInt32BE(4) === sslRequest ? socket.write('N') : socket.end()))
    socket.on('error', () => {})
  }).listen(0, '127.0.0.1')
  await once(plain, 'listening')
  onTestFinished(() => void plain.close())
  const url = `postgres://robin@127.0.0.1:${(plain.address() as AddressInfo).port}/post`
  await expect(openPostgresStore(`${url}?sslmode=require`)).rejects.toThrow(/offers no encryption/)
  await expect(openPostgresStore(url)).rejects.toThrow(/cannot be reached/)
})

test('a server that accepts a connection and says nothing is given up', async () => {
  const silent = createServer((socket) => void socket.on('error', () => {})).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  onTestFinished(() => void silent.close())
  const url = `postgres://robin@127.0.0.1:${(silent.address() as AddressInfo).port}/post?connect_timeout=1`
  await expect(openPostgresStore(url)).rejects.toThrow(/does not answer in time/)
})

test('a login that fails on this side ends its connection, which the server would count for a minute', async () => {
  const ended = Promise.withResolvers<void>()
  // AuthenticationSASL with a mechanism that the client does not have: https://www.postgresql.org/docs/15/protocol-message-formats.html
  const asksForLogin = Buffer.from('R\0\0\0\x17\0\0\0\x0aSCRAM-SHA-512\0\0', 'latin1')
  const guard = createServer((socket) => {
    socket.once('data', () => socket.write(asksForLogin)).on('close', () => ended.resolve())
  }).listen(0, '127.0.0.1')
  await once(guard, 'listening')
  onTestFinished(() => void guard.close())
  const { port } = guard.address() as AddressInfo
  const opening = openPostgresStore(`postgres://robin@127.0.0.1:${port}/post?sslmode=disable`)
  await expect(opening).rejects.toThrow(/does not accept the login \(SASL/)
  await ended.promise
})

test('sslmode=verify-full connects to the server whose certificate names it, and to no other', async () => {
  // Addresses that nothing else uses; elsewhere than on Linux, one has to do.
  const network = process.platform === 'linux' ? `127.${randomInt(1, 255)}.${randomInt(1, 255)}` : '127.0.0'
  const [named, other] = [`${network}.1`, process.platform === 'linux' ? `${network}.2` : 'localhost']
  const certificate = [
    'umask 077; openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2',
    `-subj /CN=test -addext subjectAltName=IP:${named} -keyout server.key -out server.crt 2>&1`,
  ]
  await server.createDatabase('encrypted')
  await server.run(`COPY (SELECT 1) TO PROGRAM '${certificate.join(' ')}'`)
  const client = new Client(server.url('encrypted'))
  await client.connect()
  const { rows } = await client.query("SELECT pg_read_file('server.crt') AS text")
  await client.query('CREATE ROLE robin SUPERUSER LOGIN')
  await client.query("COPY (SELECT 'hostssl all robin all trust') TO PROGRAM 'cat >> pg_hba.conf'")
  await client.end()
  for (const setting of [`listen_addresses = '${named},${other}'`, 'ssl = on'])
    await server.run(`ALTER SYSTEM SET ${setting}`)
  await server.stop()
  await server.start()
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const authority = join(folder, 'root.crt')
  writeFileSync(authority, String(rows[0]?.text))

  const open = async (host: string, parameters: string) => {
    const store = await openPostgresStore(`postgres://robin@${host}/encrypted?${parameters}`)
    const found = await store.pool.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()')
    await store.close()
    return found.rows[0]?.ssl
  }
  const untrusted = /encrypted.* certificate|certificate.*encrypted/s
  expect(await open(named, `sslmode=verify-full&sslrootcert=${authority}`)).toBe(true)
  expect(await open(other, `sslmode=verify-ca&sslrootcert=${authority}`)).toBe(true)
  expect(await open(other, 'sslmode=require')).toBe(true)
  await expect(open(other, `sslmode=verify-full&sslrootcert=${authority}`)).rejects.toThrow(untrusted)
  await expect(open(named, 'sslmode=verify-full')).rejects.toThrow(untrusted)
  await expect(open(named, 'sslmode=disable')).rejects.toThrow(/no encryption|not allow|refuse/)
})
