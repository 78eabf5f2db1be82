import { Installations } from '../../../src/installations/installations.ts'
import { parseEncryptionKey, TokenCipher } from '../../../src/installations/token-cipher.ts'
import { type SlackSimulator, startSlackSimulator } from '../../../src/simulator/slack/server.ts'
import type { Store } from '../../../src/storage/database.ts'
import { silentLog } from '../../builders.ts'
import { grantOf } from '../../simulation/workspace-tokens.ts'

/** What the tokens of all workspaces are encrypted with. */
const vaultKey = '5e'.repeat(32)

export interface ScaleChannel {
  readonly workspace: string
  readonly channel: string
}

/** A simulator with that many workspaces of that many channels. */
export async function startWorkspaces(workspaces: number, channels: number) {
  const slack = await startSlackSimulator({ unlimited: ['apps.connections.open'] })
  slack.workspaces.rotates = false
  const all: ScaleChannel[] = []
  for (let at = 0; at < workspaces; at += 1) {
    const own = String(at).padStart(8, '0')
    const bot = { id: `UBOT${own}`, name: 'post', realName: 'Morning Post', isBot: true, timezone: 'Etc/UTC' }
    const team = { id: `T${own}`, name: `Team ${at}`, domain: `team-${at}` }
    const ids = Array.from({ length: channels }, (_, nth) => `C${own}${nth}`)
    slack.workspaces.add({
      team,
      app: { id: slack.state.app.id, botId: `B${own}` },
      bot,
      users: [bot],
      channels: ids.map((id) => ({
        id,
        name: id.toLowerCase(),
        topic: '',
        isPrivate: false,
        isArchived: false,
        members: [bot.id],
      })),
      groups: [],
    })
    all.push(...ids.map((channel) => ({ workspace: team.id, channel })))
  }
  return { slack, channels: all }
}

/** The environment of a bot that the app's workspaces can install. */
export function installSecrets({ workspaces }: SlackSimulator): Readonly<Record<string, string>> {
  return {
    SLACK_CLIENT_ID: workspaces.clientId,
    SLACK_CLIENT_SECRET: workspaces.clientSecret,
    PUBLIC_URL: 'https://post.example.org',
    MORNING_POST_KEY: vaultKey,
  }
}

/** Installs the app in all of them, as clicks do. */
export async function installAll(
  { workspaces }: SlackSimulator,
  store: Store,
  ids: ReadonlySet<string>,
): Promise<void> {
  const { grants, clientId, clientSecret } = workspaces
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
  const now = () => Date.now()
  const never = async () => {
    throw new Error('Nothing is renewed here')
  }
  const installations = new Installations({
    store: store.installations,
    cipher: new TokenCipher(parseEncryptionKey(vaultKey, 'MORNING_POST_KEY')),
    client: {
      exchange: async (code) => {
        const { refresh_token: _, expires_in: __, ...answer } = grants.access({ code }, basic)
        const { expiresInMs: ___, tokens, ...grant } = grantOf(answer, now())
        return { ...grant, tokens: { bot: tokens.bot } }
      },
      refresh: never,
      accepts: async () => true,
      tell: never,
    },
    title: 'Slack',
    clock: { now, wait: async () => {} },
    log: silentLog,
  })
  for (const id of ids) await installations.install(grants.authorize({ workspace: id, user: 'U1' }))
}
