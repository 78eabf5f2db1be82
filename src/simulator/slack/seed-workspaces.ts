import type { WorkspaceSeed } from './state.ts'

const app = { id: 'A0MORNING01', botId: 'B0MORNING01' }

/** Workspaces in which the app can be installed with a click, and one organization with two teams. */
export const seedWorkspaces: readonly WorkspaceSeed[] = [
  workspace('T0BIRCH0001', 'Birch Labs'),
  workspace('T0CEDAR0001', 'Cedar Press'),
  workspace('T0MAPLE0001', 'Maple Studio'),
  workspace('E0RIVER0001', 'River Group', ['T0RIVER0001', 'T0RIVER0002']),
]

/** A workspace with an admin, a member, an open and a private channel; their ids end like those of the workspace. */
function workspace(id: string, name: string, teams?: readonly string[]): WorkspaceSeed {
  const own = id.slice(2)
  const person = (kind: string, realName: string) => ({
    id: `${teams ? 'W' : 'U'}${kind}${own}`,
    name: realName.toLowerCase().replaceAll(' ', '.'),
    realName,
    isBot: false,
    timezone: 'Etc/UTC',
  })
  const [admin, member] = [person('1', 'Ada Admin'), person('2', 'Mia Member')]
  const bot = { ...person('0', 'Morning Post'), isBot: true }
  const members = [admin.id, member.id, bot.id]
  const domain = name.toLowerCase().replaceAll(' ', '-')
  const channel = (kind: string, title: string, isPrivate: boolean) => ({
    id: `C${kind}${own}`,
    name: title,
    topic: '',
    isPrivate,
    isArchived: false,
    members,
  })
  return {
    team: { id, name, domain },
    ...(teams && { teams }),
    app: { ...app, botId: `B0${own}` },
    bot,
    users: [admin, member, bot],
    channels: [channel('1', 'morning-post', false), channel('2', 'leads', true)],
    groups: [],
  }
}
