import { limits } from '../../validators/slack/limits.ts'
import { homeOf, interactionContext, type Node, type SlackContext } from './context.ts'
import { viewObject } from './methods/views.ts'
import type { SlackState } from './state.ts'
import type { StoredView, Views } from './views.ts'

/** A modal with a user's input. */
export interface Submission {
  readonly user: string
  /** The text or the chosen values by block id. A field that is left out keeps its initial value. */
  readonly values: Readonly<Record<string, string | readonly string[]>>
}

interface SubmitContext extends SlackContext {
  readonly views: Views
  readonly complain: (complaint: string) => void
}

/**
 * Submits a user's modal. Resolves with the app's errors by block id, empty if it accepted the values.
 * https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
 */
export async function submitView(
  context: SubmitContext,
  submission: Submission,
): Promise<Readonly<Record<string, string>>> {
  const { state, app, views } = context
  const { user } = submission
  const open = views.modalOf(user)
  if (!open) throw new Error(`${user} has no dialog open`)
  const payload = {
    type: 'view_submission',
    ...interactionContext(context, user),
    // Their own workspace, unlike in other payloads; the view names that of the app: https://github.com/slackapi/bolt-js/issues/1614
    team: teamOf(homeOf(state, user)),
    view: { ...viewObject(state, open), state: { values: stateOf(open, submission.values) } },
    response_urls: [],
  }
  const answer = await app.deliver({ type: 'interactive', payload, accepts_response_payload: true })
  return applyAnswer(context, user, (answer ?? {}) as Node)
}

function teamOf({ place, team }: SlackState): Node {
  return { id: place.team, domain: team.domain }
}

/** Closes the modal, or returns the errors that the app shows in it. https://docs.slack.dev/surfaces/modals#response_actions */
function applyAnswer({ views, complain }: SubmitContext, user: string, answer: Node) {
  const { response_action: action, errors } = answer
  if (action === 'errors') return errors as Readonly<Record<string, string>>
  if (action !== undefined) complain(`unknown response_action: ${String(action)}`)
  views.close(user)
  return {}
}

interface Field {
  readonly type: string
  readonly block_id: string
  readonly optional?: boolean
  readonly element: Node & {
    readonly type: string
    readonly action_id: string
    readonly options?: readonly Option[]
    readonly option_groups?: readonly { readonly options: readonly Option[] }[]
  }
}

interface Option {
  readonly value: string
}

function stateOf({ view }: StoredView, values: Submission['values']): Node {
  const fields = (view.blocks as readonly Field[]).filter(({ type }) => type === 'input')
  const stranger = Object.keys(values).find((name) => fields.every(({ block_id }) => block_id !== name))
  if (stranger !== undefined) throw new Error(`The dialog has no field ${stranger}`)
  return Object.fromEntries(
    fields.map((field) => {
      const { block_id, element } = field
      const given = values[block_id]
      const state = element.type === 'plain_text_input' ? typed(field, given) : chosen(field, given)
      return [block_id, { [element.action_id]: { type: element.type, ...state } }]
    }),
  )
}

function typed({ block_id, optional, element }: Field, given: Submission['values'][string] | undefined): Node {
  const value = String(given ?? element.initial_value ?? '')
  if (value === '' && !optional) throw new Error(`${block_id} must be filled in`)
  // The client stops at the limit.
  if (value.length > Number(element.max_length ?? limits.inputLength)) throw new Error(`${block_id} is too long`)
  return { value: value === '' ? null : value }
}

function chosen({ block_id, optional, element }: Field, given: Submission['values'][string] | undefined): Node {
  const initial = (element.initial_options ?? (element.initial_option ? [element.initial_option] : [])) as Option[]
  const picked = given === undefined ? initial : [given].flat().map((value) => optionOf(element, value))
  if (picked.length === 0 && !optional) throw new Error(`Something must be chosen in ${block_id}`)
  const isSeveral = element.type === 'multi_static_select'
  return isSeveral ? { selected_options: picked } : { selected_option: picked[0] ?? null }
}

function optionOf({ options = [], option_groups: groups = [], action_id }: Field['element'], value: string): Option {
  const option = [...options, ...groups.flatMap((group) => group.options)].find((each) => each.value === value)
  if (!option) throw new Error(`"${value}" is not among the options of ${action_id}`)
  return option
}
