import { isIP } from 'node:net'
import { z } from 'zod'
import { logFormats, logLevels } from '../domain/log.ts'
import { modelApis } from '../drafts/models/model.ts'
import { problemOfDatabaseUrl } from '../storage/postgres/address.ts'
import { platformVariables } from './credentials.ts'
import { blank, choice, listeningHost, optionalText, portNumber, token } from './variable-types.ts'

const settlesAdvice = 'must be a number of milliseconds'
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

/** Whether the name and the password in the URL are percent-encoded as they should be. */
function hasReadableLogin(value: string): boolean {
  // A text that is not a URL has another problem already.
  const { username = '', password = '' } = URL.parse(value) ?? {}
  try {
    decodeURIComponent(username + password)
    return true
  } catch {
    return false
  }
}

const proxyUrl = z.preprocess(
  blank,
  z
    .url({ protocol: /^https?$/, error: 'must be a URL such as http://proxy.example.org:3128' })
    .refine(hasReadableLogin, 'has a % in its name or its password that stands for itself: write it as %25')
    .optional(),
)

const databaseUrl = optionalText.superRefine((value, context) => {
  const problem = value === undefined ? undefined : problemOfDatabaseUrl(value)
  if (problem) context.addIssue({ code: 'custom', message: problem })
})

/** The variables that the program reads, from the environment or `.env`. */
export const environmentVariables = z.object({
  ...platformVariables,
  PUBLIC_URL: z.preprocess(
    blank,
    z.url({ protocol: /^https?$/, error: 'must be a URL such as https://post.example.org' }).optional(),
  ),
  MORNING_POST_KEY: token,
  MORNING_POST_KEY_FILE: optionalText,
  MORNING_POST_KEY_OLD: token,
  MORNING_POST_KEY_OLD_FILE: optionalText,
  MORNING_POST_HOME: optionalText,
  MORNING_POST_CONFIG: optionalText,
  MORNING_POST_DATA: optionalText,
  DATABASE_URL: databaseUrl,
  DATABASE_URL_FILE: optionalText,
  TEST_SERVER_SETTLES_MS: z.preprocess(
    blank,
    z.coerce.number(settlesAdvice).int(settlesAdvice).min(0, settlesAdvice).optional(),
  ),
  PORT: z.preprocess(blank, portNumber.default(3000)),
  PAGE_HOST: listeningHost,
  PAGE_PASSWORD_FILE: optionalText,
  PAGE_PASSWORD: optionalText,
  CHROME_PATH: optionalText,
  API_TOKEN_FILE: optionalText,
  API_TOKEN: token,
  FEED_TOKEN_FILE: optionalText,
  FEED_TOKEN: token,
  GIT_TOKEN: token,
  GIT_TOKEN_FILE: optionalText,
  GIT_SSH_KEY_FILE: optionalText,
  LLM_API_URL: z.preprocess(
    blank,
    z.url({ protocol: /^https?$/, error: 'must be a URL such as https://api.openai.com/v1' }).optional(),
  ),
  LLM_API: z.preprocess(blank, choice(modelApis).optional()),
  LLM_API_KEY: token,
  LLM_API_KEY_FILE: optionalText,
  LLM_MODEL: optionalText,
  LLM_REVIEW_MODEL: optionalText,
  TRUSTED_PROXIES: z.preprocess(blank, z.string().default('').transform(listOf).refine(areNetworks, proxiesAdvice)),
  METRICS_HOST: listeningHost,
  METRICS_PORT: z.preprocess(blank, portNumber.optional()),
  HTTPS_PROXY: proxyUrl,
  https_proxy: proxyUrl,
  HTTP_PROXY: proxyUrl,
  http_proxy: proxyUrl,
  NO_PROXY: optionalText,
  HEARTBEAT_URL: z.preprocess(
    blank,
    z.url({ protocol: /^https?$/, error: 'must be a whole address that begins with https:// or http://' }).optional(),
  ),
  HEARTBEAT_URL_FILE: optionalText,
  LOG_LEVEL: z.preprocess(blank, choice(logLevels).default('info')),
  LOG_FORMAT: z.preprocess(blank, choice(logFormats).optional()),
})
