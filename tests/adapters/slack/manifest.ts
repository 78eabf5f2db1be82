import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

/** The Slack app as its users create it. Limits: https://docs.slack.dev/reference/app-manifest */
export const manifest = z
  .object({
    display_information: z.object({ name: z.string().max(35), description: z.string().max(140) }),
    features: z.object({
      bot_user: z.object({ display_name: z.string().max(80) }),
      app_home: z.object({ home_tab_enabled: z.literal(true), messages_tab_enabled: z.literal(true) }),
      shortcuts: z.array(
        z.object({
          name: z.string().max(24),
          type: z.literal('message'),
          callback_id: z.string().max(255),
          description: z.string().max(150),
        }),
      ),
      slash_commands: z.array(
        z.object({
          command: z.string().max(32),
          description: z.string().max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.literal(false),
        }),
      ),
    }),
    oauth_config: z.object({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
    settings: z.object({
      interactivity: z.object({ is_enabled: z.literal(true) }),
      event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
      socket_mode_enabled: z.literal(true),
    }),
  })
  .parse(parse(readFileSync('config/slack-manifest.yaml', 'utf8')))
