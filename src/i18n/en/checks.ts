import type { CheckSentences } from '../../domain/verdict.ts'
import { plural } from './problems-lint.ts'

/** An admin of a workspace gives it a token: by its link, or by one that the documentation explains. */
const openLink = (link: string) => `An admin there opens ${link || 'its link (docs/installing.md)'}.`
const network = 'Check the network and the proxy, and try again.'
const readAgain = 'The bot tries again by itself.'

/** What `doctor` finds. One sentence: it is fine. Two: what is wrong, and what to do. */
const checks = {
  config: (destinations: number) => `It is valid. Destinations: ${destinations}.`,
  'no-destination': () => ['It names no destination.', 'Add one under "destinations".'],

  zones: (version: string) => `Version ${version} has current rules.`,
  'old-zones': (zone: string, version: string) => [
    `The rules of ${zone} are missing or old (version ${version || 'unknown'}).`,
    'Use a current Node with its own time zone data.',
  ],
  folder: (freeMb: number) => `It is writable and private, with ${freeMb} MB free.`,
  'new-folder': () => 'It will be made at the first start.',
  'no-folder': (path: string) => [`${path} is no folder.`, 'Name another folder with MORNING_POST_DATA.'],
  'read-only-folder': () => ['Its disk is read-only.', 'Name a folder on another disk with MORNING_POST_DATA.'],
  'folder-not-made': (path: string, owner: number, user: number, command: string) => [
    `It cannot be made: ${path} belongs to user ${owner}, and this is user ${user}.`,
    `Run \`${command}\` as root.`,
  ],
  'folder-of-another': (owner: number, user: number, command: string) => [
    `It belongs to user ${owner}, and this is user ${user}.`,
    `Run \`${command}\` as root.`,
  ],
  'network-folder': (type: string) => [
    `It is on a network file system (${type}), where locks and writes are not safe.`,
    'Name a folder on a local disk with MORNING_POST_DATA.',
  ],
  'full-disk': (freeMb: number) => [`Only ${freeMb} MB are free.`, 'Make room on its disk: 100 MB at least.'],
  'readable-folder': (command: string) => [
    'Other users of this machine may read it, and it holds what readers asked.',
    `Run \`${command}\`.`,
  ],
  port: () => 'It is free.',
  'port-of-bot': () => 'A running Morning Post has it.',
  'port-used': (variable: string) => ['Another program has it.', `Set ${variable} to another number.`],
  'port-forbidden': (variable: string) => ['Only an administrator may use it.', `Set ${variable} to another number.`],
  'no-such-address': (code: string, variable: string) => [
    `This machine has no such address (${code}).`,
    `Set ${variable} to an address of this machine.`,
  ],

  database: () => 'It can be read and written.',

  'no-git': () => ['git is not installed on this machine.', 'Install it, or name a folder with the key "digests".'],
  'pull-failed': (commit: string, why: string) => [
    `${commit ? `${commit} is read` : 'Nothing was pulled yet'}. ${why}`,
    readAgain,
  ],
  'not-pulled': (version: string) => `Nothing was pulled yet: the bot does it when it starts (${version}).`,
  pulled: (commit: string, at: string, version: string) => `${commit} is read, pulled at ${at} (${version}).`,
  'no-digest-folder': () => ['The folder does not exist.', 'Make it, and put a digest into it.'],
  'wrong-digest': (problem: string, more: number) => [
    `${problem}${more > 0 ? ` (and ${more} more)` : ''}`,
    'Correct it; `check` lists everything.',
  ],
  'no-digest': (folder: string) => [`${folder} holds no digest of it.`, 'Add a file named like 2026-01-05.md.'],
  'only-samples': (newest: string) => [
    `The newest, ${newest}, is a sample that comes with Morning Post, and is never posted.`,
    'Add a digest of your own.',
  ],
  digests: (count: number, newest: string) =>
    `${plural(count, 'digest')}${count === 1 ? '' : ', the newest'} of ${newest}.`,

  installations: (workspaces: number, oldKey: number, command: string) =>
    `The tokens of ${plural(workspaces, 'workspace')} can be read.` +
    (oldKey > 0 ? ` ${oldKey} are still under the old key: run \`${command}\`.` : ''),
  'not-installed': (workspace: string, link: string) => [
    `It gets nothing: ${workspace} has not installed the app.`,
    openLink(link),
  ],
  uninstalled: (workspace: string, link: string) => [`It gets nothing: ${workspace} removed the app.`, openLink(link)],
  'needs-reinstall': (workspace: string, link: string) => [
    `It gets nothing: ${workspace} has to install the app again.`,
    openLink(link),
  ],
  'expired-token': (workspace: string) => [
    `The token of ${workspace} has expired.`,
    'Start the bot, which renews it, and check again.',
  ],

  'no-tokens': (command: string) => [
    'No token is set, so Slack and Discord are simulated.',
    `Run \`${command}\`, or fill in .env.`,
  ],
  'no-token-of': (platform: string) => [
    `It gets nothing: the tokens of ${platform} are not set.`,
    `Fill in the tokens of ${platform} in .env.`,
  ],
  token: (owner: string) => `It is accepted: ${owner}.`,
  role: (role: string) => `The role ${role} may review.`,
  'no-clock': (platform: string) => [`${platform} does not say what time it is.`, network],
  clock: (platform: string) => `The clock of this machine agrees with ${platform}.`,
  'wrong-clock': (platform: string, aheadSeconds: number) => [
    `The clock of this machine is ${Math.abs(aheadSeconds)} seconds ${aheadSeconds > 0 ? 'ahead of' : 'behind'} that of ${platform}.`,
    'Turn on the synchronization of its clock (NTP).',
  ],
  'answer-not-understood': () => ['The answer was not understood.', network],
  'no-answer': (platform: string, seconds: number) => [
    `${platform} did not answer within ${seconds} seconds.`,
    network,
  ],

  // In a workspace of a platform. A channel is its name and its id.
  'slack-scopes': (count: number) => `The bot has all ${count} scopes that it uses.`,
  'slack-no-scopes': (scopes: readonly SlackScope[]) => [
    `The bot lacks ${scopes.length === 1 ? 'a scope' : 'scopes'}: ${scopes.map((scope) => `${scope} (${scopePurposes[scope]})`).join(', ')}.`,
    `Add ${scopes.length === 1 ? 'it' : 'them'} under "OAuth & Permissions", "Bot Token Scopes" of the app at api.slack.com/apps, and install the app again.`,
  ],
  'slack-channel-id': (id: string) => [
    `${id} is not the id of a Slack channel.`,
    'Copy the id (C0123456789) from the end of the channel’s "About" tab.',
  ],
  'slack-removed': (channel: string) => [
    `The bot was removed from ${channel}, and does not come back by itself.`,
    'Invite it there with /invite.',
  ],
  'slack-public': (channel: string) => `${channel} is public: the bot joins it before its first post.`,
  'slack-channel': (channel: string) => `The bot is in ${channel} and can read its history.`,
  'slack-elsewhere': (own: string, wanted: string) => [
    `It gets nothing: the token is of ${own || 'another workspace'}, and ${wanted} has not installed the app.`,
    'Name the workspace of the channel for this destination, or leave `workspace` out.',
  ],
  'slack-direct': (channel: string) => [
    `${channel} is a direct conversation.`,
    'Choose a channel in the configuration.',
  ],
  'slack-archived': (channel: string) => [`${channel} is archived.`, 'Unarchive it, or choose another channel.'],
  'slack-read-only': (channel: string) => [
    `The bot may not post in ${channel}.`,
    'Ask an admin of the workspace to let the app post there.',
  ],
  'slack-threads-only': (channel: string) => [
    `${channel} allows messages in threads only.`,
    'Choose another channel, or let the app post there.',
  ],
  'slack-no-threads': (channel: string, layout: string) => [
    `${channel} allows no threads.`,
    layout === 'thread' ? 'Choose the layout "sections".' : 'Set "discussion: off" for this destination.',
  ],
  'slack-private': (channel: string) => [
    `The bot is not in the private channel ${channel}.`,
    'Invite the bot there with /invite.',
  ],
  'slack-group': (group: string, members: number) => `The user group ${group} has ${plural(members, 'member')}.`,
  'slack-empty-group': (group: string) => [`The user group ${group} has no members.`, 'Add people to it in Slack.'],

  'discord-no-server': (command: string) => ['The bot is in no Discord server.', inviteAdvice(command)],
  'discord-no-commands': (servers: string, command: string) => [
    `/digest is not allowed in ${servers}: the scope applications.commands is missing.`,
    inviteAdvice(command),
  ],
  'discord-commands': (servers: string) => `/digest is allowed in ${servers}, and no privileged intent is needed.`,
  'discord-elsewhere': (channel: string, own: string, wanted: string) => [
    `${channel} is in ${own}, and not in ${wanted}.`,
    `Set \`workspace: ${own}\` for this destination, or leave \`workspace\` out.`,
  ],
  'discord-hidden': (id: string) => [
    `The bot may not see the Discord channel ${id}.`,
    'Add the bot to the server of that channel, and allow it View Channel there.',
  ],
  'discord-not-a-forum': (channel: string) => [
    `${channel} is not a forum.`,
    'Choose another layout for this destination.',
  ],
  'discord-forum': (channel: string, hasLayout: boolean) => [
    `${channel} is a forum.`,
    hasLayout ? 'Choose the layout "forum" for this destination.' : 'Choose a text channel.',
  ],
  'discord-forum-tag': (channel: string) => [
    `${channel} wants a tag on every post and has none that the bot may use.`,
    'Add a tag to the forum.',
  ],
  'discord-no-messages': (channel: string) => [`${channel} takes no messages.`, 'Choose a text channel or a forum.'],
  'discord-no-threads': (channel: string) => [
    `${channel} can have no threads.`,
    'Choose a text channel, or the layout "sections" with "discussion: off".',
  ],
  'discord-timed-out': (server: string, until: string) => [
    `The bot is timed out in ${server} until ${until}.`,
    'Remove the timeout.',
  ],
  'discord-no-role': (role: string, server: string) => [
    `The role ${role} is not in ${server}.`,
    'Correct "mention" of this destination.',
  ],
  'discord-channel': (channel: string) => `The bot has every permission that it needs in ${channel}.`,
  'discord-no-permissions': (names: string, channel: string) => [
    `The bot lacks ${names} in ${channel}.`,
    `Allow ${names} for the bot in the settings of the channel.`,
  ],
} satisfies CheckSentences

const scopePurposes = {
  'chat:write': 'to post',
  commands: 'for /digest',
  'users:read': 'for the time zones of readers, and for who is a guest',
  'channels:join': 'to enter public channels',
  'channels:history': 'to look for a message after a lost connection',
  'groups:history': 'for the same in private channels',
  'channels:read': 'to see whether a channel can be used',
  'groups:read': 'for the same with private channels',
}

function inviteAdvice(command: string): string {
  return `Open the link that \`${command}\` prints, and add the bot to the server.`
}

export type SlackScope = keyof typeof scopePurposes

/** The words around what `doctor` finds. */
const doctor = {
  sentence: (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`,
  tryLater: 'Try again after that.',
  checkNetwork: network,
  fine: (checks: number) => `${plural(checks, 'check')}: all fine`,
  wrong: (faults: number, checks: number) => `${faults} of ${plural(checks, 'check')} found something wrong`,
}

export const enChecks = { checks, doctor }
