import type { App, RespondArguments, RespondFn } from '@slack/bolt'
import { z } from 'zod'
import { parseControl } from '../../domain/control.ts'
import type { MessageRef } from '../../domain/delivery.ts'
import type { Log } from '../../domain/log.ts'
import type { ControlHandler, ControlRequest, Reply } from '../../domain/request.ts'
import { slackReply } from '../../formatters/slack/reply.ts'
import { controlFailed, unknownControl } from '../sentences.ts'
import type { SlackApi } from './api.ts'

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const responsesMax = 5

/** Slack reports the use of link buttons, too. The formatter gives them this id. */
const linkId = 'open'

const click = z.object({
  user: z.object({ id: z.string() }),
  container: z.object({ channel_id: z.string(), message_ts: z.string(), thread_ts: z.string().optional() }),
})

const use = z.object({
  action_id: z.string(),
  value: z.string().optional(),
  selected_option: z.object({ value: z.string() }).nullish(),
})

/** Answers every control in our messages, for the eyes of whoever used it. */
export function answerControls(app: App, onControl: ControlHandler, api: SlackApi, log: Log): void {
  app.action({ type: 'block_actions', action_id: /^/ }, async ({ ack, action, body, respond }) => {
    await ack()
    const { action_id: id, value, selected_option: option } = use.parse(action)
    if (id === linkId) return
    const { user, container } = click.parse(body)
    const message = refOf(container)
    const control = parseControl(id)
    const reply = control
      ? await answer(
          { platform: 'slack', control, value: option?.value ?? value ?? '', user: user.id, message },
          onControl,
          log,
        )
      : unknownControl
    await say(reply, user.id, message, respond, api)
  })
}

function refOf({ channel_id, message_ts, thread_ts }: z.infer<typeof click>['container']): MessageRef {
  const thread = thread_ts !== undefined && thread_ts !== message_ts
  return { platform: 'slack', channel: channel_id, message: message_ts, ...(thread && { thread: thread_ts }) }
}

async function answer(request: ControlRequest, onControl: ControlHandler, log: Log): Promise<Reply> {
  try {
    return await onControl(request)
  } catch (error) {
    log.error({ platform: 'slack', control: request.control, err: error }, 'a control failed')
    return controlFailed
  }
}

async function say(reply: Reply, user: string, to: MessageRef, respond: RespondFn, api: SlackApi): Promise<void> {
  const thread = to.thread === undefined ? {} : { thread_ts: to.thread }
  for (const [at, body] of slackReply(reply).entries()) {
    const message = { ...body, ...thread }
    if (at < responsesMax) {
      const options = { response_type: 'ephemeral', replace_original: false, unfurl_links: false, unfurl_media: false }
      await respond({ ...message, ...options } as RespondArguments)
    } else {
      await api.call('chat.postEphemeral', { ...message, channel: to.channel, user })
    }
  }
}
