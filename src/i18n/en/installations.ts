import { advise } from '../../domain/failure-reason.ts'

/** Why an installed workspace gets nothing. */
export const enInstallationFailures = {
  'not-installed': (workspace: string) =>
    advise(`Morning Post is not installed in ${workspace}`, 'install it from /slack/install.'),
  'needs-reinstall': (workspace: string) =>
    advise(
      `The tokens of ${workspace} cannot be renewed any more`,
      'install Morning Post there again from /slack/install.',
    ),
  'no-key': (count: string) =>
    advise(
      `MORNING_POST_KEY is not set, and ${count} ${count === '1' ? 'workspace has' : 'workspaces have'} installed the app`,
      'set the key that their tokens were encrypted with; without it, the app has to be installed again.',
    ),
  'no-client': (count: string) =>
    advise(
      `SLACK_CLIENT_ID is not set, and ${count} ${count === '1' ? 'workspace has' : 'workspaces have'} installed the app`,
      'set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and PUBLIC_URL as they were: without them nothing is posted there.',
    ),
  // Reasons stored by version 0.2.0 name no command.
  'other-key': (workspace: string, used: string, own: string, command = 'installations rekey') =>
    advise(
      `The tokens of ${workspace} are encrypted with the key ${used}, and MORNING_POST_KEY is ${own}`,
      `set the key they were encrypted with, or give it as MORNING_POST_KEY_OLD to \`${command}\`. Without it, the app has to be installed again.`,
    ),
  'tokens-changed': (workspace: string) =>
    advise(
      `The tokens of ${workspace} cannot be decrypted, because their row was changed or is of another workspace`,
      'install the app there again.',
    ),
  uninstalled: (workspace: string) =>
    `${workspace} removed Morning Post, so nothing is posted there until it is installed again.`,
  'slack-install-refused': (code: string) =>
    advise(`Slack does not accept the code or token of this installation any more (${code})`, 'install the app again.'),
  'slack-installed-token': (_variable: string, code: string) =>
    advise(
      `Slack does not accept the token of the workspace (${code})`,
      'if that lasts, an admin there has to install Morning Post again from /slack/install.',
    ),
  'slack-installed-scope': (_variable: string, code: string, scope: string) =>
    advise(
      `The workspace has not granted the scope ${scope || 'it needs'} (${code})`,
      'an admin there has to install Morning Post again from /slack/install.',
    ),
  'slack-app-credentials': (code: string) =>
    advise(
      `Slack does not accept the credentials of the app (${code})`,
      'copy SLACK_CLIENT_ID and SLACK_CLIENT_SECRET from "Basic Information" of the app at api.slack.com/apps, and add PUBLIC_URL followed by /slack/oauth_redirect to its redirect URLs.',
    ),
}

/** Answers where the app is not installed, whose readers' language is not known. */
export const enInstallations = {
  notInstalled: (url: string | undefined) =>
    `Morning Post is not installed in this workspace${url ? `: an admin can install it at ${url}` : ', so it cannot answer here'}.`,
  noLongerInstalled: (url: string | undefined) =>
    `Morning Post has lost its access to this workspace: an admin has to install it again${url ? ` at ${url}` : ''}.`,
}
