/** Why an installed workspace gets nothing. */
export const enInstallationFailures = {
  'not-installed': (workspace: string) =>
    `Morning Post is not installed in ${workspace}: install it from /slack/install.`,
  'needs-reinstall': (workspace: string) =>
    `The tokens of ${workspace} cannot be renewed any more: install Morning Post there again from /slack/install.`,
  uninstalled: (workspace: string) =>
    `${workspace} removed Morning Post, so nothing is posted there until it is installed again.`,
}
