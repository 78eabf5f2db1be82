import { isIP } from 'node:net'
import { type ConnectionOptions, checkServerIdentity } from 'node:tls'
import { ConfigurationError } from '../../domain/errors.ts'
import { hostInUrl } from '../../lib/loopback-host.ts'
import { readSmallFile } from '../../lib/read-small-file.ts'

/** https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION */
const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const
type SslMode = (typeof sslModes)[number]

/** Where a PostgreSQL database is, and how to connect to it. */
export interface DatabaseAddress {
  /** A name, an IP address, or the folder of a Unix socket. */
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  /** A secret. Without it, `PGPASSWORD` and the password file count. */
  readonly password?: string
  readonly sslMode: SslMode
  /** What the connection is encrypted with; undefined for `disable`. Files are read by `readDatabaseUrl`. */
  readonly tls?: ConnectionOptions | undefined
  /** Whether the login is bound to the encrypted connection, if the server can. */
  readonly bindsChannel: boolean
  readonly applicationName: string
  /** How long opening a connection may take, in milliseconds. */
  readonly connectTimeoutMs: number
}

/** The parameters of libpq that are understood. https://www.postgresql.org/docs/current/libpq-connect.html */
const parameters = [
  'host',
  'port',
  'user',
  'password',
  'dbname',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'channel_binding',
  'application_name',
  'connect_timeout',
] as const
type Parameter = (typeof parameters)[number]

/** Longer than a start of the server, shorter than a reader's patience. In milliseconds. */
const connectTimeoutMs = 5_000

/** The part of the address that may be shown: the user, the server and the database, without the password. */
export function describeAddress({ user, host, port, database }: DatabaseAddress): string {
  const at = host.startsWith('/') ? `${host} (port ${port})` : `${hostInUrl(host)}:${port}`
  return `PostgreSQL database "${database}" at ${at} as user "${user}"`
}

/** Why this is no address of a PostgreSQL database; undefined if it is one. The reason has no password in it. */
export function problemOfDatabaseUrl(url: string): string | undefined {
  try {
    readParts(url)
    return undefined
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.slice(prefix.length)
    throw error
  }
}

/** Reads a `postgres://` URL and the certificates that it names. Throws `ConfigurationError`, without the password. */
export function readDatabaseUrl(url: string): DatabaseAddress {
  const { options, ...parts } = readParts(url)
  const tls = parts.sslMode === 'disable' ? undefined : tlsOptions(parts.sslMode, parts.host, options)
  return { ...parts, ...(tls && { tls }) }
}

const portMax = 65_535

type Options = Partial<Record<Parameter, string>>

function readParts(text: string): Omit<DatabaseAddress, 'tls'> & { readonly options: Options } {
  const url = parse(text)
  const options = readOptions(url)
  const [host, port] = [options.host ?? (decode(url.hostname).replace(/^\[(.*)\]$/, '$1') || 'localhost'), url.port]
  const user = options.user ?? decode(url.username)
  const database = options.dbname ?? (decode(url.pathname.slice(1)) || user)
  const password = options.password ?? decode(url.password)
  if (user === '') throw wrong('has no user: write postgres://USER:PASSWORD@HOST/DATABASE')
  if (host.includes(',')) throw wrong(severalServers)
  const sslMode = readSslMode(options)
  return {
    host,
    port: numberFrom('port', options.port ?? (port || '5432'), portMax),
    database,
    user,
    ...(password !== '' && { password }),
    // As in libpq, a Unix socket is never encrypted.
    sslMode: host.startsWith('/') ? 'disable' : sslMode,
    bindsChannel: readChannelBinding(options),
    applicationName: options.application_name ?? 'morning-post',
    connectTimeoutMs:
      options.connect_timeout === undefined
        ? connectTimeoutMs
        : 1_000 * numberFrom('connect_timeout', options.connect_timeout, 600),
    options,
  }
}

function parse(text: string): URL {
  // A URL with a user needs a host, and the host of a Unix socket follows as a parameter.
  const address = text.trim().replace(/^(postgres(?:ql)?:\/\/[^/?#]*@)(?=[:/?#]|$)/, '$1localhost')
  // As of a variable that is in `.env` and not in the shell.
  if (address === '') throw wrong('is empty: write postgres://USER:PASSWORD@HOST/DATABASE')
  if (/^["'`]/.test(address)) throw wrong('stands between quotation marks: write it without them')
  if (!/^postgres(?:ql)?:\/\//.test(address)) throw wrong('must begin with postgres://')
  const [, path = ''] = /^[^/]*\/\/[^/?#]*([^?#]*)/.exec(address) ?? []
  // A password with a slash or a hash ends the part with the user, and what follows is not to be repeated.
  if (path.includes('@') || address.includes('#')) throw wrong(specialCharacters)
  // The client reads a plus sign in a parameter as a space, and libpq does not.
  const [before = '', ...parameters] = address.split('?')
  try {
    return new URL([before, ...parameters.map((each) => each.replaceAll('+', '%2B'))].join('?'))
  } catch {
    const [, servers = ''] = /^[^/]*\/\/(?:[^/?#]*@)?([^/?#]*)/.exec(address) ?? []
    if (servers.includes(',')) throw wrong(severalServers)
    if (/^\[[^\]]*%/.test(servers)) throw wrong('has an IPv6 address with a zone: name it as ?host=fe80::1%25eth0')
    const [, port] = before.includes('@') ? (/^[^:]*:([^:]+)$/.exec(servers) ?? []) : []
    if (port) numberFrom('port', port, portMax)
    throw wrong(specialCharacters)
  }
}

const severalServers = 'names several servers: name one, or a proxy that finds the writable one'

const specialCharacters =
  'is no URL: write special characters of the password in percent-encoding, such as %40 for @, %2F for /, %23 for # and %3F for ?, and an IPv6 address in brackets'

/** What the client can promise: to bind where the server offers it. */
function readChannelBinding({ channel_binding: binding = 'disable' }: Options): boolean {
  if (binding === 'disable' || binding === 'prefer') return binding === 'prefer'
  if (binding === 'require')
    throw wrong('has channel_binding=require, which cannot be insisted on: write channel_binding=prefer')
  throw wrong(`has an unknown channel_binding "${binding}"; known are disable and prefer`)
}

function readOptions({ searchParams, search }: URL): Options {
  const options: Options = {}
  for (const [name, value] of searchParams) {
    // The parameters may be the rest of a password with a question mark.
    if (!isParameter(name) && search.includes('@')) throw wrong(specialCharacters)
    if (!isParameter(name)) throw wrong(`has an unknown parameter "${name}"; known are ${parameters.join(', ')}`)
    if (value !== '') options[name] = value
  }
  return options
}

const isParameter = (name: string): name is Parameter => (parameters as readonly string[]).includes(name)

function readSslMode({ sslmode = 'prefer', sslrootcert }: Options): SslMode {
  const mode = sslModes.find((each) => each === sslmode)
  if (!mode) throw wrong(`has an unknown sslmode "${sslmode}"; known are ${sslModes.join(', ')}`)
  // As in libpq, an address that names an authority wants it checked.
  return mode === 'require' && sslrootcert ? 'verify-ca' : mode
}

function tlsOptions(mode: SslMode, host: string, { sslrootcert, sslcert, sslkey }: Options): ConnectionOptions {
  const verifies = mode === 'verify-ca' || mode === 'verify-full'
  return {
    ...(sslrootcert && sslrootcert !== 'system' && { ca: readCertificate('sslrootcert', sslrootcert) }),
    ...(sslcert && { cert: readCertificate('sslcert', sslcert) }),
    ...(sslkey && { key: readCertificate('sslkey', sslkey) }),
    rejectUnauthorized: verifies,
    ...nameCheck(mode, host),
  }
}

/** TLS sends no IP address as the name of a server, but a certificate may have one in it. */
function nameCheck(mode: SslMode, host: string): ConnectionOptions {
  if (mode !== 'verify-full') return { checkServerIdentity: () => undefined }
  if (isIP(host) === 0) return { servername: host }
  return { checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate) }
}

/** All authorities of a system are a quarter of it. In bytes. */
const certificatesMax = 1024 * 1024

function readCertificate(name: Parameter, file: string): string {
  try {
    return readSmallFile(file, certificatesMax).toString()
  } catch (cause) {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException
    throw wrong(`names a file for ${name} that cannot be read (${code}): ${file}`, cause)
  }
}

function numberFrom(name: Parameter, text: string, max: number): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number > 0 && number <= max) return number
  throw wrong(`has a wrong ${name} "${text}": write a number from 1 to ${max}`)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw wrong('has a percent sign that is not followed by two digits: write %25 for it')
  }
}

const prefix = 'The address of the database '

const wrong = (what: string, cause?: unknown) => new ConfigurationError(`${prefix}${what}`, { cause })
