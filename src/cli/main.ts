import { Command, InvalidArgumentError, Option } from 'commander'
import { type Day, parseDay } from '../domain/day.ts'
import { layouts } from '../domain/destination.ts'
import { mainPublication } from '../domain/digest.ts'
import { ExpectedError } from '../domain/errors.ts'
import { redact } from '../observability/redact.ts'
import { previewPlatforms } from '../platforms/preview.ts'
import { backupCommand, restoreCommand } from './commands/backup.ts'
import {
  checkCommand,
  exportCommand,
  importCommand,
  inviteCommand,
  planCommand,
  postCommand,
  previewCommand,
  statusCommand,
} from './commands/handlers.ts'
import { resolveCommand } from './commands/resolve.ts'

const program = new Command('morning-post')
  .description(
    'The parts of the bot, one at a time. Exit codes: 0 all is well, 1 it is not, 2 the command line is wrong.',
  )
  .showHelpAfterError('(--help shows what there is)')
  .exitOverride()

const json = new Option('--json', 'print JSON, for programs')
const publication = new Option('--publication <name>', 'the series: a folder under digests/').default(mainPublication)

program
  .command('check')
  .description('Say what is wrong with the configuration and the digests, and what a platform would refuse.')
  .argument('[paths...]', 'digests, folders of digests, configuration files (default: all there are)')
  .addOption(json)
  .action(checkCommand)

program
  .command('import')
  .description('Turn the text or HTML of a page into a digest.')
  .argument('<file>', 'the page, or - for standard input')
  .requiredOption('--date <date>', 'the day of the digest, YYYY-MM-DD', dayArgument)
  .addOption(publication)
  .option('--out <folder>', 'where digests are kept, or - for standard output (default: as configured)')
  .option('--overwrite', 'replace the digest of that day', false)
  .action(importCommand)

program
  .command('preview')
  .description('Show a digest as it would be posted.')
  .argument('<date>', 'the day of the digest, YYYY-MM-DD', dayArgument)
  .addOption(publication)
  .addOption(
    new Option('--platform <name>', 'where it would be posted').choices(previewPlatforms).makeOptionMandatory(),
  )
  .addOption(new Option('--layout <name>', 'how it is laid out').choices(layouts).default('sections'))
  .addOption(json)
  .action(previewCommand)

program
  .command('plan')
  .description('Show which destination gets its post when, assuming a digest every day.')
  .option('--from <iso>', 'a date or an instant (default: now)')
  .option('--days <n>', 'how many days to look ahead', countArgument, 7)
  .addOption(json)
  .action(planCommand)

program
  .command('post')
  .description('Post a digest to one destination now, unless it is there already.')
  .argument('<date>', 'the day of the digest, YYYY-MM-DD', dayArgument)
  .requiredOption('--to <name>', 'the destination, by its name in the configuration')
  .option('--dry-run', 'show what would be posted, and send nothing', false)
  .action(postCommand)

program
  .command('status')
  .description('Show for each destination the last post, the next one, and what is wrong.')
  .addOption(json)
  .action(statusCommand)

program
  .command('resolve')
  .description('Say what became of a part of which nobody can say whether it arrived; alone: list them.')
  .argument('[delivery]', 'DESTINATION@PUBLICATION/DATE, as listed')
  .argument('[part]', 'e.g. section-02, as listed')
  .option('--there [link]', 'it is in the channel; with the link of the message it can be corrected and discussed')
  .addOption(new Option('--send', 'it is not there: send it').conflicts('there'))
  .addOption(json)
  .action(resolveCommand)

program
  .command('backup')
  .description('Copy what must not be lost (deliveries, subscriptions, notices), also while the bot is running.')
  .argument('<target>', 'the file, or the folder that gets a file named after the time')
  .option('--overwrite', 'replace the file', false)
  .action(backupCommand)

program
  .command('restore')
  .description('Put a backup in place of what is there, which is kept. The bot must not be running.')
  .argument('<file>', 'the backup')
  .action(restoreCommand)

program
  .command('export')
  .description('Print all destinations, those made in chat too, as YAML for the configuration file.')
  .action(exportCommand)

program
  .command('invite')
  .description('Print the link that adds the bot to a Discord server, with no more permissions than it uses.')
  .option('--application <id>', 'the application id (default: the one in DISCORD_TOKEN)')
  .action(inviteCommand)

function dayArgument(text: string): Day {
  const day = parseDay(text)
  if (!day) throw new InvalidArgumentError('It must be a date that exists, written YYYY-MM-DD.')
  return day
}

function countArgument(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > 3660) throw new InvalidArgumentError('It must be 1 to 3660.')
  return count
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof ExpectedError) {
    process.stderr.write(redact(`${error.message}\n`))
    process.exitCode = 1
  } else if (error instanceof Error && 'exitCode' in error) {
    // Commander has already said what is wrong; asking for help is no mistake.
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    // Node would print the error as it is, with all that hangs on it.
    process.stderr.write(redact(`${error instanceof Error ? error.stack : String(error)}\n`))
    process.exitCode = 1
  }
}
