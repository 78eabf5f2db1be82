import type { z } from 'zod'
import { ConfigurationError } from '../domain/errors.ts'
import { keepSecret } from '../observability/redact.ts'
import type { Credentials } from '../platforms/registry.ts'
import type { environmentVariables } from './variables.ts'

type Variables = z.output<typeof environmentVariables>

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
    const missing = botToken ? 'SLACK_APP_TOKEN' : 'SLACK_BOT_TOKEN'
    throw new ConfigurationError(
      `${missing} is not set, and Slack needs both of its tokens. .env.example says where to get it.`,
    )
  }
  if (appToken) return { botToken: botToken ?? '', appToken }
  for (const secret of signingSecrets?.split(',') ?? []) keepSecret(secret.trim())
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
