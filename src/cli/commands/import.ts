import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { Command } from 'commander'
import { openCommandContext } from '../../app/context.ts'
import { readEnvironment } from '../../config/environment.ts'
import { importPage } from '../../digests/import/import-page.ts'
import { decodeText } from '../../digests/markdown/decode.ts'
import { writeDigest } from '../../digests/markdown/write-digest.ts'
import type { Day } from '../../domain/day.ts'
import { mainPublication } from '../../domain/digest.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import { formatProblem, type Problem } from '../../domain/problem.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { dateForms, examples, parseDate, publicationOption } from '../options.ts'
import { commandLog, print } from '../output.ts'

/** Much of a web page is not text; the importer has narrower limits for the text itself. */
const pageBytesMax = 8 * 1024 * 1024

export const importCommand = new Command('import')
  .description('Turn the text or HTML of a page into a digest.')
  .argument('<file>', 'the page, or - for standard input')
  .requiredOption('--date <date>', `the day of the digest: ${dateForms}`, parseDate)
  .addOption(publicationOption)
  .option('--out <folder>', 'the folder of the digests, or - for standard output (default: as configured)')
  .option('--overwrite', 'replace the digest of that day', false)
  .addHelpText('after', examples('import page.html --date 2026-03-12', 'import - --date today --out -'))
  .action(run)

interface ImportOptions {
  readonly date: Day
  readonly publication: string
  /** The folder of the digests, or `-` for standard output. */
  readonly out?: string
  readonly overwrite: boolean
}

async function run(source: string, options: ImportOptions): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const { config } = await openCommandContext(readEnvironment(), commandLog, stack)
  const { out = config.digests } = options
  const { problems, markdown, file } = await importFile(source, { ...options, out }, config.vocabulary)
  for (const problem of problems) process.stderr.write(`${formatProblem(problem)}\n`)
  if (markdown === undefined) process.exitCode = 1
  else if (file) print(`Written: ${file}`)
  else process.stdout.write(markdown)
}

interface ImportResult {
  readonly problems: readonly Problem[]
  /** The Markdown, when the page could be read. */
  readonly markdown?: string
  /** Where it was written. */
  readonly file?: string
}

/** Turns a page into the Markdown of a digest. `source` is a path, or `-` for standard input. */
async function importFile(
  source: string,
  { date, publication, out, overwrite }: Required<ImportOptions>,
  vocabulary: Vocabulary,
): Promise<ImportResult> {
  const file = source === '-' ? 'standard input' : source
  const decoded = decodeText(await readSource(source), pageBytesMax)
  if ('rule' in decoded) return { problems: [{ file, severity: 'error', ...decoded }] }
  const { digest, problems } = importPage(decoded.text, { date, publication, vocabulary, file })
  if (!digest) return { problems }
  const markdown = writeDigest(digest, vocabulary)
  if (out === '-') return { problems, markdown }
  const folder = publication === mainPublication ? out : join(out, publication)
  const target = join(folder, `${date}.md`)
  if (existsSync(target) && !overwrite) {
    throw new ConfigurationError(
      `${target} exists already. Look at the import with --out -, or replace it with --overwrite.`,
    )
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(target, markdown)
  return { problems, markdown, file: target }
}

async function readSource(source: string): Promise<Uint8Array> {
  try {
    // A synchronous read of a pipe fails while the other process is still writing.
    return source === '-' ? await buffer(process.stdin) : readFileSync(source)
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    throw new ConfigurationError(`${source} cannot be read (${code}).`, { cause })
  }
}
