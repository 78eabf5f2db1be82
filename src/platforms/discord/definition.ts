import { z } from 'zod'
import { discordMessageAt, isDiscordPlace } from '../../adapters/discord/links.ts'
import { shardOf } from '../../adapters/discord/shard-of.ts'
import { layouts } from '../../domain/destination.ts'
import type { ApiCall } from '../../domain/part.ts'
import { discordEdit, discordRequest } from '../../formatters/discord/api-call.ts'
import { discordRenderer } from '../../formatters/discord/renderer.ts'
import { problemText } from '../../i18n/problems.ts'
import { lazy } from '../../lib/lazy.ts'
import type { PlatformDefinition } from '../definition.ts'

const discordCredentials = z.object({ token: z.string(), apiUrl: z.string() })

export const discord: PlatformDefinition = {
  name: 'discord',
  layouts,
  ids: {
    channel: {
      isValid: isSnowflake,
      advice: problemText('discord-channel-id'),
    },
    workspace: {
      isValid: isSnowflake,
      advice: problemText('discord-server-id'),
    },
    user: { isValid: isSnowflake, advice: problemText('discord-user-id') },
    mention: {
      kind: 'role',
      isValid: isSnowflake,
      advice: problemText('discord-role-id'),
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
      const { validateDiscord } = await import('../../validators/discord/validate.ts')
      const { textLimits } = await import('../../validators/discord/limits.ts')
      return { explain: ({ method, body }: ApiCall) => validateDiscord(method, body)?.message, textLimits }
    }).get,
    async adapter() {
      const { createDiscord } = await import('../../adapters/discord/discord.ts')
      return (credentials, context) => createDiscord({ ...context, ...discordCredentials.parse(credentials) })
    },
    async workspaceClient() {
      const { createWorkspaceClient } = await import('../../adapters/discord/workspace.ts')
      return (credentials, context) => createWorkspaceClient({ ...context, ...discordCredentials.parse(credentials) })
    },
  },
}

function isSnowflake(id: string): boolean {
  return /^\d+$/.test(id)
}
