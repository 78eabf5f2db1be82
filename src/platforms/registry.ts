import { z } from 'zod'
import { discordMessageAt, isDiscordPlace } from '../adapters/discord/links.ts'
import { shardOf } from '../adapters/discord/shard-of.ts'
import type { ConnectionContext } from '../adapters/shared/connection-context.ts'
import { isSlackPlace, slackMessageAt } from '../adapters/slack/links.ts'
import type { MessageRef } from '../domain/delivery.ts'
import { type Layout, layouts, type Mention, type PlatformName } from '../domain/destination.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { Installation, InstallationClient, NextStep } from '../domain/installation.ts'
import type { Log } from '../domain/log.ts'
import type { ApiCall } from '../domain/part.ts'
import type { InstallablePlatform, PlatformConnection, Posting, Renderer } from '../domain/platform.ts'
import type { TextLimit } from '../domain/problem.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import type { WorkspaceClient } from '../domain/workspace.ts'
import { discordEdit, discordRequest } from '../formatters/discord/api-call.ts'
import { discordRenderer } from '../formatters/discord/renderer.ts'
import { slackRequest, slackUpdate } from '../formatters/slack/api-call.ts'
import { slackLayouts } from '../formatters/slack/render.ts'
import { slackRenderer } from '../formatters/slack/renderer.ts'
import { lazy } from '../lib/lazy.ts'

/** Tokens and the address of the API, by name. */
export type Credentials = Readonly<Record<string, string>>

export type CreateConnection = (
  credentials: Credentials,
  context: ConnectionContext,
) => PlatformConnection & Partial<InstallablePlatform>

/** Without a token that is not known yet; `apiUrl` must be there. */
export type CreateWorkspaceClient = (
  credentials: Credentials,
  context: Pick<ConnectionContext, 'log'>,
) => WorkspaceClient

/** Validates a request by its content alone. */
export interface Validator {
  /** Why the platform would refuse a call; undefined if it would accept it. */
  explain(call: ApiCall): string | undefined
  readonly textLimits: readonly TextLimit[]
}

/** One kind of id: a check, and a sentence that describes it. */
interface IdRule {
  isValid(id: string): boolean
  readonly advice: string
}

/** The ids that people copy from a platform's app. */
interface IdRules {
  readonly channel: IdRule
  /** The part of a `WorkspaceId` after the platform. */
  readonly workspace: IdRule
  readonly user: IdRule
  /** The ids that an overview can mention there. */
  readonly mention: IdRule & Pick<Mention, 'kind'>
}

interface MessageLinks {
  /** What the app calls the menu item that copies the link of a message. */
  readonly copyLabel: string
  /** The message at such a link, or undefined when it is no link to a message there. */
  parse(link: string): MessageRef | undefined
  /** Whether a link leads into the platform's app, rather than to a page. */
  isPlace(link: string): boolean
  /** An id that no message has: previews have no channel yet. */
  readonly previewRef: MessageRef
}

/** Loaded when they are needed: the validators and the SDKs take most of the start and of the memory. */
interface PlatformModules {
  validator(): Promise<Validator>
  adapter(): Promise<CreateConnection>
  workspaceClient(): Promise<CreateWorkspaceClient>
  /** On a platform where each workspace that installs the app has its own token. */
  installer?(): Promise<CreateInstaller>
}

/** Everything that differs between platforms outside their own folders: data and pure functions, no state. */
export interface PlatformDefinition {
  readonly name: PlatformName
  /** The first one is the default. */
  readonly layouts: readonly [Layout, ...Layout[]]
  readonly ids: IdRules
  /** Whether each workspace has a token of its own, and with it a pace of its own. */
  readonly hasTokenPerWorkspace: boolean
  /** Where one token serves all workspaces: the shard of a workspace, of that many. */
  shardOf?(workspace: string, count: number): number
  readonly links: MessageLinks
  renderer(vocabulary: Vocabulary): Renderer
  /** The exact call that posts, and the one that replaces a message. */
  request(posting: Posting): ApiCall
  update(ref: MessageRef, posting: Posting): ApiCall
  readonly load: PlatformModules
}

/** The platform's side of installing the app with a click. */
export interface Installer extends InstallationClient {
  /** Where a browser goes to allow the app. */
  authorizeUrl(state: string, redirectUrl: string): string
  /** Where it goes after that. */
  nextStep(installation: Installation): NextStep
}

export type CreateInstaller = (
  options: { readonly clientId: string; readonly clientSecret: string; readonly apiUrl: string },
  log: Log,
) => Installer

const slackCredentials = z
  .object({
    botToken: z.string(),
    appToken: z.string().default(''),
    signingSecrets: z.string().exactOptional(),
    httpHost: z.string().default(''),
    httpPort: z.coerce.number().default(0),
    apiUrl: z.string(),
  })
  .transform(({ signingSecrets, httpHost: host, httpPort: port, ...tokens }) => ({
    ...tokens,
    ...(signingSecrets && { http: { secrets: signingSecrets.split(',').map((each) => each.trim()), host, port } }),
  }))

export const slack: PlatformDefinition = {
  name: 'slack',
  layouts: slackLayouts,
  ids: {
    channel: { isValid: () => true, advice: 'A Slack channel id looks like C0123456789.' },
    workspace: {
      isValid: (id) => /^[TE][A-Z0-9]+$/.test(id),
      advice: 'A workspace in Slack is slack:T0123456789, an organization slack:E0123456789.',
    },
    // Members of another workspace begin with W.
    user: {
      isValid: (id) => /^[UW][A-Z0-9]+$/.test(id),
      advice: 'A Slack user id looks like U0123456789: it is in the profile, under "Copy member ID".',
    },
    mention: {
      kind: 'group',
      isValid: (id) => /^S[A-Z0-9]+$/.test(id),
      advice: 'A Slack user group id looks like S0123456789: it is at the end of the address of its page.',
    },
  },
  hasTokenPerWorkspace: true,
  links: {
    copyLabel: 'Copy link',
    parse: slackMessageAt,
    isPlace: isSlackPlace,
    previewRef: { platform: 'slack', channel: 'C0000000000', message: '0000000000.000000' },
  },
  renderer: slackRenderer,
  request: slackRequest,
  update: slackUpdate,
  load: {
    validator: lazy(async () => {
      const { validateSlack } = await import('../validators/slack/validate.ts')
      const { textLimits } = await import('../validators/slack/limits.ts')
      return { explain: ({ method, body }: ApiCall) => validateSlack(method, body)?.message, textLimits }
    }).get,
    async adapter() {
      const { createSlack } = await import('../adapters/slack/slack.ts')
      return (credentials, context) => createSlack({ ...context, ...slackCredentials.parse(credentials) })
    },
    async workspaceClient() {
      const { createWorkspaceClient } = await import('../adapters/slack/workspace.ts')
      return (credentials, context) =>
        createWorkspaceClient({ ...context, ...slackCredentials.parse({ botToken: '', ...credentials }) })
    },
    async installer() {
      const { authorizeUrl, createInstallationClient, nextStep } = await import(
        '../adapters/slack/installation-client.ts'
      )
      return (options, log) => ({
        ...createInstallationClient({ ...options, log }),
        authorizeUrl: (state, redirectUrl) => authorizeUrl(options, state, redirectUrl),
        nextStep,
      })
    },
  },
}

const discordCredentials = z.object({ token: z.string(), apiUrl: z.string() })

export const discord: PlatformDefinition = {
  name: 'discord',
  layouts,
  ids: {
    channel: { isValid: isSnowflake, advice: 'A Discord channel id is a long number.' },
    workspace: {
      isValid: isSnowflake,
      advice: 'A Discord server is "discord:" and its id, a long number: "Copy Server ID", in Developer Mode.',
    },
    user: { isValid: isSnowflake, advice: 'A Discord user id is a long number: "Copy User ID", in Developer Mode.' },
    mention: {
      kind: 'role',
      isValid: isSnowflake,
      advice: 'A Discord role id is a long number: "Copy Role ID", in Developer Mode.',
    },
  },
  hasTokenPerWorkspace: false,
  shardOf,
  links: {
    copyLabel: 'Copy Message Link',
    parse: discordMessageAt,
    isPlace: isDiscordPlace,
    previewRef: { platform: 'discord', channel: '100000000000000000', message: '100000000000000001' },
  },
  renderer: discordRenderer,
  request: discordRequest,
  update: discordEdit,
  load: {
    validator: lazy(async () => {
      const { validateDiscord } = await import('../validators/discord/validate.ts')
      const { textLimits } = await import('../validators/discord/limits.ts')
      return { explain: ({ method, body }: ApiCall) => validateDiscord(method, body)?.message, textLimits }
    }).get,
    async adapter() {
      const { createDiscord } = await import('../adapters/discord/discord.ts')
      return (credentials, context) => createDiscord({ ...context, ...discordCredentials.parse(credentials) })
    },
    async workspaceClient() {
      const { createWorkspaceClient } = await import('../adapters/discord/workspace.ts')
      return (credentials, context) => createWorkspaceClient({ ...context, ...discordCredentials.parse(credentials) })
    },
  },
}

/** All platforms, in the order of pages and lists. */
export const platforms: readonly PlatformDefinition[] = [slack, discord]

export const platformNames: readonly PlatformName[] = platforms.map(({ name }) => name)

/** The limits of all platforms. */
export async function loadTextLimits(): Promise<readonly TextLimit[]> {
  const validators = await Promise.all(platforms.map((platform) => platform.load.validator()))
  return validators.flatMap(({ textLimits }) => textLimits)
}

/** Throws `ConfigurationError` for a name that is no platform's. */
export function platformNamed(name: PlatformName): PlatformDefinition {
  const found = platforms.find((platform) => platform.name === name)
  if (!found) throw new ConfigurationError(`There is no platform "${name}": choose ${platformNames.join(' or ')}.`)
  return found
}

function isSnowflake(id: string): boolean {
  return /^\d+$/.test(id)
}
