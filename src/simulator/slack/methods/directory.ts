import { SlackErrorResponse } from '../../../validators/slack/error.ts'
import { type Method, textOf } from '../method.ts'
import { pageOf } from '../paging.ts'
import { botObject, userObject } from '../serialize.ts'

const authTest: Method = (_args, { state }) => ({
  url: `https://${state.team.domain}.slack.com/`,
  team: state.team.name,
  team_id: state.team.id,
  user: state.bot.name,
  user_id: state.bot.id,
  bot_id: state.app.botId,
  is_enterprise_install: false,
})

const apiTest: Method = (args) => {
  if (args.error) throw new SlackErrorResponse(textOf(args, 'error'))
  return { args }
}

const openConnection: Method = (_args, workspace) => ({ url: workspace.openSocket() })

const userInfo: Method = (args, { state }) => {
  const user = state.users.get(textOf(args, 'user'))
  if (!user) throw new SlackErrorResponse('user_not_found')
  return { user: userObject(state, user) }
}

const userList: Method = (args, { state }) => {
  const { items, nextCursor } = pageOf([...state.users.values()], args, ({ id }) => id)
  return { members: items.map((user) => userObject(state, user)), response_metadata: { next_cursor: nextCursor } }
}

const groupList: Method = (args, { state }) => ({
  usergroups: state.groups.map(({ id, handle, name, users }) => ({
    id,
    team_id: state.team.id,
    is_usergroup: true,
    handle,
    name,
    ...(args.include_users === true && { users }),
    ...(args.include_count === true && { user_count: users.length }),
  })),
})

const teamInfo: Method = (_args, { state }) => ({ team: { ...state.team, email_domain: '', icon: {} } })

const botInfo: Method = (args, { state }) => {
  const bot = textOf(args, 'bot') || state.app.botId
  if (bot !== state.app.botId) throw new SlackErrorResponse('bot_not_found')
  return { bot: botObject(state) }
}

export const directoryMethods: Readonly<Record<string, Method>> = {
  'api.test': apiTest,
  'apps.connections.open': openConnection,
  'auth.test': authTest,
  'bots.info': botInfo,
  'team.info': teamInfo,
  'usergroups.list': groupList,
  'users.info': userInfo,
  'users.list': userList,
}
