import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { getCACertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { proxyFor } from '../../lib/proxy-address.ts'
import type { GitAccess, GitFolders, GitSettings } from './settings.ts'

/** The variables of git's process: nothing of the user's own settings, and no question to anyone. */
export function gitEnvironment(
  { url }: GitSettings,
  { root }: GitFolders,
  { token, sshKeyFile, proxy, variables }: GitAccess,
): Record<string, string> {
  const address = URL.parse(url)
  const through = proxy && address && /^https?:$/.test(address.protocol) ? proxyFor(address, proxy) : undefined
  return {
    ...variables,
    // git takes no `HTTP_PROXY` in capitals, and reads `NO_PROXY` in its own way.
    ...(through && { http_proxy: through, https_proxy: through }),
    LC_ALL: 'C',
    // The configuration file is the one of `gitConfiguration()`.
    HOME: root,
    XDG_CONFIG_HOME: root,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GCM_INTERACTIVE: 'never',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_ALLOW_PROTOCOL: 'https:http:ssh:git:file',
    GIT_SSH_COMMAND: sshCommand(root, sshKeyFile),
    ...(token !== undefined && { [tokenVariable]: token }),
  }
}

/** Holds the token for the helper below, so that it is in no command line and in no file. */
const tokenVariable = 'MORNING_POST_GIT_TOKEN'

/** A host is remembered when it is first seen; a changed key is refused. */
function sshCommand(root: string, keyFile: string | undefined): string {
  const options = ['BatchMode=yes', 'StrictHostKeyChecking=accept-new', 'ConnectTimeout=20', 'ForwardAgent=no']
  const known = `UserKnownHostsFile=${quoted(join(root, 'known_hosts'))}`
  const key = keyFile === undefined ? '' : ` -i ${shellQuoted(keyFile)} -o IdentitiesOnly=yes`
  return `ssh -o ${shellQuoted(known)}${options.map((option) => ` -o ${option}`).join('')}${key}`
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** The configuration of git for one repository. It holds no secret. */
export function gitConfiguration(
  { url }: GitSettings,
  { token, extraCertificates }: GitAccess,
  folders: GitFolders,
): string {
  const lines = [
    '[protocol "ext"]\n\tallow = never',
    '[core]\n\thooksPath = /dev/null\n\tfsmonitor = false',
    '[gc]\n\tauto = 0',
    '[fetch]\n\trecurseSubmodules = false\n\tunpackLimit = 1',
    '[submodule]\n\trecurse = false',
    '[http]\n\tlowSpeedLimit = 1000\n\tlowSpeedTime = 30\n\tfollowRedirects = initial',
  ]
  if (extraCertificates !== undefined) lines.push(`[http]\n\tsslCAInfo = ${quoted(gitCertificatesFile(folders))}`)
  const local = localPath(url)
  if (local !== undefined) {
    // The operator named it, so it may belong to another user.
    const places = [local, join(local, '.git')].map((path) => `\tdirectory = ${quoted(path)}`)
    lines.push(`[safe]\n${places.join('\n')}`)
  }
  const address = URL.parse(url)
  if (token !== undefined && address && /^https?:$/.test(address.protocol)) {
    const user = decodeURIComponent(address.username) || 'x-access-token'
    const answer = `!f() { test \\"$1\\" = get && printf 'username=%s\\\\npassword=%s\\\\n' ${shellQuoted(user).replace(/["\\]/g, '\\$&')} \\"$${tokenVariable}\\"; }; f`
    // The token is sent to this host only, never to another one after a redirect.
    lines.push(`[credential ${quoted(`${address.protocol}//${address.host}`)}]\n\thelper = "${answer}"`)
  }
  return `${lines.join('\n')}\n`
}

/** The folder of a repository on this machine. */
function localPath(url: string): string | undefined {
  if (url.startsWith('/')) return url
  return url.startsWith('file://') ? fileURLToPath(url) : undefined
}

/** All certificates that Node trusts, and the machine: git takes one file of them. */
export function gitCertificates(extra: string): string {
  const known = [...getCACertificates('bundled'), ...getCACertificates('system')]
  return [...new Set(known), readFileSync(extra, 'utf8')].join('\n')
}

export function gitCertificatesFile({ root }: GitFolders): string {
  return join(root, 'certificates.pem')
}

/** Where git looks for the configuration. */
export function gitConfigurationFile({ state }: GitFolders): string {
  return join(dirname(state), '.gitconfig')
}
