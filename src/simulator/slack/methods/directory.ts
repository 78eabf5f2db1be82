import { SlackErrorResponse } from '../../../validators/slack/error.ts'
import { type Method, textArgument } from '../method.ts'
import { userObject } from '../serialize.ts'
import { knownPerson } from '../shared-channels.ts'

const authTest: Method = (_args, { state }) => ({
  url: `https://${state.team.domain}.slack.com/`,
  team: state.team.name,
  team_id: state.team.id,
  user: state.bot.name,
  user_id: state.bot.id,
  bot_id: state.app.botId,
  ...(state.isOrganization && { enterprise_id: state.team.id }),
  is_enterprise_install: state.isOrganization,
})

const openConnection: Method = (_args, workspace) => ({ url: workspace.openSocket() })

/** https://docs.slack.dev/reference/methods/bots.info */
const botInfo: Method = (args, { state }) => {
  if (textArgument(args, 'bot') !== state.app.botId) throw new SlackErrorResponse('bot_not_found')
  const { botId: id, id: app_id } = state.app
  return { bot: { id, app_id, user_id: state.bot.id, name: state.bot.name, deleted: false } }
}

const userInfo: Method = (args, { state }) => {
  const person = knownPerson(state, textArgument(args, 'user'))
  if (!person) throw new SlackErrorResponse('user_not_found')
  return { user: userObject(person) }
}

/** https://docs.slack.dev/reference/methods/usergroups.users.list */
const groupMembers: Method = (args, { state }) => {
  const group = state.groups.find(({ id }) => id === textArgument(args, 'usergroup'))
  if (!group) throw new SlackErrorResponse('no_such_subteam')
  return { users: group.users }
}

export const directoryMethods: Readonly<Record<string, Method>> = {
  'apps.connections.open': openConnection,
  'auth.test': authTest,
  'bots.info': botInfo,
  'usergroups.users.list': groupMembers,
  'users.info': userInfo,
}
