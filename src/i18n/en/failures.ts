import { advise, errorWords, type FailureWords } from '../../domain/failure-reason.ts'
import { enInstallationFailures } from './installations.ts'
import { enSourceFailures } from './sources.ts'
import { enStorageFailures } from './storage.ts'

const slackApps = 'api.slack.com/apps'
function detail(words: string) {
  return (code: string, faults: string) => `${words} (${code})${faults}`
}

/** Why something failed, and what to do. The first value of a platform's sentence is the channel, the last its code. */
const failures = {
  ...errorWords,
  ...enInstallationFailures,
  ...enStorageFailures,
  ...enSourceFailures,
  'see-log': () => 'The log says why.',
  'refusal-lost': () => 'It was refused just before the bot was restarted; the log has the reason.',
  'token-checked-again': () =>
    'Its token was refused. The bot asks again from time to time; if there is a new token, put it into .env and restart the bot.',
  'welcome-later': (day: string) =>
    `The newest digest was too old to welcome a new channel (welcomeDays); a line there names ${day} for the first one.`,
  'welcome-soon': () =>
    'The newest digest was too old to welcome a new channel (welcomeDays); a line there says that the first one comes soon.',
  'welcome-unknown': () => 'The newest digest was too old to welcome a new channel (welcomeDays).',
  'no-matching-tag': () => 'None of its sections has a tag that this destination asks for.',
  withdrawn: (why: string) => `Its author withdrew it before it was posted: ${why}`,
  'not-withdrawn': (parts: string, command: string, why: string) =>
    `${parts} could not be deleted. Delete what is left by hand, or run \`${command}\` again once the cause is gone. The cause: ${why}`,
  'message-unknown-to-delete': () => 'It was confirmed by hand without the link of its message.',
  superseded: (day: string) => `The digest of ${day} took its place.`,
  'posted-before': (digest: string, command: string) =>
    `It repeats ${digest}, which was posted here: its file was renamed or copied. If it is meant to be posted again, run \`${command}\`.`,
  'channel-changed': (from: string, to: string) =>
    `The channel ${from} refuses the rest of it, and the destination has moved to ${to}.`,

  'not-connected': () => 'It has not connected yet.',
  'not-started': () => 'It was not started.',
  stopped: () => 'It was stopped.',
  'connection-lost': () => 'The connection was lost.',
  'command-not-registered': (command: string, why: string) =>
    `/${command} could not be registered, so readers cannot type it: ${why}`,

  'slack-unknown-channel': (channel: string, code: string) =>
    advise(
      `Slack knows no channel ${channel} that the bot may see`,
      `check the id in the configuration, and invite the bot if the channel is private (${code}).`,
    ),
  'slack-not-in-channel': (channel: string, code: string) =>
    advise(`The bot is not in the Slack channel ${channel}`, `invite the bot there with /invite (${code}).`),
  'slack-archived': (channel: string, code: string) =>
    advise(`The Slack channel ${channel} is archived`, `unarchive it, or take it out of the configuration (${code}).`),
  'slack-restricted': (channel: string, code: string) =>
    advise(
      `Slack does not let the bot post in the channel ${channel}`,
      `an admin of the workspace has to allow the app there (${code}).`,
    ),
  'slack-no-threads': (channel: string, code: string) =>
    advise(
      `The Slack channel ${channel} allows no threads`,
      `choose the layout "sections" for this destination, or allow them (${code}).`,
    ),
  'slack-threads-only': (channel: string, code: string) =>
    advise(
      `The Slack channel ${channel} allows messages in threads only`,
      `choose another channel, or allow the app to post there (${code}).`,
    ),
  'slack-no-direct-messages': (_channel: string, code: string) =>
    advise(
      'Direct messages from the bot are turned off',
      `turn on the Messages tab under App Home in the settings of the Slack app (${code}).`,
    ),
  'slack-plan-limit': (_channel: string, code: string) =>
    `The Slack workspace has reached the number of messages that its plan allows (${code}).`,
  'slack-unknown-group': (_channel: string, code: string) =>
    advise('Slack knows no such user group', `check its id (S0123456789) in the configuration (${code}).`),
  'slack-no-groups': (_channel: string, code: string) =>
    advise('The plan of the Slack workspace has no user groups', `name people in the configuration (${code}).`),
  'slack-bot-token': (variable: string, code: string) =>
    advise(
      `Slack does not accept ${variable} (${code})`,
      `copy the Bot User OAuth Token (xoxb-…) from "OAuth & Permissions" of the app at ${slackApps}.`,
    ),
  'slack-app-token': (variable: string, code: string) =>
    advise(
      `Slack does not accept ${variable} (${code})`,
      `create an app-level token (xapp-…) with the scope connections:write under "Basic Information" of the app at ${slackApps}.`,
    ),
  'slack-http-address': (host: string, code: string) =>
    advise(
      `The bot cannot listen for Slack's requests, because ${host} is no address of this machine (${code})`,
      'set SLACK_HTTP_HOST to one of its addresses, or to 0.0.0.0 for all of them. The public address is that of the proxy.',
    ),
  'slack-http-port-used': (host: string, port: string) =>
    advise(
      `The bot cannot listen for Slack's requests, because another program has port ${port} of ${host}`,
      'end that program, or set SLACK_HTTP_PORT to another number and let the proxy pass requests on to that.',
    ),
  'slack-http-port-forbidden': (port: string) =>
    advise(
      `The bot cannot listen for Slack's requests, because only an administrator may use port ${port}`,
      'set SLACK_HTTP_PORT to a number from 1024 on, and let the proxy pass requests on to that.',
    ),
  'slack-other-app': (listening: string, posting: string) =>
    advise(
      `SLACK_APP_TOKEN is of the app ${listening} and SLACK_BOT_TOKEN of the app ${posting}`,
      `copy both from the same app at ${slackApps}.`,
    ),
  'other-workspace': (channel: string, own: string, named: string) =>
    advise(
      `The bot reaches ${channel} in ${own}, and the destination names ${named}`,
      `set \`workspace: ${own}\` for this destination, or leave \`workspace\` out.`,
    ),
  'slack-bot-scope': (variable: string, code: string, scope: string) =>
    advise(
      `${variable} lacks the scope ${scope || 'it needs'} (${code})`,
      `add it under "OAuth & Permissions", "Bot Token Scopes" of the app at ${slackApps}, install the app again, and copy the token.`,
    ),
  'slack-app-scope': (variable: string, code: string, scope: string) =>
    advise(
      `${variable} lacks the scope ${scope || 'it needs'} (${code})`,
      `create an app-level token (xapp-…) with the scope connections:write under "Basic Information" of the app at ${slackApps}.`,
    ),

  'discord-unknown-channel': (channel: string, code: string) =>
    advise(
      `Discord knows no channel ${channel}`,
      `check the id in the configuration, and that the bot is in that server (${code}).`,
    ),
  'discord-permission': (channel: string, code: string) =>
    advise(
      `The bot lacks a permission in the Discord channel ${channel}`,
      `it needs View Channel, Send Messages, Read Message History, Create Public Threads and Send Messages in Threads (${code}).`,
    ),
  'discord-forum': (channel: string, code: string) =>
    advise(`The Discord channel ${channel} is a forum`, `choose the layout "forum" for this destination (${code}).`),
  'discord-not-a-forum': (channel: string) =>
    advise(`The Discord channel ${channel} is not a forum`, 'choose another layout for this destination.'),
  'discord-forum-tag': (channel: string, code: string) =>
    advise(
      `The Discord forum ${channel} wants a tag on every post, and none of its tags fits`,
      `add one named like a topic of the digests (${code}).`,
    ),
  'discord-no-direct-messages': (_channel: string, code: string) =>
    advise(
      'Discord does not let the bot write to this person',
      `they have to allow messages from members of the server (${code}).`,
    ),
  'discord-no-messages': (channel: string, code: string) =>
    advise(`The Discord channel ${channel} takes no messages`, `choose a text channel or a forum (${code}).`),
  'discord-threads-full': (channel: string, code: string) =>
    advise(
      `The server of the Discord channel ${channel} has as many open threads as Discord allows`,
      `close some (${code}).`,
    ),
  'discord-token': () =>
    advise(
      'Discord does not accept DISCORD_TOKEN',
      'copy the token from "Bot" of the application at discord.com/developers/applications, or reset it there.',
    ),

  /** Why a platform refuses one message: no whole sentences. `faults` says where in it, after a semicolon. */
  'by-another-author': detail('it was written by another user or app'),
  'kept-for-compliance': detail('the workspace keeps all messages, so that none can be deleted'),
  'too-old': detail('the workspace does not allow editing messages of this age'),
  deleted: detail('it was deleted'),
  'too-late': detail('too much time has passed since the reader asked'),
  'answered-already': detail('the reader was answered already'),
  empty: detail('it is empty'),
  'too-large': detail('it is too large'),
  'breaks-a-rule': detail('it breaks a rule'),
  'thread-archived': detail('its thread is archived'),
  'thread-locked': detail('its thread is locked'),
  'auto-mod': detail('a rule of the server’s AutoMod blocks it'),
  'auto-mod-title': detail('a rule of the server’s AutoMod blocks its title'),
  'harmful-link': detail('Discord holds one of its links for harmful'),

  'git-missing': () =>
    advise('git is not installed where the bot runs', 'install it, or name a folder of digests instead.'),
  'git-ssh-refused': (detail: string) =>
    advise(
      'The server did not accept the SSH key',
      `name a key that may read the repository with GIT_SSH_KEY_FILE (${detail}).`,
    ),
  'git-refused': (detail: string) =>
    advise(
      'The server did not accept the token, which may have expired',
      `put one that may read the repository into the file of GIT_TOKEN_FILE, which is read at the next pull, or into GIT_TOKEN, and start the bot again (${detail}).`,
    ),
  'git-no-branch': (detail: string) =>
    advise('The branch does not exist', `correct "branch" under "digests" (${detail}).`),
  'git-no-branches': () =>
    advise(
      'The repository has no branch yet, or a web page answered in its place',
      'push a first commit, or check "git" under "digests".',
    ),
  'git-no-default': (branches: string) =>
    advise(
      'The repository has no default branch',
      `name one of its branches in "branch" under "digests": ${branches}.`,
    ),
  'git-no-repository': (detail: string) =>
    advise('There is no such repository, or it is hidden without a token', `check "git" under "digests" (${detail}).`),
  'git-no-folder': (folder: string) =>
    advise(`The repository has no folder ${folder}`, 'correct "folder" under "digests", or add the folder.'),
  'git-protocol': (detail: string) => advise('git may not use this kind of address', `use https or ssh (${detail}).`),
  'git-unreachable': (detail: string) => `The repository cannot be reached; the bot tries again (${detail}).`,
  'git-slow': (seconds: string) => `git did not finish within ${seconds} seconds; the bot tries again.`,
  'git-too-large': () =>
    advise(
      'The repository is too large',
      '512 MB, 25,000 digests or 256 MB of digests. Keep the digests in a repository of their own.',
    ),
  'git-disk-full': (detail: string) => advise('The disk of the data folder is full', `make some room (${detail}).`),
  'git-failed': (detail: string) => `git failed: ${detail}.`,

  'unexpected-response': () => 'its response was unexpected',
  'unknown-format': () => 'its response has an unknown format',
} satisfies FailureWords

export const enFailures = { failures }
