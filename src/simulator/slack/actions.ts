import { interactionContext, type Node, type SlackContext } from './context.ts'
import { viewObject } from './methods/views.ts'
import { messageObject } from './serialize.ts'
import type { SlackMessage, SlackState } from './state.ts'
import type { Views } from './views.ts'

/** The use of one control; `value` is the option chosen in a select or menu. */
export interface ElementUse {
  readonly user: string
  readonly channel: string
  readonly ts: string
  readonly blockId: string
  readonly actionId: string
  readonly value?: string
}

export type HomeAction = Omit<ElementUse, 'channel' | 'ts'>

/** Uses a control of a message. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export async function useElement(slack: SlackContext, action: ElementUse): Promise<void> {
  const { state, app, responseUrls, origin } = slack
  const message = visibleMessage(state, action)
  const element = elementAt(message.blocks ?? [], action)
  const payload = {
    type: 'block_actions',
    ...interactionContext(slack, action.user),
    response_url: origin + responseUrls.issue({ channel: message.channel, user: action.user, message: message.ts }),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.ephemeralFor !== undefined,
      ...(message.threadTs && { thread_ts: message.threadTs }),
    },
    channel: { id: message.channel, name: state.channels.get(message.channel)?.name ?? '' },
    message: messageObject(state, message),
    ...used(state, element, action),
  }
  await app.deliver({ type: 'interactive', payload, accepts_response_payload: false })
}

/** A person chooses a shortcut of the app in the menu of a message. */
export interface ShortcutUse {
  readonly user: string
  readonly channel: string
  readonly ts: string
  readonly callbackId: string
}

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
export async function useShortcut(slack: SlackContext, use: ShortcutUse): Promise<void> {
  const { state, app, responseUrls, origin } = slack
  const message = visibleMessage(state, use)
  const payload = {
    type: 'message_action',
    ...interactionContext(slack, use.user),
    callback_id: use.callbackId,
    action_ts: state.nextTs(),
    message_ts: message.ts,
    response_url: origin + responseUrls.issue({ channel: message.channel, user: use.user }),
    channel: { id: message.channel, name: state.channels.get(message.channel)?.name ?? '' },
    message: messageObject(state, message),
  }
  await app.deliver({ type: 'interactive', payload, accepts_response_payload: false })
}

/** Uses a control in the app's Home, which has no channel, message or response URL. */
export async function useHomeElement(slack: SlackContext, views: Views, action: HomeAction): Promise<void> {
  const { state, app } = slack
  const home = views.homeOf(action.user)
  if (!home) throw new Error(`${action.user} has not seen the app's Home`)
  const element = elementAt(home.view.blocks as readonly unknown[], action)
  const view = viewObject(state, home)
  const payload = {
    type: 'block_actions',
    ...interactionContext(slack, action.user),
    container: { type: 'view', view_id: home.id },
    view,
    ...used(state, element, action),
  }
  await app.deliver({ type: 'interactive', payload, accepts_response_payload: false })
}

function used(server: SlackState, element: Node, { blockId, actionId, value }: Omit<HomeAction, 'user'>) {
  const state = chosen(element, value)
  return {
    state: { values: element.type === 'button' ? {} : { [blockId]: { [actionId]: state } } },
    actions: [
      {
        ...state,
        block_id: blockId,
        action_id: actionId,
        action_ts: server.nextTs(),
        ...(element.text ? { text: element.text } : {}),
      },
    ],
  }
}

function visibleMessage(
  state: SlackState,
  { user, channel, ts }: Pick<ElementUse, 'user' | 'channel' | 'ts'>,
): SlackMessage {
  const message = state.message(channel, ts)
  if (!message || (message.ephemeralFor && message.ephemeralFor !== user)) {
    throw new Error(`${user} sees no message ${ts} in ${channel}`)
  }
  return message
}

function elementAt(blocks: readonly unknown[], { blockId, actionId }: Pick<ElementUse, 'blockId' | 'actionId'>): Node {
  const block = [...nodesIn(blocks)].find(({ block_id }) => block_id === blockId)
  const element = [...nodesIn(block)].find(({ action_id }) => action_id === actionId)
  if (!element) throw new Error(`There is no control ${actionId} in block ${blockId}`)
  return element
}

function* nodesIn(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Node
  for (const inner of Object.values(value)) yield* nodesIn(inner)
}

function chosen(element: Node, value = ''): Node {
  const type = element.type
  if (type === 'button') return { type }
  const option = [...nodesIn([element.options, element.option_groups])].find((node) => node.value === value)
  if (!option) throw new Error(`"${value}" is not among the options of ${String(element.action_id)}`)
  return { type, selected_option: option }
}
