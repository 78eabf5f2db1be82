import { z } from 'zod'
import { isSlackPlace, slackMessageAt } from '../../adapters/slack/links.ts'
import type { ApiCall } from '../../domain/part.ts'
import { slackRequest, slackUpdate } from '../../formatters/slack/api-call.ts'
import { slackLayouts } from '../../formatters/slack/render.ts'
import { slackRenderer } from '../../formatters/slack/renderer.ts'
import { problemText } from '../../i18n/problems.ts'
import { lazy } from '../../lib/lazy.ts'
import type { PlatformDefinition } from '../definition.ts'

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
    channel: {
      isValid: (id) => /^[A-Za-z0-9]+$/.test(id),
      advice: problemText('slack-channel-id'),
    },
    workspace: {
      isValid: (id) => /^[TE][A-Z0-9]+$/.test(id),
      advice: problemText('slack-workspace-id'),
    },
    // Members of another workspace begin with W.
    user: {
      isValid: (id) => /^[UW][A-Z0-9]+$/.test(id),
      advice: problemText('slack-user-id'),
    },
    mention: {
      kind: 'group',
      isValid: (id) => /^S[A-Z0-9]+$/.test(id),
      advice: problemText('slack-group-id'),
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
      const { validateSlack } = await import('../../validators/slack/validate.ts')
      const { textLimits } = await import('../../validators/slack/limits.ts')
      return { explain: ({ method, body }: ApiCall) => validateSlack(method, body)?.message, textLimits }
    }).get,
    async adapter() {
      const { createSlack } = await import('../../adapters/slack/slack.ts')
      return (credentials, context) => createSlack({ ...context, ...slackCredentials.parse(credentials) })
    },
    async workspaceClient() {
      const { createWorkspaceClient } = await import('../../adapters/slack/workspace.ts')
      return (credentials, context) =>
        createWorkspaceClient({ ...context, ...slackCredentials.parse({ botToken: '', ...credentials }) })
    },
    async installer() {
      const { authorizeUrl, createInstallationClient, nextStep } = await import(
        '../../adapters/slack/installation-client.ts'
      )
      return (options, log) => ({
        ...createInstallationClient({ ...options, log }),
        authorizeUrl: (state, redirectUrl) => authorizeUrl(options, state, redirectUrl),
        nextStep,
      })
    },
  },
}
