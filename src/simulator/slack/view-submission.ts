import { limits } from '../../validators/slack/limits.ts'
import { validateSlack } from '../../validators/slack/validate.ts'
import { type Node, personOf, type SlackContext } from './context.ts'
import { viewObject } from './methods/views.ts'
import type { StoredView, Views } from './views.ts'

/** A dialog as somebody filled it in. */
export interface Submission {
  readonly user: string
  /** The topmost one that they have open when left out. */
  readonly viewId?: string
  /** By block id: what was typed, or the values that were chosen. What is left out stays as the app set it. */
  readonly values: Readonly<Record<string, string | readonly string[]>>
}

interface SubmitStage extends SlackContext {
  readonly views: Views
  readonly complain: (complaint: string) => void
}

/**
 * Somebody sends a dialog. Resolves with what the app found wrong with it, by block id: nothing when it is accepted.
 * https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
 */
export async function submitView(
  stage: SubmitStage,
  submission: Submission,
): Promise<Readonly<Record<string, string>>> {
  const { state, sockets, triggers, views } = stage
  const { user, viewId } = submission
  const open = views.stackOf(user).findLast(({ id }) => viewId === undefined || id === viewId)
  if (!open) throw new Error(`${user} has no dialog open`)
  const person = personOf(state, user)
  const payload = {
    type: 'view_submission',
    team: { id: state.team.id, domain: state.team.domain },
    user: { id: user, username: person.name, name: person.name, team_id: state.team.id },
    api_app_id: state.app.id,
    token: 'sandbox',
    trigger_id: triggers.issue(user),
    view: { ...viewObject(state, open), state: { values: stateOf(open, submission.values) } },
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  }
  const answer = await sockets.deliver({ type: 'interactive', payload, accepts_response_payload: true })
  return obey(stage, user, open, (answer ?? {}) as Node)
}

/** Does what the acknowledgement asks for. https://docs.slack.dev/surfaces/modals#response_actions */
function obey({ views, complain }: SubmitStage, user: string, open: StoredView, answer: Node) {
  const { response_action: action, view, errors } = answer
  if (action === 'errors') return errors as Readonly<Record<string, string>>
  if (action === 'update' || action === 'push') {
    const refusal = validateSlack('views.update', { view })
    if (refusal) complain(`response_action ${action}: ${refusal.message}`)
    else if (action === 'push') views.push(user, view as Node)
    else views.update({ id: open.id, externalId: '' }, view as Node, '')
  } else if (action === 'clear') while (views.stackOf(user).length > 0) views.close(user)
  else views.close(user)
  return {}
}

interface Field {
  readonly type: string
  readonly block_id: string
  readonly optional?: boolean
  readonly element: Node & { readonly type: string; readonly action_id: string; readonly options?: readonly Option[] }
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
  // Nobody can type more: the client stops at the limit.
  if (value.length > Number(element.max_length ?? limits.inputLength)) throw new Error(`${block_id} is too long`)
  return { value: value === '' ? null : value }
}

function chosen({ block_id, optional, element }: Field, given: Submission['values'][string] | undefined): Node {
  const initial = (element.initial_options ?? (element.initial_option ? [element.initial_option] : [])) as Option[]
  const picked = given === undefined ? initial : [given].flat().map((value) => optionOf(element, value))
  if (picked.length === 0 && !optional) throw new Error(`Something must be chosen in ${block_id}`)
  const isSeveral = element.type.startsWith('multi_') || element.type === 'checkboxes'
  return isSeveral ? { selected_options: picked } : { selected_option: picked[0] ?? null }
}

function optionOf({ options = [], action_id }: Field['element'], value: string): Option {
  const option = options.find((each) => each.value === value)
  if (!option) throw new Error(`"${value}" is not among the options of ${action_id}`)
  return option
}
