import { Command } from 'commander'
import { readEnvironment } from '../../config/environment.ts'
import { tokenProblems } from '../../doctor/installations.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import type { StoredInstallation } from '../../domain/installation.ts'
import { type RekeyReport, rekey } from '../../installations/rekey.ts'
import { cipherFrom, parseEncryptionKey } from '../../installations/token-cipher.ts'
import { count } from '../../lib/count.ts'
import type { Store } from '../../storage/database.ts'
import { databaseIn, hasDatabase } from '../../storage/open-database.ts'
import { choiceArgument, examples, jsonOption } from '../options.ts'
import { commandLog, humanTime, print, printJson, printNote, printTable } from '../output.ts'

export const installationsCommand = new Command('installations')
  .description(
    'List the workspaces that installed the app, without their secrets. With "rekey", encrypt their tokens with ' +
      'MORNING_POST_KEY; the key before is MORNING_POST_KEY_OLD, or in the file of MORNING_POST_KEY_OLD_FILE. Restart the ' +
      'bot with both first. It may then be running, and the command can be interrupted and run again.',
  )
  .addArgument(choiceArgument('[action]', 'change the key', ['rekey']))
  .addOption(jsonOption)
  .addHelpText('after', examples('installations', 'installations --json', 'installations rekey'))
  .action((action: 'rekey' | undefined, options: { json?: true }) => (action ? changeKey() : list(options)))

async function list({ json }: { json?: true }): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const rows = (await (await open(stack))?.installations.list()) ?? []
  for (const problem of await tokenProblems(rows, readEnvironment())) {
    process.exitCode = 1
    printNote(problem)
  }
  if (json) return printJson(rows.map(summary))
  if (rows.length === 0) return print('No workspace has installed the app.')
  const head = ['workspace', 'name', 'state', 'installed', 'token expires', 'key']
  printTable([head, ...rows.map(cells)])
}

/** The facts of an installation, and the name of the key of its tokens. */
function summary({ tokens, revision: _, installedAt, endedAt, expiresAt, ...rest }: StoredInstallation) {
  const { refreshIntendedAt: __, notifiedAt: ___, ...facts } = rest
  return {
    ...facts,
    installedAt: iso(installedAt),
    ...(expiresAt !== undefined && { expiresAt: iso(expiresAt) }),
    ...(endedAt !== undefined && { endedAt: iso(endedAt) }),
    ...(tokens && { keyId: tokens.keyId }),
  }
}

function cells({ workspace, name, state, installedAt, expiresAt, tokens }: StoredInstallation): string[] {
  const expires = expiresAt === undefined ? '' : humanTime(iso(expiresAt))
  return [workspace, name, state, humanTime(iso(installedAt)), expires, tokens?.keyId ?? '']
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}

async function changeKey(): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const { keys: { current, old } = {}, dataFolder, databaseUrl } = readEnvironment()
  const cipher = cipherFrom({ ...(current && { current }), ...(old && { old }) })
  if (!cipher) throw new ConfigurationError('MORNING_POST_KEY is not set: set it to the new key. See .env.example.')
  if (old && parseEncryptionKey(old, 'MORNING_POST_KEY_OLD').id === cipher.keyId) {
    throw new ConfigurationError(
      'MORNING_POST_KEY and MORNING_POST_KEY_OLD are the same key, so nothing would change: set MORNING_POST_KEY to a new one, which `openssl rand -hex 32` makes.',
    )
  }
  const store = await open(stack)
  const place = databaseUrl === undefined ? dataFolder : 'the database of DATABASE_URL'
  if (!store) return print(`There is no database in ${place}, so there is nothing to encrypt.`)
  const report = await rekey(store.installations, cipher)
  for (const line of linesOf(report, cipher.keyId, place)) print(line)
  if (report.unreadable.length === 0) {
    if (old && report.changed + report.unchanged > 0) print('Remove MORNING_POST_KEY_OLD, and restart the bot.')
    return
  }
  process.exitCode = 1
  const others = report.unreadable.length - 1
  const more = others > 0 ? ` The same holds for ${count(others, 'other workspace')}.` : ''
  printNote(`${report.unreadable[0]?.message}${more}`)
}

function linesOf({ changed, unchanged, unreadable }: RekeyReport, keyId: string, place: string): string[] {
  if (changed > 0) {
    const before = unchanged > 0 ? `; ${count(unchanged, 'workspace')} had it before` : ''
    return [`The tokens of ${count(changed, 'workspace')} are encrypted with the key ${keyId} now${before}.`]
  }
  if (unchanged > 0)
    return [`Nothing was changed: MORNING_POST_KEY (${keyId}) is the key of ${count(unchanged, 'workspace')} already.`]
  return unreadable.length > 0 ? [] : [`No workspace has tokens in ${place}, so there is nothing to encrypt.`]
}

/** Undefined where there is no database yet. */
async function open(stack: AsyncDisposableStack): Promise<Store | undefined> {
  const environment = readEnvironment()
  if (!hasDatabase(environment)) return undefined
  const store = await databaseIn(environment).open({ log: commandLog })
  stack.defer(() => store.close())
  return store
}
