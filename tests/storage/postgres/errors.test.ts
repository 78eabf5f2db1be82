import { expect, test } from 'vitest'
import { zhFailures } from '../../../src/i18n/zh/failures.ts'
import { readDatabaseUrl } from '../../../src/storage/postgres/address.ts'
import { databaseError, isConnectionLost } from '../../../src/storage/postgres/errors.ts'

const address = readDatabaseUrl('postgres://robin:s3cret-word@db.example:6432/post')

/** As the client reports what the server says. */
const ofServer = (code: string) => Object.assign(new Error(`words of ${code}`), { code, severity: 'ERROR' })
const ofSystem = (code: string) => Object.assign(new Error(`words of ${code}`), { code })

test.each([
  [ofServer('08006'), /cannot be reached/, 'lost'],
  [ofServer('28P01'), /does not accept the login/],
  [ofServer('28000'), /does not accept the login/],
  [ofServer('3D000'), /does not exist/],
  [ofServer('25006'), /cannot be written .+ replica/],
  [ofServer('42501'), /may not use/],
  [ofServer('42P01'), /tables .+ not found .+ search_path/],
  [ofServer('42883'), /tables .+ not found .+ search_path/],
  [ofServer('40P01'), /was cancelled/],
  [ofServer('55P03'), /was cancelled/],
  [ofServer('55000'), /cannot be reached/, 'lost'],
  [ofServer('53100'), /disk .+ is full/],
  [ofServer('53200'), /lacks resources/],
  [ofServer('53300'), /no connection left/],
  [ofServer('57014'), /was cancelled .+ statement_timeout/],
  [ofServer('57P01'), /is starting or stopping/, 'lost'],
  [ofServer('57P02'), /is starting or stopping/, 'lost'],
  [ofServer('57P03'), /is starting or stopping/, 'lost'],
  [ofServer('57P05'), /idle for a moment .+ raise idle_session_timeout/, 'lost'],
  [ofServer('58030'), /damaged data or a broken disk/],
  [ofServer('XX001'), /damaged data or a broken disk/],
  [ofSystem('ECONNREFUSED'), /cannot be reached/, 'lost'],
  [ofSystem('ENOENT'), /cannot be reached/, 'lost'],
  [new AggregateError([ofSystem('ECONNREFUSED'), ofSystem('ECONNREFUSED')], ''), /words of ECONNREFUSED/, 'lost'],
  [ofSystem('ENOTFOUND'), /host .+ is unknown/],
  [ofSystem('ETIMEDOUT'), /does not answer in time/, 'lost'],
  [ofServer('3F000'), /no schema .+ search_path/],
  [
    Object.assign(new Error('no pg_hba.conf entry for host "h", no encryption'), { code: '28000', severity: 'FATAL' }),
    /refuses a connection without encryption .+ sslmode=require/,
  ],
  [ofSystem('CERT_HAS_EXPIRED'), /certificate .+ is not valid now .+ renew it/],
  [ofSystem('ERR_TLS_CERT_ALTNAME_INVALID'), /certificate .+ another name .+ as its certificate does/],
  [ofSystem('DEPTH_ZERO_SELF_SIGNED_CERT'), /certificate .+ is not trusted/],
  [new Error('The server does not support SSL connections'), /offers no encryption/],
  [new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'), /does not accept the login/],
  [new Error('Query read timeout'), /does not answer in time/, 'lost'],
  [new Error('Connection terminated unexpectedly'), /cannot be reached/, 'lost'],
])('%s is explained: what, where and what to do', (error, sentence, isLost?: string) => {
  const unusable = databaseError(address, error)
  expect(unusable?.message).toMatch(sentence)
  expect(unusable?.message).toContain('PostgreSQL database "post" at db.example:6432 as user "robin"')
  expect(unusable?.message).not.toContain('s3cret')
  expect(Object.keys(zhFailures.failures)).toContain(unusable?.reason.code)
  expect(isConnectionLost(error)).toBe(isLost === 'lost')
})

test.each([ofServer('23505'), ofServer('42601'), new TypeError('x is not a function')])(
  '%s is a bug, unless there was no connection yet',
  (error) => {
    expect(databaseError(address, error)).toBeUndefined()
    expect(databaseError(address, error, true)?.message).toMatch(/cannot be reached/)
  },
)
