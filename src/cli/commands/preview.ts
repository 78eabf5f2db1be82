import { Command } from 'commander'
import { digestOf, openCommandContext } from '../../app/context.ts'
import { readEnvironment } from '../../config/environment.ts'
import type { Day } from '../../domain/day.ts'
import { type Layout, layouts } from '../../domain/destination.ts'
import { digestId } from '../../domain/digest.ts'
import { digestOfDraft } from '../../drafts/digest-of-draft.ts'
import { readDraft } from '../../drafts/files.ts'
import { preview, previewPlatforms } from '../../platforms/preview.ts'
import { platforms } from '../../platforms/registry.ts'
import { choiceOption, dateArgument, examples, jsonOption, publicationOption } from '../options.ts'
import { commandLog, print, printJson, printNote, printParts } from '../output.ts'

export const previewCommand = new Command('preview')
  .description('Show a digest, or the draft of a day without one, as it would be posted.')
  .addArgument(dateArgument)
  .addOption(publicationOption)
  .addOption(choiceOption('--platform <name>', 'the platform', previewPlatforms).makeOptionMandatory())
  .addOption(choiceOption('--layout <name>', 'the layout', layouts).default(undefined, 'that of the platform'))
  .addOption(jsonOption)
  .addHelpText(
    'after',
    examples('preview today --platform slack', 'preview 2026-03-12 --platform discord --layout thread'),
  )
  .action(run)

interface PreviewOptions {
  readonly publication: string
  readonly platform: string
  readonly layout?: Layout
  readonly json?: true
}

async function run(date: Day, { publication, platform, json, ...options }: PreviewOptions): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const environment = readEnvironment()
  const context = await openCommandContext(environment, commandLog, stack)
  // A draft is only previewed: `post` and the scheduler do not know it.
  const draft = context.repository.files().has(digestId({ publication, date }))
    ? undefined
    : readDraft(environment.home, publication, date)
  if (draft) printNote(`This is a draft of ${date}, which is posted only once it is approved.`)
  const digest = draft ? digestOfDraft(draft) : await digestOf(context, publication, date)
  const layout = options.layout ?? defaultLayout(platform)
  const parts = await preview(digest, platform, layout, context.config.vocabulary)
  if (json) printJson({ platform, layout, parts: parts.map(({ part, call }) => ({ key: part.key, ...call })) })
  else if (platform === 'plain') print(parts.map(({ part }) => part.plain).join('\n\n'))
  else printParts(parts)
}

/** Plain text has no layouts of its own. */
function defaultLayout(platform: string): Layout {
  return platforms.find(({ name }) => name === platform)?.layouts[0] ?? 'sections'
}
