import { expect, test } from 'vitest'
import { describeAddress, problemOfDatabaseUrl, readDatabaseUrl } from '../../../src/storage/postgres/address.ts'

test('a URL says where the database is, and is described without its password', () => {
  const address = readDatabaseUrl('postgresql://robin:p%40ss@db.example/post?application_name=two&connect_timeout=2')
  expect(address).toMatchObject({ host: 'db.example', port: 5432, database: 'post', user: 'robin', password: 'p@ss' })
  expect(address).toMatchObject({ applicationName: 'two', connectTimeoutMs: 2_000, sslMode: 'prefer' })
  expect(describeAddress(address)).toBe('PostgreSQL database "post" at db.example:5432 as user "robin"')
})

test.each([
  ['postgres://robin@[::1]:6432/', { host: '::1', port: 6432, database: 'robin' }, 'at [::1]:6432'],
  ['postgres://robin@/post?host=/run/pg', { host: '/run/pg', sslMode: 'disable' }, 'at /run/pg (port 5432)'],
  ['postgres:///post?host=%2Frun%2Fpg&user=robin', { host: '/run/pg', user: 'robin' }, 'at /run/pg (port 5432)'],
  ['postgres://%2Frun%2Fpg/post?user=robin', { host: '/run/pg' }, 'at /run/pg (port 5432)'],
  ['postgres://robin:a@b+c@:7000/post', { host: 'localhost', port: 7000, password: 'a@b+c' }, 'localhost:7000'],
  [
    'postgres://db.example/post?user=robin@two&password=a+b%2Bc',
    { user: 'robin@two', password: 'a+b+c' },
    '"robin@two"',
  ],
  ['postgres://robin@localhost/post?port=7000&dbname=other', { port: 7000, database: 'other' }, 'localhost:7000'],
])('%s is understood', (url, parts, described) => {
  expect(problemOfDatabaseUrl(url)).toBeUndefined()
  expect(readDatabaseUrl(url)).toMatchObject(parts)
  expect(describeAddress(readDatabaseUrl(url))).toContain(described)
})

test.each([
  ['disable', undefined],
  ['prefer', { rejectUnauthorized: false }],
  ['require', { rejectUnauthorized: false }],
  ['verify-ca', { rejectUnauthorized: true, checkServerIdentity: expect.any(Function) }],
  ['verify-full', { rejectUnauthorized: true, servername: 'db.example' }],
])('sslmode=%s encrypts and checks as in libpq', (mode, tls) => {
  expect(readDatabaseUrl(`postgres://robin@db.example/post?sslmode=${mode}`).tls).toEqual(
    tls && (mode.startsWith('verify-full') ? tls : { checkServerIdentity: expect.any(Function), ...tls }),
  )
})

test('who names an authority wants the certificate checked', () => {
  const url = `postgres://robin@db.example/post?sslmode=require&sslrootcert=${import.meta.filename}`
  expect(readDatabaseUrl(url)).toMatchObject({ sslMode: 'verify-ca', tls: { rejectUnauthorized: true } })
})

test.each([
  ['', /is empty: write postgres:\/\//],
  ['mysql://robin@db.example/post', /must begin with postgres:\/\//],
  ['"postgres://robin:secret-word@db.example/post"', /without them/],
  ['postgres://db.example/post', /has no user/],
  ['postgres://robin:a#b@db.example/post', /special characters/],
  ['postgres://robin:12/b@db.example/post', /special characters/],
  ['postgres://robin:12#b@db.example/post', /special characters/],
  ['postgres://robin:12/secret-word@db.example/post', /special characters/],
  ['postgres://robin:99999/secret-word@db.example/post', /special characters/],
  ['postgres://robin:12?secret-word@db.example/post', /special characters/],
  ['postgres://robin:12?secret-word&b@db.example/post', /special characters/],
  ['postgres://robin:a@secret-word/b@db.example/post', /special characters/],
  ['postgres://robin:a@secret-word#b@db.example/post', /special characters/],
  ['postgres://robin:a@secret-word?b@db.example/post', /special characters/],
  ['postgres://robin:@#secret-word@db.example/post', /special characters/],
  ['postgres://robin:secret-word', /special characters/],
  ['postgres://robin@::1:5432/post', /in brackets/],
  ['postgres://robin@[fe80::1%25eth0]/post', /\?host=fe80::1%25eth0/],
  ['postgres://robin@/post?host=/run/pg&sslmode=strict', /unknown sslmode "strict"/],
  ['postgres://robin:secret-word@db.example:54a2/post', /wrong port "54a2"/],
  ['postgres://robin:50%@db.example/post', /percent sign/],
  ['postgres://robin:secret-word@a.example,b.example/post', /several servers/],
  ['postgres://robin:secret-word@a.example:1,b.example:2/post', /several servers/],
  ['postgres://robin:secret-word@db.example:99999/post', /wrong port "99999"/],
  ['postgres://robin:secret-word@db.example/post?sslmode=strict', /unknown sslmode "strict"/],
  ['postgres://robin:secret-word@db.example/post?channel_binding=require', /write channel_binding=prefer/],
  ['postgres://robin:secret-word@db.example/post?channel_binding=on', /unknown channel_binding "on"/],
  ['postgres://robin:secret-word@db.example/post?sslmod=require', /unknown parameter "sslmod"/],
  ['postgres://robin:secret-word@db.example/post?connect_timeout=soon', /wrong connect_timeout "soon"/],
])('%s is refused, and its password is not repeated', (url, reason) => {
  expect(problemOfDatabaseUrl(url)).toMatch(reason)
  expect(problemOfDatabaseUrl(url)).not.toContain('secret-word')
})
