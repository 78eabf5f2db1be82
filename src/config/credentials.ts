import { z } from 'zod'
import { ConfigurationError } from '../domain/errors.ts'
import type { TokenName } from '../domain/workspace.ts'
import { registerSecret } from '../observability/redact.ts'
import type { Credentials } from '../platforms/definition.ts'
import { blank, listeningHost, optionalText, portNumber, token, tokenOf, urlOr } from './variable-types.ts'

/** The tokens of each platform, in the order in which they are asked for. */
export const tokenNames: readonly TokenName[] = [
  { platform: 'slack', variable: 'SLACK_BOT_TOKEN', key: 'botToken' },
  { platform: 'slack', variable: 'SLACK_APP_TOKEN', key: 'appToken' },
  { platform: 'discord', variable: 'DISCORD_TOKEN', key: 'token' },
]

/** The variables of platforms that hold a secret. */
export const platformSecrets = [
  ...tokenNames.map(({ variable }) => variable),
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_SECRET',
] as const

/** Several are separated by commas. */
const signingSecrets = optionalText.superRefine((value, context) => {
  const wrong = value?.split(',').find((each) => !/^[0-9a-f]{32}$/.test(each.trim()))
  if (wrong !== undefined) context.addIssue({ code: 'custom', message: signingSecretAdvice(wrong.trim()) })
})

/**
 * Recognizes a text that was pasted in place of a signing secret, and says where the secret is. The secret itself is
 * not repeated.
 */
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

/** The variables of all platforms, as they stand in the environment. */
export const platformVariables = {
  SLACK_BOT_TOKEN: tokenOf('SLACK_BOT_TOKEN'),
  SLACK_APP_TOKEN: tokenOf('SLACK_APP_TOKEN'),
  SLACK_BOT_TOKEN_FILE: optionalText,
  SLACK_APP_TOKEN_FILE: optionalText,
  SLACK_SIGNING_SECRET: signingSecrets,
  SLACK_SIGNING_SECRET_FILE: optionalText,
  SLACK_HTTP_HOST: listeningHost,
  SLACK_HTTP_PORT: z.preprocess(blank, portNumber.default(3001)),
  SLACK_API_URL: urlOr('https://slack.com/api/'),
  SLACK_CLIENT_ID: optionalText,
  SLACK_CLIENT_SECRET: token,
  SLACK_CLIENT_SECRET_FILE: optionalText,
  DISCORD_TOKEN: tokenOf('DISCORD_TOKEN'),
  DISCORD_TOKEN_FILE: optionalText,
  DISCORD_API_URL: urlOr('https://discord.com/api'),
}

type Variables = z.output<z.ZodObject<typeof platformVariables>>

/** Where the API of each platform is. */
export function apiUrlsFrom({ SLACK_API_URL, DISCORD_API_URL }: Variables) {
  // Bolt wants a slash at the end, discord.js none.
  return Object.freeze({ slack: SLACK_API_URL.replace(/\/*$/, '/'), discord: DISCORD_API_URL.replace(/\/+$/, '') })
}

/** The credentials of the platforms whose tokens are set. Throws `ConfigurationError` for what is incomplete. */
export function credentialsFrom(
  variables: Variables,
  apiUrls: ReturnType<typeof apiUrlsFrom>,
): Readonly<Record<string, Credentials>> {
  const slack = slackCredentials(variables)
  const { DISCORD_TOKEN: token } = variables
  return Object.freeze({
    ...(slack && { slack: { ...slack, apiUrl: apiUrls.slack } }),
    ...(token && { discord: { token, apiUrl: apiUrls.discord } }),
  })
}

/** Slack reports interactions over Socket Mode with an app-level token, or over HTTP with a signing secret. */
function slackCredentials(variables: Variables): Credentials | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecrets } = variables
  if (appToken && signingSecrets) {
    throw new ConfigurationError(
      'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set, and only one can be used: remove SLACK_SIGNING_SECRET for Socket Mode, which needs no public address, or SLACK_APP_TOKEN for requests over HTTP. See .env.example.',
    )
  }
  if (!botToken && !appToken && !signingSecrets) return undefined
  if (signingSecrets?.split(',').some((each) => each.trim() === variables.SLACK_CLIENT_SECRET)) {
    throw new ConfigurationError(
      'SLACK_SIGNING_SECRET and SLACK_CLIENT_SECRET are the same, so one was copied twice: "Basic Information" of the Slack app shows the Client Secret and the Signing Secret below each other. See .env.example.',
    )
  }
  // Without a bot token of its own, the bot serves only workspaces that install the app.
  const canInstall = Boolean(variables.SLACK_CLIENT_ID)
  if (!(botToken || canInstall) || !(appToken || signingSecrets)) {
    const [missing, needed] = botToken
      ? ['SLACK_APP_TOKEN', 'both of its tokens, or SLACK_SIGNING_SECRET instead of this one for requests over HTTP']
      : ['SLACK_BOT_TOKEN', appToken ? 'both of its tokens' : 'it beside SLACK_SIGNING_SECRET']
    throw new ConfigurationError(`${missing} is not set, and Slack needs ${needed}. .env.example says where to get it.`)
  }
  if (appToken) return { botToken: botToken ?? '', appToken }
  for (const secret of signingSecrets?.split(',') ?? []) registerSecret(secret.trim())
  const { SLACK_HTTP_HOST: httpHost, SLACK_HTTP_PORT: httpPort } = variables
  return { botToken: botToken ?? '', signingSecrets: signingSecrets ?? '', httpHost, httpPort: String(httpPort) }
}

/** On a real platform, a request that arrives later than the bot expects would be posted twice. */
export function refuseRealPlatforms(credentials: Readonly<Record<string, Credentials>>): void {
  for (const { apiUrl = '' } of Object.values(credentials)) {
    const { hostname } = new URL(apiUrl)
    if (loopback.test(hostname)) continue
    throw new ConfigurationError(
      `TEST_SERVER_SETTLES_MS is for test servers on this machine, and ${hostname} is none: remove the variable, or messages may be posted twice. See .env.example.`,
    )
  }
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/
