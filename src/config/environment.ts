import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { GitAccess } from '../digests/git/settings.ts'
import type { PlatformName } from '../domain/destination.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { LogFormat, LogLevel } from '../domain/log.ts'
import type { TokenName } from '../domain/workspace.ts'
import { proxyVariables } from '../lib/proxy.ts'
import type { ProxySettings } from '../lib/proxy-address.ts'
import { registerSecret } from '../observability/redact.ts'
import type { Credentials } from '../platforms/definition.ts'
import { readDatabaseUrl } from '../storage/postgres/address.ts'
import { apiUrlsFrom, credentialsFrom, platformSecrets, refuseRealPlatforms, tokenNames } from './credentials.ts'
import { readDotenv } from './dotenv-file.ts'
import { EnvironmentError } from './environment-error.ts'
import { homeFolder, inHome, newHomeFolder } from './home.ts'
import { type EncryptionKeys, type Installing, installingFrom, keysFrom } from './installing.ts'
import { listeningAddresses, refuseSamePort } from './listening.ts'
import { type ModelChoice, modelsFrom } from './models.ts'
import { readSecretFiles } from './secret-files.ts'
import { environmentVariables } from './variables.ts'

/** The settings from environment variables. Frozen; all others are in `config/`. */
export interface Environment {
  /** The credentials of the platforms whose tokens are set. */
  readonly credentials: Readonly<Record<PlatformName, Credentials>>
  /** Where the API of each platform is, also without its tokens. */
  readonly apiUrls: Readonly<Record<PlatformName, string>>
  /** The folder of the user's files: relative paths in settings start there. */
  readonly home: string
  readonly configFile: string
  readonly dataFolder: string
  /** The PostgreSQL database of the ledger, instead of a file in the data folder. A secret. */
  readonly databaseUrl?: string
  /** How workspaces install the app, if they can. */
  readonly installing?: Installing
  /** The keys that encrypt the tokens of installed workspaces: the current one, and earlier ones. Secrets. */
  readonly keys?: EncryptionKeys
  /** The proxy of requests and WebSockets, if there is one. May hold a password. */
  readonly proxy?: ProxySettings
  readonly port: number
  /** Where the page listens, what it asks visitors for, and the proxies whose word about them counts. */
  readonly page: { readonly host: string; readonly password?: string; readonly trustedProxies: readonly string[] }
  /** The token of programs that send digests; without it, the API is off. A secret. */
  readonly apiToken?: string
  /** The program that takes pictures of previews, instead of the Chrome of the system. */
  readonly browser?: string
  /** The token in the address of feeds, if the page has a password. A secret. */
  readonly feedToken?: string
  /** The settings of git for pulling digests. */
  readonly git: GitAccess
  /** The models that write drafts; without them, candidates are quoted. Their keys are secrets. */
  readonly models?: ModelChoice
  /** How long after it was sent a test server may still act upon a request, in milliseconds. */
  readonly settlesAfterMs?: number
  /** A second address for health checks and metrics, besides the page. */
  readonly metrics?: { readonly host: string; readonly port: number }
  /** Called after each healthy tick. A secret. */
  readonly heartbeatUrl?: string
  /** Whether systemd waits for messages, and after how many milliseconds without one it restarts the bot. */
  readonly serviceManager?: { readonly watchdogMs?: number }
  readonly logLevel: LogLevel
  /** Without it, text on a terminal and JSON elsewhere. */
  readonly logFormat?: LogFormat
}

/** Each may be given as a file, by `X_FILE`. Their values are removed from logs and errors. */
const secretVariables = [
  ...platformSecrets,
  'MORNING_POST_KEY',
  'MORNING_POST_KEY_OLD',
  'HEARTBEAT_URL',
  'PAGE_PASSWORD',
  'API_TOKEN',
  'GIT_TOKEN',
  'FEED_TOKEN',
  'LLM_API_KEY',
  'DATABASE_URL',
]

/**
 * Reads the environment and the `.env` file of the home folder, which adds to `env`. Throws `ConfigurationError` naming
 * each variable that is wrong.
 */
export function readEnvironment(
  env: NodeJS.ProcessEnv = process.env,
  file = join(homeFolder(env), '.env'),
): Environment {
  const home = homeFolder(env)
  const dotenv = readDotenv(file, env)
  if (dotenv.MORNING_POST_HOME?.trim()) {
    throw new ConfigurationError(
      'MORNING_POST_HOME: cannot be set in .env, which is in the home folder. Set it in the environment of the process.',
    )
  }
  for (const [name, value] of Object.entries(dotenv)) env[name] ??= value
  const { secrets, problems } = readSecretFiles(secretVariables, env, home)
  const values = { ...env, ...secrets }
  for (const name of secretVariables) if (values[name]?.trim()) registerSecret(values[name].trim())
  const parsed = environmentVariables.safeParse(values)
  // One of each variable: the first says what to do.
  const issues = new Map(parsed.error?.issues.toReversed().map(({ path, message }) => [String(path[0]), message]))
  const wrong = [...issues].reverse().map(([name, message]) => {
    const where = name in secrets ? `${name}_FILE: the secret in the file ${env[`${name}_FILE`]?.trim()}` : `${name}:`
    return `${where} ${message}.`
  })
  if (problems.length > 0 || !parsed.success) throw new EnvironmentError([...problems, ...wrong])
  for (const name of proxyVariables) if (values[name]?.includes('@')) keepProxyPassword(values[name])
  const { data } = parsed
  const proxy = proxyFrom(values)
  const extraCertificates = values.NODE_EXTRA_CA_CERTS?.trim()
  const apiUrls = apiUrlsFrom(data)
  const installing = installingFrom(data)
  const credentials = credentialsFrom(data, apiUrls)
  if (data.DATABASE_URL) registerSecret(readDatabaseUrl(data.DATABASE_URL).password ?? '')
  const models = modelsFrom(data)
  const settlesAfterMs = data.TEST_SERVER_SETTLES_MS
  if (settlesAfterMs !== undefined) refuseRealPlatforms(credentials)
  const environment: Environment = Object.freeze({
    credentials,
    apiUrls,
    home,
    configFile: inHome(home, data.MORNING_POST_CONFIG ?? 'config/morning-post.yaml'),
    dataFolder: resolve(inHome(home, data.MORNING_POST_DATA ?? 'data')),
    ...(data.DATABASE_URL && { databaseUrl: data.DATABASE_URL }),
    ...(installing && { installing }),
    keys: keysFrom(data),
    ...(proxy && { proxy }),
    port: data.PORT,
    page: Object.freeze({
      host: data.PAGE_HOST,
      ...(data.PAGE_PASSWORD && { password: data.PAGE_PASSWORD }),
      trustedProxies: data.TRUSTED_PROXIES,
    }),
    git: Object.freeze({
      ...(data.GIT_TOKEN && { token: data.GIT_TOKEN }),
      ...(data.GIT_TOKEN_FILE && { tokenFile: resolve(inHome(home, data.GIT_TOKEN_FILE)) }),
      ...(data.GIT_SSH_KEY_FILE && { sshKeyFile: resolve(inHome(home, data.GIT_SSH_KEY_FILE)) }),
      ...(proxy && { proxy }),
      ...(extraCertificates && existsSync(extraCertificates) && { extraCertificates: resolve(extraCertificates) }),
      variables: inheritedByGit(values),
    }),
    ...(data.CHROME_PATH && { browser: data.CHROME_PATH }),
    ...(data.FEED_TOKEN && { feedToken: data.FEED_TOKEN }),
    ...(data.API_TOKEN && { apiToken: data.API_TOKEN }),
    ...(models && { models }),
    ...(settlesAfterMs !== undefined && { settlesAfterMs }),
    ...(data.METRICS_PORT !== undefined && { metrics: { host: data.METRICS_HOST, port: data.METRICS_PORT } }),
    ...(data.HEARTBEAT_URL && { heartbeatUrl: data.HEARTBEAT_URL }),
    ...(env.NOTIFY_SOCKET && { serviceManager: readWatchdog(env) }),
    logLevel: data.LOG_LEVEL,
    ...(data.LOG_FORMAT && { logFormat: data.LOG_FORMAT }),
  })
  refuseSamePort(listeningAddresses(environment))
  return environment
}

/** The lower-case variables count first, as other programs read them. */
function proxyFrom(values: NodeJS.ProcessEnv): ProxySettings | undefined {
  const http = (values.http_proxy ?? values.HTTP_PROXY)?.trim()
  const https = (values.https_proxy ?? values.HTTPS_PROXY)?.trim()
  if (!http && !https) return undefined
  return { ...(http && { http }), ...(https && { https }), noProxy: values.no_proxy ?? values.NO_PROXY ?? '' }
}

/** Both as written and percent-decoded. */
function keepProxyPassword(proxy: string): void {
  const { password } = new URL(proxy)
  for (const form of [password, decodeURIComponent(password)]) registerSecret(form)
}

/** The settings for a first configuration. */
interface SetupEnvironment extends Pick<Environment, 'apiUrls' | 'proxy'> {
  /** Where it is written. */
  readonly place: { readonly home: string; readonly configFile: string }
  /** Tokens that are set already, by variable; not checked. */
  readonly tokens: Readonly<Record<string, string>>
  /** The tokens that are needed: with a signing secret, Slack's requests come over HTTP, without an app-level token. */
  readonly needed: readonly TokenName[]
  /**
   * The variables of those that stay where they are: in files of their own, or in the environment of the process if
   * there is a configuration without `.env`, as of a unit of systemd or a container.
   */
  readonly kept: readonly string[]
}

/** Like `readEnvironment`, but takes tokens that are wrong or incomplete: they are what is to be set up. */
export function readSetupEnvironment(env: NodeJS.ProcessEnv = process.env): SetupEnvironment {
  const others = { ...env }
  const dotenvFile = join(homeFolder(env), '.env')
  const dotenv = readDotenv(dotenvFile, env)
  const names = tokenNames.map(({ variable }) => variable)
  const { secrets, problems } = readSecretFiles(names, { ...dotenv, ...env }, homeFolder(env))
  if (problems.length > 0) throw new EnvironmentError(problems)
  const tokens: Record<string, string> = { ...secrets }
  for (const variable of names) {
    const token = env[variable]?.trim() || dotenv[variable]?.trim()
    if (token) tokens[variable] = token
    for (const name of [variable, `${variable}_FILE`]) others[name] = ''
  }
  for (const token of Object.values(tokens)) registerSecret(token)
  const signingNames = ['SLACK_SIGNING_SECRET', 'SLACK_SIGNING_SECRET_FILE']
  const isOverHttp = signingNames.some((name) => env[name]?.trim() || dotenv[name]?.trim())
  for (const name of signingNames) others[name] = ''
  const needed = tokenNames.filter(({ variable }) => !(isOverHttp && variable === 'SLACK_APP_TOKEN'))
  const { apiUrls, proxy } = readEnvironment(others)
  const home = newHomeFolder(env)
  const configFile = inHome(home, others.MORNING_POST_CONFIG?.trim() || 'config/morning-post.yaml')
  const isInEnvironment = existsSync(configFile) && !existsSync(dotenvFile)
  const kept = isInEnvironment ? Object.keys(tokens) : Object.keys(secrets)
  return { apiUrls, ...(proxy && { proxy }), tokens, needed, kept, place: { home, configFile } }
}

/** The environment after `.env` was written: variables that were empty before are read from it. */
export function readEnvironmentAgain(env: NodeJS.ProcessEnv = process.env): Environment {
  for (const { variable } of tokenNames) if (!env[variable]?.trim()) delete env[variable]
  return readEnvironment(env)
}

/** The environment of git besides its configuration: the path of programs, certificates, an agent with SSH keys. */
const gitVariables = [
  ...['PATH', 'Path', 'SystemRoot', 'TMPDIR', 'TEMP', 'SSH_AUTH_SOCK'],
  ...['GIT_SSL_CAINFO', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
]

function inheritedByGit(values: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(gitVariables.flatMap((name) => (values[name] ? [[name, values[name]]] : [])))
}

/**
 * The variables that systemd sets for a unit with `WatchdogSec`:
 * https://www.freedesktop.org/software/systemd/man/latest/sd_watchdog_enabled.html
 */
function readWatchdog({ WATCHDOG_USEC, WATCHDOG_PID }: NodeJS.ProcessEnv): { readonly watchdogMs?: number } {
  const watchdogMs = Number(WATCHDOG_USEC) / 1_000
  const isMine = WATCHDOG_PID === undefined || Number(WATCHDOG_PID) === process.pid
  return isMine && watchdogMs > 0 ? { watchdogMs } : {}
}
