import type { ConnectionContext } from '../adapters/shared/connection-context.ts'
import type { MessageRef } from '../domain/delivery.ts'
import type { Layout, Mention, PlatformName } from '../domain/destination.ts'
import type { Installation, InstallationClient, NextStep } from '../domain/installation.ts'
import type { Log } from '../domain/log.ts'
import type { ApiCall } from '../domain/part.ts'
import type { InstallablePlatform, PlatformConnection, Posting, Renderer } from '../domain/platform.ts'
import type { ProblemText, TextLimit } from '../domain/problem.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import type { WorkspaceClient } from '../domain/workspace.ts'

/** Tokens and the address of the API, by name. */
export type Credentials = Readonly<Record<string, string>>

type CreateConnection = (
  credentials: Credentials,
  context: ConnectionContext,
) => PlatformConnection & Partial<InstallablePlatform>

/** Without a token that is not known yet; `apiUrl` must be there. */
type CreateWorkspaceClient = (credentials: Credentials, context: Pick<ConnectionContext, 'log'>) => WorkspaceClient

/** Validates a request by its content alone. */
export interface Validator {
  /** Why the platform would refuse a call; undefined if it would accept it. */
  explain(call: ApiCall): string | undefined
  readonly textLimits: readonly TextLimit[]
}

/** One kind of id: a check, and a text that describes it. */
interface IdRule {
  isValid(id: string): boolean
  readonly advice: ProblemText
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
  /** Whether a link opens the platform's app rather than a page. */
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
interface Installer extends InstallationClient {
  /** Where a browser goes to allow the app. */
  authorizeUrl(state: string, redirectUrl: string): string
  /** Where it goes after that. */
  nextStep(installation: Installation): NextStep
}

type CreateInstaller = (
  options: { readonly clientId: string; readonly clientSecret: string; readonly apiUrl: string },
  log: Log,
) => Installer
