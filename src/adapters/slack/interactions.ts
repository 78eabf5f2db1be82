import type { App, RespondFn, ViewStateValue, ViewSubmitAction } from '@slack/bolt'
import { z } from 'zod'
import { parseAction } from '../../domain/action.ts'
import type { MessageRef } from '../../domain/delivery.ts'
import type { InteractionHandler, Reply } from '../../domain/interaction.ts'
import { blocksText, plainText } from '../../domain/text.ts'
import { slackHome } from '../../formatters/slack/replies.ts'
import { withTimeout } from '../../lib/clock.ts'
import { fallbackReply, logUndelivered } from '../shared/fallback-replies.ts'
import { isAcknowledged } from './acknowledge-first.ts'
import { type ChannelEventsContext, listenForChannels } from './channel-events.ts'
import { requesterIn } from './context.ts'
import { type DialogOrigin, DialogOrigins } from './dialog-origin.ts'
import type { WorkspaceContext } from './dispatch.ts'
import { DuplicateRequests } from './duplicate-requests.ts'
import { slackError } from './errors.ts'
import { messageShortcut, suggestedContent, suggestShortcut } from './message-shortcut.ts'
import { messageChannel, type ResponderContext, responseUrlChannel, sendReply } from './responder.ts'
import { listenForUninstalls, rejectUninstalled, type UninstalledContext } from './uninstalled-workspaces.ts'

export interface InteractionContext extends UninstalledContext, ChannelEventsContext {
  /** Whether an interaction is handled here, and was not before. Without it, all are. */
  readonly claim?: ((interaction: string) => Promise<boolean>) | undefined
  readonly handler: InteractionHandler
  /** Secrets of the app that are the same in every process; the first is the newest. */
  readonly secrets: readonly string[]
}

/** A handler of one kind of interaction finds the workspace by the payload. */
interface ListenerContext {
  readonly handler: InteractionHandler
  contextOf(body: object): WorkspaceContext & ResponderContext
}

/** Listens for commands, controls, dialogs and the Home tab. Only dialogs are acknowledged here, with what is wrong in them. */
export function listenForInteractions(app: App, context: InteractionContext): void {
  const found = new WeakMap<object, WorkspaceContext>()
  listenForUninstalls(app, context)
  const duplicates = new DuplicateRequests(context.claim)
  duplicates.drop(app, context.log)
  rejectUninstalled(app, found, { ...context, mayRespond: (body) => duplicates.mayRespond(body) })
  const dialogs = new DialogOrigins(context.secrets)
  const contextOf = (body: object) => {
    const workspace = found.get(body)
    if (!workspace) throw new TypeError('the workspace of an interaction was not looked for')
    return { ...workspace, dialogs, mayRespond: () => duplicates.mayRespond(body) }
  }
  const listening = { handler: context.handler, contextOf }
  // Slack's commands say only that they come from a direct message; opening the app says which one is with the bot.
  const own = new Set<string>()
  handleCommands(app, own, listening)
  handleActions(app, listening)
  handleSubmissions(app, listening)
  handleShortcut(app, listening)
  publishHome(app, own, listening)
  listenForChannels(app, context)
}

function handleCommands(app: App, own: ReadonlySet<string>, { handler, contextOf }: ListenerContext): void {
  app.command('/digest', async ({ body, command, respond }) => {
    const context = contextOf(body)
    const { api } = context
    const asked = await requesterIn({ channel: command.channel_id, user: command.user_id, body }, context)
    const requester = { ...asked, isWithBot: own.has(command.channel_id) }
    const reply = handler.command({ requester, text: command.text.trim() })
    const channel = responseUrlChannel(respond, requester, { thread: undefined, isReplaceable: false }, api)
    await sendReply(reply, { requester, trigger: command.trigger_id, channel }, context)
  })
}

/** Slack reports clicks on link buttons too. The formatter gives them ids that begin with this. */
const linkId = 'open'

const inMessage = z.object({
  type: z.literal('message'),
  channel_id: z.string(),
  message_ts: z.string(),
  thread_ts: z.string().optional(),
  is_ephemeral: z.boolean().optional(),
})

/** In the bot's Home there is no channel and no message. */
const inView = z.object({ type: z.literal('view'), view_id: z.string() })

type Container = z.infer<typeof inMessage> | z.infer<typeof inView>

const click = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  container: z.discriminatedUnion('type', [inMessage, inView]),
})

const blockAction = z.object({
  action_id: z.string(),
  value: z.string().optional(),
  selected_option: z.object({ value: z.string() }).nullish(),
})

/** Answers the controls in the bot's messages and in its Home, visible only to the user who used them. */
function handleActions(app: App, { handler, contextOf }: ListenerContext): void {
  app.action({ type: 'block_actions', action_id: /^/ }, async ({ action, body, respond }) => {
    const { action_id: id, value, selected_option: option } = blockAction.parse(action)
    if (id.split(':')[0] === linkId) return
    const { user, container, trigger_id: trigger } = click.parse(body)
    const context = contextOf(body)
    const { api } = context
    const message = refOf(container, user.id)
    const requester = await requesterIn({ channel: message.channel, user: user.id, body }, context)
    const control = parseAction(id)
    const chosen = option?.value ?? value ?? ''
    const reply = control
      ? handler.action({ requester, control, value: chosen, message })
      : Promise.resolve(fallbackReply('unknownAction', requester))
    const about = {
      thread: message.thread,
      isReplaceable: requester.isDirect || isPrivate(container) || control?.action === 'unshare',
    }
    const channel =
      container.type === 'view' ? messageChannel(requester, api) : responseUrlChannel(respond, requester, about, api)
    await sendReply(reply, { requester, trigger, channel, message }, context)
  })
}

/** Answers *Suggest for the digest* in the menu of a message. */
function handleShortcut(app: App, { handler, contextOf }: ListenerContext): void {
  app.shortcut({ type: 'message_action', callback_id: suggestShortcut }, async ({ body, respond }) => {
    const { user, channel: place, trigger_id: trigger, message } = messageShortcut.parse(body)
    const context = contextOf(body)
    const requester = await requesterIn({ channel: place.id, user: user.id, body }, context)
    const reply = handler.suggestLinks({ requester, ...suggestedContent(message) })
    const about = { thread: message.thread_ts, isReplaceable: false }
    const channel = responseUrlChannel(respond as RespondFn, requester, about, context.api)
    await sendReply(reply, { requester, trigger, channel }, context)
  })
}

/** Answers to controls in Home go to the direct messages with the bot; the user's id addresses them. */
function refOf(container: Container, user: string): MessageRef {
  if (container.type === 'view') return { platform: 'slack', channel: user, message: container.view_id }
  const { channel_id, message_ts, thread_ts } = container
  const thread = thread_ts !== undefined && thread_ts !== message_ts
  return { platform: 'slack', channel: channel_id, message: message_ts, ...(thread && { thread: thread_ts }) }
}

function isPrivate(container: Container): boolean {
  return container.type === 'message' && container.is_ephemeral === true
}

/**
 * Slack waits three seconds for the answer to a submission, and only the first can keep the dialog open. A second is for
 * the profile of the reader. In milliseconds: https://docs.slack.dev/surfaces/modals#displaying_errors
 */
const submissionMs = 1_500

/** Answers submitted dialogs in the channel where they were opened. */
function handleSubmissions(app: App, { handler, contextOf }: ListenerContext): void {
  app.view<ViewSubmitAction>(
    { type: 'view_submission', callback_id: /^mp:/ },
    async ({ ack, view, body, ...event }) => {
      const context = contextOf(body)
      const { user } = body
      const { callback_id: callback, private_metadata: metadata } = view
      const origin = context.dialogs.read({ user: user.id, callback }, metadata)
      // An answer to a dialog that is not ours, or no longer, goes to the direct messages.
      const { channel: openedIn, message }: DialogOrigin = origin ?? { channel: user.id }
      const requester = await requesterIn({ channel: openedIn, user: user.id, body }, context)
      const control = origin && parseAction(callback)
      const values = Object.fromEntries(
        Object.entries(view.state.values).map(([name, fields]) => [name, Object.values(fields).flatMap(valuesOf)]),
      )
      const reply = control
        ? handler.submit({ requester, control, values, ...(message && { message }) })
        : Promise.resolve(fallbackReply('notWaiting', requester))
      const problem = problemOf(await withTimeout(reply, submissionMs).catch(() => undefined))
      if (problem && !isAcknowledged(event.context)) {
        if (!(await context.mayRespond())) return
        // It may have been acknowledged meanwhile, which closed the dialog.
        if (!isAcknowledged(event.context)) return ack({ response_action: 'errors', errors: problem })
      }
      await ack()
      const channel = messageChannel(requester, context.api, message?.thread)
      await sendReply(reply, { requester, trigger: body.trigger_id, channel }, context)
    },
  )
}

/** The problem by the name of its field: the dialog stays open with what was typed. */
function problemOf(reply: Reply | undefined): Record<string, string> | undefined {
  if (!reply || !('field' in reply) || reply.field === undefined) return undefined
  const words = reply.type === 'text' ? plainText(reply.text) : blocksText(reply.cards[0]?.body.slice(0, 1) ?? [])
  return { [reply.field]: words }
}

/** The value of a field; empty if it was left empty. */
function valuesOf({ value, selected_option: one, selected_options: several = [] }: ViewStateValue): string[] {
  const options = [...(one ? [one] : []), ...several].map((option) => option.value)
  return value ? [value, ...options] : options
}

/** Publishes the Home tab each time a user opens it. */
function publishHome(app: App, own: Set<string>, { handler, contextOf }: ListenerContext): void {
  app.event('app_home_opened', async ({ body, event: { tab, user, channel } }) => {
    own.add(channel)
    // The Messages tab is reported as well.
    if (tab !== 'home') return
    const context = contextOf(body)
    const { api, vocabulary, log } = context
    const cards = await handler.home(await requesterIn({ channel: user, user, body }, context))
    if (!(await context.mayRespond())) return
    try {
      await api.call('views.publish', { user_id: user, view: slackHome(cards, vocabulary) })
    } catch (error) {
      logUndelivered(slackError(error), { platform: 'slack', request: 'home' }, log)
    }
  })
}
