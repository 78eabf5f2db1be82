import { SlackErrorResponse } from '../../../validators/slack/error.ts'
import { type Method, textArgument } from '../method.ts'
import { userObject } from '../serialize.ts'

const authTest: Method = (_args, { state }) => ({
  url: `https://${state.team.domain}.slack.com/`,
  team: state.team.name,
  team_id: state.team.id,
  user: state.bot.name,
  user_id: state.bot.id,
  bot_id: state.app.botId,
  is_enterprise_install: false,
})

const openConnection: Method = (_args, workspace) => ({ url: workspace.openSocket() })

const userInfo: Method = (args, { state }) => {
  const user = state.users.get(textArgument(args, 'user'))
  if (!user) throw new SlackErrorResponse('user_not_found')
  return { user: userObject(state, user) }
}

export const directoryMethods: Readonly<Record<string, Method>> = {
  'apps.connections.open': openConnection,
  'auth.test': authTest,
  'users.info': userInfo,
}
