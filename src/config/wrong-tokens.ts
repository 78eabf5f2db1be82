/** The first match counts. */
const mistakes: readonly { readonly pattern: RegExp; readonly words: string }[] = [
  {
    pattern: /^(?:https:\/\/)?hooks\.slack\.com\//i,
    words: 'This is the address of a Slack webhook, which can only post: the bot cannot answer or edit with it.',
  },
  {
    pattern: /^(?:https:\/\/)?(?:\w+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\//i,
    words: 'This is the address of a Discord webhook, which can only post: the bot cannot answer with it.',
  },
  {
    pattern: /^(?:https:\/\/)?(?:\w+\.)?discord(?:app)?\.com\/(?:api\/)?oauth2\//i,
    words: 'This is the link that adds a bot to a server, not its token.',
  },
  {
    pattern: /^(?:https:\/\/)?(?:discord\.gg|(?:\w+\.)?discord(?:app)?\.com\/invite)\//i,
    words: 'This is an invite for people to a Discord server, not a token.',
  },
  {
    pattern: /^(?:https:\/\/)?(?:\w+\.)?discord(?:app)?\.com\/channels\//i,
    words: 'This is the link of a server, a channel or a message of Discord, not a token.',
  },
  {
    pattern: /^(?:https:\/\/)?join\.slack\.com\//i,
    words: 'This is an invite for people to a Slack workspace, not a token.',
  },
  {
    pattern: /^(?:https:\/\/)?(?:[\w-]+\.slack\.com\/archives|app\.slack\.com\/client)\//i,
    words: 'This is the link of a channel or a message of Slack, not a token.',
  },
  {
    pattern: /^(?:https:\/\/)?slack\.com\/oauth\//i,
    words: 'This is the link that installs a Slack app, not its token.',
  },
  {
    pattern: /^(?:https:\/\/)?(?:api\.slack\.com\/apps|(?:\w+\.)?discord(?:app)?\.com\/developers)/i,
    words: 'This is the address of the page that has the token, not the token.',
  },
  { pattern: /^https?:\/\/|^(?:www|api)\.[\w-]+\.\w+\//i, words: 'This is a web address, and a token is none.' },
  {
    pattern: /^xoxe\.xoxp-/,
    words: 'This is a user token that expires within hours (xoxe.xoxp-…): the bot would post as you.',
  },
  { pattern: /^xoxp-/, words: 'This is a user token (xoxp-…): the bot would post as you.' },
  {
    pattern: /^xoxe-/,
    words:
      'This is a refresh token (xoxe-…), which only renews other tokens: turn off token rotation for the app, and install it again.',
  },
  {
    pattern: /^xoxe\./,
    words: 'This token expires within hours (xoxe…): turn off token rotation for the app, and install it again.',
  },
  { pattern: /^xox[cd]-/, words: 'This token belongs to your own browser session: never give it to a program.' },
  { pattern: /^xox[aros]-/, words: 'This is a token of an older kind, which Slack no longer gives to new apps.' },
  { pattern: /^xwfp-/, words: 'This token belongs to one run of a workflow and expires with it.' },
  {
    pattern: /^(?:xox[a-z]|xapp)[\u2010-\u2015\u2212]/iu,
    words: 'A program replaced the hyphens of this token with dashes: copy it from the page itself.',
  },
  {
    pattern: /^(?:xoxb|xapp).*[^\w\s-]|^[\w-]{20,}\.[\w-]{4,}\.\S*[^\w\s.-]/,
    words: 'This token holds a character that no token has.',
  },
  { pattern: /^xox(?!b)[a-z]-\S*$/, words: 'This is a token of Slack, but not one that the bot needs.' },
  {
    pattern: /^(?!xoxb-|xapp-)(?:[Xx][Oo][Xx][A-Za-z]|[Xx][Aa][Pp][Pp])-\S*$/,
    words: 'A program changed small letters of this token to capitals: copy it from the page itself.',
  },
  {
    pattern: /^[\da-f]{64}$/i,
    words: 'This is a public key, which verifies requests from Discord: the bot cannot log in with it.',
  },
  {
    pattern: /^[\da-f]{32}$/i,
    words: 'This is a client secret or a signing secret of Slack: the bot needs neither.',
  },
  { pattern: /^[A-Z\d]{24}$/i, words: 'This is a verification token of Slack, which the bot does not need.' },
  {
    pattern: /^<?[@#]?[!&]?\d{15,20}>?$/,
    words: 'This is an id (of an application, a server or a channel), not a token.',
  },
  { pattern: /^\d{9,}\.\d{9,}$/, words: 'This is the client id of a Slack app, not a token.' },
  { pattern: /^A[A-Z\d]{8,12}$/, words: 'This is the id of a Slack app, not a token.' },
  { pattern: /^[CDG][A-Z\d]{8,12}$/, words: 'This is the id of a Slack channel, not a token.' },
  { pattern: /^[TE][A-Z\d]{8,12}$/, words: 'This is the id of a Slack workspace, not a token.' },
  { pattern: /^[BUW][A-Z\d]{8,12}$/, words: 'This is the id of a person or a bot in Slack, not a token.' },
  { pattern: /^#[\p{L}\d_-]+$/u, words: 'This is the name of a channel, which is chosen later.' },
  { pattern: /^@?[\w. -]+#\d{4}$/, words: 'This is the name of a bot or a person on Discord, not a token.' },
  { pattern: /^[^\s@]+@[^\s@]+\.\w+$/, words: 'This is an e-mail address. Your own login is not needed here.' },
  {
    pattern: /^(?:\$\{?|%)\w+[}%]?$|^(?:SLACK|DISCORD)(?:_[A-Z]+)*_?TOKEN$/,
    words: 'This is the name of a variable, not its value.',
  },
  {
    pattern: /^(?:~|\.{0,2})[/\\]\S+$|^[A-Za-z]:\\/,
    words: 'This is the path of a file: paste what is in the file.',
  },
  {
    pattern: /^(?:sk-|gh[a-z]_|github_pat_|glpat-|npm_|AKIA|op:\/\/|vault:)/,
    words: 'This is a key of another service.',
  },
  { pattern: /^(?:bot|bearer)$/i, words: 'This is only the word before the token.' },
  { pattern: /^[\w-]{32}$/, words: 'This is a client secret of Discord: the bot needs its token.' },
  { pattern: /^mfa\.|^ey[\w-]+\.[\w-]+\.[\w-]+$/, words: 'This token belongs to a person or another service.' },
]

/**
 * The kind of a text that was given in place of a token; undefined if it is unknown. The text itself is not repeated.
 */
export function recognizeMistake(text: string): string | undefined {
  return mistakes.find(({ pattern }) => pattern.test(text))?.words
}
