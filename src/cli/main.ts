import { Command } from 'commander'
import { ExpectedError } from '../domain/errors.ts'
import { version } from '../lib/version.ts'
import { redact } from '../observability/redact.ts'
import { loadCommands } from './commands/index.ts'
import { examples } from './options.ts'

const program = new Command('morning-post')
  .version(version, '-V, --version', 'print the version')
  .helpOption('-h, --help', 'print the help of a command')
  .helpCommand('help [command]', 'print the help of a command')
  .description('The tools of the bot. Exit codes: 0 success, 1 failure or problems found, 2 wrong command line.')
  .showHelpAfterError('(--help lists commands and options)')
  .addHelpText('after', examples('check', 'status', 'help post'))
  .exitOverride()

// Once `head` has read enough, the rest is not printed; the command still does its work and ends with its own code.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return
    const reason = error.code === 'ENOSPC' ? 'the disk is full' : error.message
    if (stream === process.stdout) process.stderr.write(`The output cannot be written (${error.code}): ${reason}.\n`)
    process.exitCode = 1
  })
}

async function run(): Promise<void> {
  const [name = '', topic = '', ...rest] = process.argv.slice(2)
  const needed = ['-V', '--version'].includes(name) ? [] : await loadCommands(name, [topic, ...rest])
  for (const command of needed) program.addCommand(command.copyInheritedSettings(program))
  // Of an unknown command there is no help, but perhaps one with a similar name.
  const isUnknownTopic = name === 'help' && /^\w/.test(topic) && !needed.some((command) => command.name() === topic)
  if (isUnknownTopic) await program.parseAsync([topic, ...rest], { from: 'user' })
  else await program.parseAsync()
}

run().catch((error: unknown) => {
  if (error instanceof ExpectedError) {
    process.stderr.write(redact(`${error.message}\n`))
    process.exitCode = 1
  } else if (error instanceof Error && 'exitCode' in error) {
    // Commander has printed the message; `--help` arrives here too, with exit code 0.
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    // Node itself would print all fields of the error, which may hold secrets.
    process.stderr.write(redact(`${error instanceof Error ? error.stack : String(error)}\n`))
    process.exitCode = 1
  }
})
