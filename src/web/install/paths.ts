/** Where a person begins to install the app. */
export const installPath = '/slack/install'
/** Where the platform sends the person back to. */
export const redirectPath = '/slack/oauth_redirect'
