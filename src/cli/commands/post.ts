import { Command } from 'commander'
import { readEnvironment } from '../../config/environment.ts'
import { type DayIn, examples, localDateArgument } from '../options.ts'
import { commandLog, print, printParts } from '../output.ts'

export const postCommand = new Command('post')
  .description('Post a digest to one destination now, unless it has been posted there; or take a posted one back.')
  .addArgument(localDateArgument)
  .option('--to <destination>', 'the name of the destination')
  .option('--dry-run', 'show what would be posted, and send nothing', false)
  .option('--again', 'also if it was undone with --undo', false)
  .option('--undo <delivery>', 'delete every message of a delivery, DESTINATION@PUBLICATION/DATE; asks first')
  .option('--yes', 'with --undo: do not ask', false)
  .addHelpText(
    'after',
    examples(
      'post today --to research-slack --dry-run',
      'post 2026-03-12 --to research-slack',
      'post --undo research-slack@main/2026-03-12',
    ),
  )
  .action(run)

interface PostOptions {
  readonly to?: string
  readonly dryRun: boolean
  readonly undo?: string
  readonly yes: boolean
  readonly again: boolean
}

async function run(date: DayIn | undefined, options: PostOptions, command: Command): Promise<void> {
  const { to, dryRun, undo, yes, again } = options
  if (undo !== undefined) {
    if (date !== undefined || to !== undefined || dryRun || again)
      command.error('error: --undo names the delivery, so it takes no date, no --to, no --again and no --dry-run')
    const { undoPost } = await import('../post-undo.ts')
    report(await undoPost(readEnvironment(), commandLog, { delivery: undo, yes }))
    return
  }
  if (date === undefined || to === undefined) command.error('error: name the date and the destination: DATE --to NAME')
  if (yes) command.error('error: --yes belongs to --undo')
  // Loaded here because the commands that post nothing start faster without it.
  const { postManually, previewPost } = await import('../post-manually.ts')
  if (dryRun) {
    printParts(await previewPost(readEnvironment(), commandLog, { date, to }))
    return
  }
  report(await postManually(readEnvironment(), commandLog, { date, to, again }))
}

function report({ ok, message }: { readonly ok: boolean; readonly message: string }): void {
  print(message)
  if (!ok) process.exitCode = 1
}
