import { Command } from 'commander'
import { readEnvironment } from '../../config/environment.ts'
import type { Day } from '../../domain/day.ts'
import { dateArgument, examples } from '../options.ts'
import { commandLog, print, printParts } from '../output.ts'

export const postCommand = new Command('post')
  .description('Post a digest to one destination now, unless it has been posted there.')
  .addArgument(dateArgument)
  .requiredOption('--to <name>', 'the name of the destination')
  .option('--dry-run', 'show what would be posted, and send nothing', false)
  .addHelpText('after', examples('post today --to research-slack --dry-run', 'post 2026-03-12 --to research-slack'))
  .action(run)

async function run(date: Day, { to, dryRun }: { to: string; dryRun: boolean }): Promise<void> {
  // Loaded here because the commands that post nothing start faster without it.
  const { postManually, previewPost } = await import('../post-manually.ts')
  if (dryRun) {
    printParts(await previewPost(readEnvironment(), commandLog, { date, to }))
    return
  }
  const { ok, message } = await postManually(readEnvironment(), commandLog, { date, to })
  print(message)
  if (!ok) process.exitCode = 1
}
