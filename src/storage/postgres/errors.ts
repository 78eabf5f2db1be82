import { LedgerUnusable } from '../../domain/errors.ts'
import { type FailureCode, failureReason } from '../../i18n/failures.ts'
import { type DatabaseAddress, describeAddress } from './address.ts'

/** The failures by SQLSTATE, or by its first two characters: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const bySqlState: Readonly<Record<string, FailureCode>> = {
  /** connection_exception */
  '08': 'database-unreachable',
  /** invalid_authorization_specification, invalid_password */
  '28': 'database-login-refused',
  /** invalid_catalog_name */
  '3D000': 'database-missing',
  /** read_only_sql_transaction */
  '25006': 'database-read-only',
  /** insufficient_privilege */
  '42501': 'database-no-rights',
  /** invalid_schema_name: none of the search_path exists */
  '3F000': 'database-no-schema',
  /** undefined_table, undefined_function: the search_path names another schema, or they were deleted */
  '42P01': 'database-no-tables',
  '42883': 'database-no-tables',
  /** idle_in_transaction_session_timeout, serialization_failure, deadlock_detected, lock_not_available */
  '25P03': 'database-busy',
  '40': 'database-busy',
  '55P03': 'database-busy',
  /** object_not_in_prerequisite_state: the database accepts no connections */
  '55': 'database-unreachable',
  /** disk_full */
  '53100': 'database-disk-full',
  /** out_of_memory, too_many_connections; the rest of the class, such as configuration_limit_exceeded */
  '53300': 'database-connections-used-up',
  '53': 'database-overloaded',
  /** query_canceled, which is also what a statement_timeout does */
  '57014': 'database-busy',
  /** idle_session_timeout */
  '57P05': 'database-ends-idle',
  /** admin_shutdown, crash_shutdown, cannot_connect_now, database_dropped */
  '57': 'database-restarting',
  /** system_error, io_error; data_corrupted and index_corrupted are in XX */
  '58': 'database-broken',
  XX001: 'database-broken',
  XX002: 'database-broken',
}

/** The failures by the codes of Node.js: https://nodejs.org/api/errors.html#common-system-errors */
const bySystemCode: Readonly<Record<string, FailureCode>> = {
  ENOTFOUND: 'database-host-unknown',
  EAI_AGAIN: 'database-host-unknown',
  ECONNREFUSED: 'database-unreachable',
  ECONNRESET: 'database-unreachable',
  EHOSTUNREACH: 'database-unreachable',
  ENETUNREACH: 'database-unreachable',
  ENOENT: 'database-unreachable',
  EACCES: 'database-unreachable',
  EPIPE: 'database-unreachable',
  ETIMEDOUT: 'database-slow',
}

/** The client's own errors have no code. https://github.com/brianc/node-postgres/tree/master/packages */
const byMessage: readonly (readonly [RegExp, FailureCode])[] = [
  [/does not support SSL/, 'database-without-tls'],
  [/^SASL|password must be a string/i, 'database-login-refused'],
  [/time(d )?out/i, 'database-slow'],
  [/Connection terminated|not queryable|Connection ended/, 'database-unreachable'],
]

/** A certificate may be trusted and yet be of another server, or of another time. */
const byCertificate: Readonly<Record<string, FailureCode>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'database-certificate-name',
  CERT_HAS_EXPIRED: 'database-certificate-time',
  CERT_NOT_YET_VALID: 'database-certificate-time',
}

/** The errors of certificates that Node.js does not trust: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const isOfCertificate = (code: string) => /CERT|SIGNATURE|ERR_TLS|ERR_SSL|SELF_SIGNED/.test(code)

/** What an error of PostgreSQL means for the ledger, with what to do; undefined if it is a bug of ours. */
export function databaseError(
  address: DatabaseAddress,
  error: unknown,
  isConnecting = false,
): LedgerUnusable | undefined {
  if (error instanceof LedgerUnusable) return error
  // No statement of ours can be at fault before there is a connection.
  const code = failureCode(error) ?? (isConnecting ? 'database-unreachable' : undefined)
  return code && new LedgerUnusable(failureReason(code, describeAddress(address), detailOf(error)), { cause: error })
}

export const readOnly = (address: DatabaseAddress): LedgerUnusable =>
  new LedgerUnusable(failureReason('database-read-only', describeAddress(address), 'transaction_read_only = on'))

function failureCode(error: unknown): FailureCode | undefined {
  if (!(error instanceof Error)) return undefined
  if (error instanceof AggregateError) return failureCode(error.errors[0])
  const code = 'code' in error ? String(error.code) : ''
  if (/^[0-9A-Z]{5}$/.test(code) && 'severity' in error) {
    if (code === '28000' && /no (?:encryption|SSL)/i.test(error.message)) return 'database-wants-tls'
    return bySqlState[code] ?? bySqlState[code.slice(0, 2)]
  }
  if (code && isOfCertificate(code)) return byCertificate[code] ?? 'database-certificate'
  return bySystemCode[code] ?? byMessage.find(([pattern]) => pattern.test(error.message))?.[1]
}

/** Whether the server is at fault, not the statement. */
export const isUnusable = (error: unknown): boolean => failureCode(error) !== undefined

/** Errors after which the connection cannot be used again, or that prevented one. */
const ofConnection: readonly FailureCode[] = [
  'database-unreachable',
  'database-restarting',
  'database-ends-idle',
  'database-slow',
]

/** Whether another connection may succeed where this one fails. */
export function isConnectionLost(error: unknown): boolean {
  const code = failureCode(error)
  return code !== undefined && ofConnection.includes(code)
}

/** The server's own words. They name users, databases and hosts, never a password. */
function detailOf(error: unknown): string {
  const { message, code } = (error instanceof AggregateError ? error.errors[0] : error) as NodeJS.ErrnoException
  return message || String(code)
}
