import { Refused } from '../../../validators/slack/error.ts'
import { type Method, textOf } from '../method.ts'
import { pageOf } from '../paging.ts'
import { botObject, userObject } from '../serialize.ts'

const authTest: Method = (_args, { world }) => ({
  url: `https://${world.team.domain}.slack.com/`,
  team: world.team.name,
  team_id: world.team.id,
  user: world.bot.name,
  user_id: world.bot.id,
  bot_id: world.app.botId,
  is_enterprise_install: false,
})

const apiTest: Method = (args) => {
  if (args.error) throw new Refused(textOf(args, 'error'))
  return { args }
}

const openConnection: Method = (_args, workspace) => ({ url: workspace.openSocket() })

const userInfo: Method = (args, { world }) => {
  const user = world.users.get(textOf(args, 'user'))
  if (!user) throw new Refused('user_not_found')
  return { user: userObject(world, user) }
}

const userList: Method = (args, { world }) => {
  const { items, nextCursor } = pageOf([...world.users.values()], args, ({ id }) => id)
  return { members: items.map((user) => userObject(world, user)), response_metadata: { next_cursor: nextCursor } }
}

const groupList: Method = (args, { world }) => ({
  usergroups: world.groups.map(({ id, handle, name, users }) => ({
    id,
    team_id: world.team.id,
    is_usergroup: true,
    handle,
    name,
    ...(args.include_users === true && { users }),
    ...(args.include_count === true && { user_count: users.length }),
  })),
})

const teamInfo: Method = (_args, { world }) => ({ team: { ...world.team, email_domain: '', icon: {} } })

const botInfo: Method = (args, { world }) => {
  const bot = textOf(args, 'bot') || world.app.botId
  if (bot !== world.app.botId) throw new Refused('bot_not_found')
  return { bot: botObject(world) }
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
