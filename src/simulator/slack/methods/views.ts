import { SlackErrorResponse } from '../../../validators/slack/error.ts'
import { withIds } from '../ids.ts'
import { type Args, type Method, textArgument } from '../method.ts'
import type { SlackState } from '../state.ts'
import type { StoredView } from '../views.ts'

const open: Method = (args, { state, views, triggers }) => {
  const user = triggers.spend(textArgument(args, 'trigger_id'))
  return { view: viewObject(state, views.open(user, viewOf(args))) }
}

const publish: Method = (args, { state, views }) => {
  const user = textArgument(args, 'user_id')
  if (!state.users.has(user)) throw new SlackErrorResponse('user_not_found')
  return { view: viewObject(state, views.publish(user, viewOf(args), textArgument(args, 'hash'))) }
}

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': open,
  'views.publish': publish,
}

function viewOf({ view }: Args): StoredView['view'] {
  const { blocks, ...rest } = view as { blocks: unknown[] }
  return { ...rest, blocks: withIds(blocks) }
}

export function viewObject({ place, app }: SlackState, { id, hash, view }: StoredView): Record<string, unknown> {
  return {
    id,
    team_id: place.team,
    app_id: app.id,
    app_installed_team_id: place.team,
    bot_id: app.botId,
    hash,
    root_view_id: id,
    state: { values: {} },
    ...view,
  }
}
