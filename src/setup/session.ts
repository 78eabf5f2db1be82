import type { ConnectionContext } from '../adapters/shared/connection-context.ts'
import { tokenNames } from '../config/credentials.ts'
import { pasteSentences, readPaste } from '../config/read-paste.ts'
import type { PlatformName } from '../domain/destination.ts'
import { ConfigurationError, ExpectedError, PlatformBusy } from '../domain/errors.ts'
import type { ChannelChoice, TokenName, WorkspaceClient } from '../domain/workspace.ts'
import { messagesFor } from '../i18n/messages.ts'
import { registerSecret } from '../observability/redact.ts'
import { platformNamed, platformNames } from '../platforms/registry.ts'
import type { Answers } from './answers.ts'
import { type SetupOptions, type SetupPlace, type WrittenSetup, writeSetup } from './write-setup.ts'

/** The result of a pasted token, in one sentence. */
export interface TokenResult {
  readonly isAccepted: boolean
  readonly sentence: string
}

/** A platform whose tokens were all accepted. */
export interface ConnectedPlatform {
  readonly platform: PlatformName
  /** The name of the team or of the bot. */
  readonly owner: string
  readonly channels: readonly ChannelChoice[]
  /** Why the channels are not known. */
  readonly problem?: string
  /** The page on which the bot is added to a server, where that takes a page. */
  readonly inviteUrl?: string
}

interface SetupContext extends Pick<ConnectionContext, 'log'> {
  readonly apiUrls: Readonly<Record<PlatformName, string>>
  readonly place: SetupPlace
  /** The tokens that a platform needs; all by default. */
  readonly needed?: readonly TokenName[]
  /** Variables whose tokens stay where they are, and are not written. */
  readonly kept?: readonly string[]
}

/**
 * Onboarding: connects the workspaces of one person. Tokens are kept in memory until they are written, and are in no
 * answer.
 */
export class SetupSession {
  readonly #context: SetupContext
  readonly #accepted = new Map<string, { readonly token: string; readonly owner: string }>()

  /** The tokens that the platforms need. */
  readonly needed: readonly TokenName[]

  constructor(context: SetupContext) {
    this.#context = context
    this.needed = context.needed ?? tokenNames
  }

  /** Reads and checks what was pasted for a variable. An accepted token stays until another one is accepted. */
  async submit(variable: string, pasted: string): Promise<TokenResult> {
    const paste = readPaste(variable, pasted)
    const name = tokenNames.find((each) => each.variable === variable)
    if ('problem' in paste || !name) {
      // It may be a secret of another service, so it is not shown.
      if (pasted.trim().length >= secretLength) registerSecret(pasted.trim())
      return {
        isAccepted: false,
        sentence: 'problem' in paste ? pasteSentences(paste) : `There is no token ${variable}.`,
      }
    }
    registerSecret(paste.token)
    try {
      const owner = await this.#withClient(name.platform, { [name.key]: paste.token }, (client) =>
        client.checkToken(name.key),
      )
      this.#accepted.set(variable, { token: paste.token, owner })
      return { isAccepted: true, sentence: [`Accepted: ${owner}.`, paste.note].filter(Boolean).join(' ') }
    } catch (error) {
      return { isAccepted: false, sentence: reasonFor(error) }
    }
  }

  isAccepted(variable: string): boolean {
    return this.#accepted.has(variable)
  }

  /** Forgets the tokens of a platform. */
  forget(platform: PlatformName): void {
    for (const { variable } of this.#namesOf(platform)) this.#accepted.delete(variable)
  }

  /** The platforms that can be used, with their channels as they are now. */
  async connected(): Promise<readonly ConnectedPlatform[]> {
    return Promise.all(this.#complete().map((platform) => this.#connect(platform)))
  }

  /** The tokens of all complete platforms that are to be written, by variable. */
  get tokens(): Readonly<Record<string, string>> {
    const complete = this.#complete()
    const { kept = [] } = this.#context
    const own = this.needed.filter(({ platform, variable }) => complete.includes(platform) && !kept.includes(variable))
    return Object.fromEntries(own.map(({ variable }) => [variable, this.#accepted.get(variable)?.token ?? '']))
  }

  /** Writes what was answered with the accepted tokens. Throws `ConfigurationError`. */
  write(answers: Omit<Answers, 'tokens'>, options: SetupOptions = {}): WrittenSetup {
    if (this.#complete().length === 0) throw new ConfigurationError('No token was accepted yet.')
    return writeSetup(this.#context.place, { ...answers, tokens: this.tokens }, options)
  }

  /** Posts a test message in a channel. Returns a link to it, if the platform gives one. Throws an `ExpectedError`. */
  async postTest(
    platform: PlatformName,
    channel: ChannelChoice,
    { at, timezone, language }: Pick<Answers, 'at' | 'timezone' | 'language'>,
  ): Promise<string | undefined> {
    const text = messagesFor(language).testMessage(at, timezone)
    return this.#withClient(platform, this.#credentials(platform), (client) => client.postLine(channel, text))
  }

  #namesOf(platform: PlatformName): readonly TokenName[] {
    return this.needed.filter((name) => name.platform === platform)
  }

  #complete(): readonly PlatformName[] {
    return platformNames.filter((platform) =>
      this.#namesOf(platform).every(({ variable }) => this.#accepted.has(variable)),
    )
  }

  #credentials(platform: PlatformName): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.#namesOf(platform).map(({ key, variable }) => [key, this.#accepted.get(variable)?.token ?? '']),
    )
  }

  #connect(platform: PlatformName): Promise<ConnectedPlatform> {
    const owner = this.#accepted.get(this.#namesOf(platform)[0]?.variable ?? '')?.owner ?? ''
    return this.#withClient(platform, this.#credentials(platform), async (client) => {
      const { inviteUrl } = client
      const known = { platform, owner, ...(inviteUrl && { inviteUrl }) }
      try {
        return { ...known, channels: await client.listChannels() }
      } catch (error) {
        return { ...known, channels: [], problem: reasonFor(error) }
      }
    })
  }

  async #withClient<Result>(
    platform: PlatformName,
    tokens: Readonly<Record<string, string>>,
    work: (client: WorkspaceClient) => Promise<Result>,
  ): Promise<Result> {
    const { apiUrls, log } = this.#context
    const create = await platformNamed(platform).load.workspaceClient()
    const client = create({ ...tokens, apiUrl: apiUrls[platform] ?? '' }, { log })
    try {
      return await work(client)
    } finally {
      client.close()
    }
  }
}

/** Shorter texts are common words in logs. */
const secretLength = 12

function reasonFor(error: unknown): string {
  if (error instanceof PlatformBusy) return `${error.message}. Try again after that.`
  if (error instanceof ExpectedError) return error.message
  throw error
}
