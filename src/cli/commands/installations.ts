import { Command } from 'commander'
import { readEnvironment } from '../../config/environment.ts'
import { tokenProblems } from '../../doctor/installations.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import type { StoredInstallation } from '../../domain/installation.ts'
import { rekey } from '../../installations/rekey.ts'
import { cipherFrom } from '../../installations/token-cipher.ts'
import { count } from '../../lib/count.ts'
import type { Store } from '../../storage/database.ts'
import { databaseIn, hasDatabase } from '../../storage/open-database.ts'
import { choiceArgument, examples, jsonOption } from '../options.ts'
import { commandLog, humanTime, print, printJson, printNote, printTable } from '../output.ts'

export const installationsCommand = new Command('installations')
  .description(
    'List the workspaces that installed the app, without their secrets. With "rekey", encrypt their tokens with ' +
      'MORNING_POST_KEY; the key before is MORNING_POST_KEY_OLD, or in the file of MORNING_POST_KEY_OLD_FILE. It can be ' +
      'interrupted and run again.',
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
  const cipher = cipherFrom(readEnvironment().keys ?? {})
  if (!cipher) throw new ConfigurationError('MORNING_POST_KEY is not set: set it to the new key. See .env.example.')
  const store = await open(stack)
  const { changed, unchanged } = store ? await rekey(store.installations, cipher) : { changed: 0, unchanged: 0 }
  const before = unchanged > 0 ? `; ${count(unchanged, 'workspace')} had it before` : ''
  print(`The tokens of ${count(changed, 'workspace')} are encrypted with the key ${cipher.keyId} now${before}.`)
}

/** Undefined where there is no database yet. */
async function open(stack: AsyncDisposableStack): Promise<Store | undefined> {
  const environment = readEnvironment()
  if (!hasDatabase(environment)) return undefined
  const store = await databaseIn(environment).open({ log: commandLog })
  stack.defer(() => store.close())
  return store
}
