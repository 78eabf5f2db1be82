import { isIP } from 'node:net'
import { z } from 'zod'
import { logFormats, logLevels } from '../domain/log.ts'
import { modelApis } from '../drafts/models/model.ts'
import { didYouMean } from '../lib/fuzzy-match.ts'
import { problemOfDatabaseUrl } from '../storage/postgres/address.ts'
import { pasteSentences, readPaste } from './read-paste.ts'

/** Empty variables, as in a copied .env.example, count as unset. */
const blank = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value)
const text = z.preprocess(blank, z.string().trim().optional())
/** Blanks and characters without a width come along with a copied token, and no platform says so. */
const blankAdvice = 'holds a blank or an invisible character: paste it again'
const token = text.refine((value) => !/[\s\p{Cf}]/u.test(value ?? ''), blankAdvice)
/** The token of a platform. A token of a wrong kind is left to the platform, so that the other one goes on. */
const tokenOf = (variable: string) =>
  text.superRefine((value = '', context) => {
    const message = adviceOnToken(variable, value)
    if (message) context.addIssue({ code: 'custom', message })
  })

function adviceOnToken(variable: string, value: string): string | undefined {
  // Every other character ends in an error deep in an SDK.
  const isSound = /^[\x21-\x7e]*$/.test(value) && !/^["'`]|["'`]$/.test(value)
  if (isSound) return undefined
  const paste = readPaste(variable, value)
  if (/\p{Cf}/u.test(value)) return blankAdvice
  if ('token' in paste) return 'holds more than the token, such as quotes or a word before it: leave only the token'
  if (paste.isRecognized) return pasteSentences(paste).replace(/\.$/, '')
  return /\s/.test(value) ? blankAdvice : 'holds a character that no token has: copy it again'
}
/** Several are separated by commas. */
const signingSecrets = text.superRefine((value, context) => {
  const wrong = value?.split(',').find((each) => !/^[0-9a-f]{32}$/.test(each.trim()))
  if (wrong !== undefined) context.addIssue({ code: 'custom', message: signingSecretAdvice(wrong.trim()) })
})

/** What was pasted in place of a signing secret, and where the secret is. The secret itself is not repeated. */
function signingSecretAdvice(given: string): string {
  const wanted = 'the Signing Secret of the Slack app, 32 digits and letters under "Basic Information"'
  const kinds: readonly [RegExp, string][] = [
    [/^(?:xoxe\.)?xoxb-/, 'is a bot token, which belongs into SLACK_BOT_TOKEN'],
    [/^xapp-/, 'is an app-level token, which belongs into SLACK_APP_TOKEN and is for Socket Mode'],
    [/^xox[a-z]-/, 'is a token of Slack'],
    [/^\d+\.\d+$/, 'is the Client ID of the app, which belongs into SLACK_CLIENT_ID'],
    [/^https?:/, 'is an address'],
    [/^[A-Za-z0-9]{24}$/, 'is the Verification Token of the app, which Slack no longer recommends'],
  ]
  const kind = kinds.find(([pattern]) => pattern.test(given))
  return kind ? `${kind[1]}: give ${wanted}` : `must be ${wanted}; two with a comma while it is changed`
}
function choice<const Value extends string>(values: readonly Value[]) {
  const error = ({ input }: { readonly input?: unknown }) => {
    const meant = didYouMean(String(input), values)
    return `${meant === '' ? 'must' : `${meant}It must`} be one of ${values.join(', ')}`
  }
  return z.enum(values, { error })
}

const url = (fallback: string) => z.preprocess(blank, z.url('must be a URL').default(fallback))
const settlesAdvice = 'must be a number of milliseconds'
const portAdvice = 'must be a number from 0 to 65535'
const portNumber = z.coerce.number(portAdvice).int(portAdvice).min(0, portAdvice).max(65_535, portAdvice)

const proxiesAdvice = 'must be addresses or networks, such as 127.0.0.1, 10.0.0.0/8'
const listOf = (value: string) => value.split(',').flatMap((each) => each.trim() || [])
const areNetworks = (values: readonly string[]) => values.every(isNetwork)

/** An IP address, or a network in CIDR notation. */
function isNetwork(value: string): boolean {
  const [address = '', bits, ...more] = value.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

const proxyUrl = z.preprocess(
  blank,
  z.url({ protocol: /^https?$/, error: 'must be a URL such as http://proxy.example.org:3128' }).optional(),
)

const databaseUrl = text.superRefine((value, context) => {
  const problem = value === undefined ? undefined : problemOfDatabaseUrl(value)
  if (problem) context.addIssue({ code: 'custom', message: problem })
})

/** The variables that the program reads, from the environment or `.env`. */
export const environmentVariables = z.object({
  SLACK_BOT_TOKEN: tokenOf('SLACK_BOT_TOKEN'),
  SLACK_APP_TOKEN: tokenOf('SLACK_APP_TOKEN'),
  SLACK_BOT_TOKEN_FILE: text,
  SLACK_APP_TOKEN_FILE: text,
  SLACK_SIGNING_SECRET: signingSecrets,
  SLACK_SIGNING_SECRET_FILE: text,
  SLACK_HTTP_HOST: z.preprocess(blank, z.string().trim().default('127.0.0.1')),
  SLACK_HTTP_PORT: z.preprocess(blank, portNumber.default(3001)),
  SLACK_API_URL: url('https://slack.com/api/'),
  SLACK_CLIENT_ID: text,
  SLACK_CLIENT_SECRET: token,
  SLACK_CLIENT_SECRET_FILE: text,
  PUBLIC_URL: z.preprocess(
    blank,
    z.url({ protocol: /^https?$/, error: 'must be a URL such as https://post.example.org' }).optional(),
  ),
  MORNING_POST_KEY: token,
  MORNING_POST_KEY_FILE: text,
  MORNING_POST_KEY_OLD: token,
  MORNING_POST_KEY_OLD_FILE: text,
  DISCORD_TOKEN: tokenOf('DISCORD_TOKEN'),
  DISCORD_TOKEN_FILE: text,
  DISCORD_API_URL: url('https://discord.com/api'),
  MORNING_POST_HOME: text,
  MORNING_POST_CONFIG: text,
  MORNING_POST_DATA: text,
  DATABASE_URL: databaseUrl,
  DATABASE_URL_FILE: text,
  TEST_SERVER_SETTLES_MS: z.preprocess(
    blank,
    z.coerce.number(settlesAdvice).int(settlesAdvice).min(0, settlesAdvice).optional(),
  ),
  PORT: z.preprocess(blank, portNumber.default(3000)),
  PAGE_HOST: z.preprocess(blank, z.string().trim().default('127.0.0.1')),
  PAGE_PASSWORD_FILE: text,
  PAGE_PASSWORD: text,
  CHROME_PATH: text,
  API_TOKEN_FILE: text,
  API_TOKEN: token,
  FEED_TOKEN_FILE: text,
  FEED_TOKEN: token,
  GIT_TOKEN: token,
  GIT_TOKEN_FILE: text,
  GIT_SSH_KEY_FILE: text,
  LLM_API_URL: z.preprocess(
    blank,
    z.url({ protocol: /^https?$/, error: 'must be a URL such as https://api.openai.com/v1' }).optional(),
  ),
  LLM_API: z.preprocess(blank, choice(modelApis).optional()),
  LLM_API_KEY: token,
  LLM_API_KEY_FILE: text,
  LLM_MODEL: text,
  LLM_REVIEW_MODEL: text,
  TRUSTED_PROXIES: z.preprocess(blank, z.string().default('').transform(listOf).refine(areNetworks, proxiesAdvice)),
  METRICS_HOST: z.preprocess(blank, z.string().trim().default('127.0.0.1')),
  METRICS_PORT: z.preprocess(blank, portNumber.optional()),
  HTTPS_PROXY: proxyUrl,
  https_proxy: proxyUrl,
  HTTP_PROXY: proxyUrl,
  http_proxy: proxyUrl,
  NO_PROXY: text,
  HEARTBEAT_URL: z.preprocess(blank, z.url({ protocol: /^https?$/, error: 'must begin with https://' }).optional()),
  HEARTBEAT_URL_FILE: text,
  LOG_LEVEL: z.preprocess(blank, choice(logLevels).default('info')),
  LOG_FORMAT: z.preprocess(blank, choice(logFormats).optional()),
})
