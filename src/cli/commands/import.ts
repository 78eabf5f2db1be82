import { createReadStream, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { Command } from 'commander'
import { readEnvironment } from '../../config/environment.ts'
import { LiveConfig } from '../../config/live-config.ts'
import { type Config, loadConfig, shippedConfigFile } from '../../config/load.ts'
import { decodePage } from '../../digests/import/decode-page.ts'
import { importDocument } from '../../digests/import/import-document.ts'
import { importEntries } from '../../digests/import/import-entries.ts'
import type { Import, ImportOptions as PageOptions } from '../../digests/import/import-page.ts'
import { isMail, openMail } from '../../digests/import/open-mail.ts'
import { ownDay } from '../../digests/import/own-day.ts'
import { pageKind } from '../../digests/import/page-kind.ts'
import { writeDigest } from '../../digests/markdown/write-digest.ts'
import type { Day } from '../../domain/day.ts'
import { mainPublication } from '../../domain/digest.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import type { Problem } from '../../domain/problem.ts'
import { describeFailure } from '../../i18n/failures.ts'
import type { Language } from '../../i18n/messages.ts'
import { formatProblem, problemText } from '../../i18n/problems.ts'
import { checkDigest } from '../../platforms/check-digest.ts'
import { FetchFailed } from '../../sources/fetch/fetch-failed.ts'
import { dateWords, examples, parseDate, publicationOption } from '../options.ts'
import { commandLog, print } from '../output.ts'
import { didYouMeanPath } from '../similar-path.ts'

/** Much of a web page is not text; the importer has narrower limits for the text itself. */
const pageBytesMax = 8 * 1024 * 1024

/** With its attachments; mail services accept less. */
const mailBytesMax = 64 * 1024 * 1024

export const importCommand = new Command('import')
  .description('Turn Markdown, a web page, a saved e-mail, a feed or notes into a digest.')
  .argument('<file>', 'the file, or - for standard input')
  .option('--date <date>', `${dateWords} (default: the day that the document names)`, parseDate)
  .addOption(publicationOption)
  .option('--out <folder>', 'the folder of the digests, or - for standard output (default: as configured)')
  .option('--overwrite', 'replace the digest of that day', false)
  .addHelpText(
    'after',
    examples(
      'import page.html --date 2026-03-12',
      'import newsletter.eml',
      'import feed.xml --date 2026-03-12',
      'import - --date today --out -',
    ),
  )
  .action(run)

interface ImportOptions {
  readonly date?: Day
  readonly publication: string
  /** The folder of the digests, or `-` for standard output. */
  readonly out?: string
  readonly overwrite: boolean
}

async function run(source: string, options: ImportOptions): Promise<void> {
  const config = settingsFor(options)
  if (config.git && options.out === undefined)
    throw new ConfigurationError(`The digests come from ${config.git.url}. Add --out with a folder, or --out -.`)
  const { out = config.digests } = options
  const { problems, markdown, file } = await importFile(source, { ...options, out }, config)
  for (const problem of problems) process.stderr.write(`${formatProblem(problem, config.alerts.language)}\n`)
  if (markdown === undefined) process.exitCode = 1
  else if (file) print(`Written: ${file}`)
  else process.stdout.write(markdown)
}

/** The configuration. Without one, or with mistakes in one that need not say where the digest goes, that of the program does. */
function settingsFor({ out }: ImportOptions): Config {
  const { home, dataFolder, configFile } = readEnvironment()
  const place = { home, dataFolder }
  const isNeeded = existsSync(configFile) && (out === undefined || 'config' in loadConfig(configFile, place))
  return new LiveConfig(isNeeded ? configFile : shippedConfigFile, commandLog, place).value
}

interface ImportResult {
  readonly problems: readonly Problem[]
  /** The Markdown, when the page could be read. */
  readonly markdown?: string
  /** Where it was written. */
  readonly file?: string
}

/**
 * Turns a document into the Markdown of a digest, unless `check` would find an error in it. `source` is a path, or `-`
 * for standard input.
 */
async function importFile(
  source: string,
  { date: given, publication, out, overwrite }: ImportOptions & Required<Pick<ImportOptions, 'out'>>,
  { vocabulary, alerts: { language } }: Config,
): Promise<ImportResult> {
  const file = source === '-' ? 'standard input' : source
  const bytes = await readSource(source)
  const mail = isMail(bytes) && bytes.length <= mailBytesMax ? await openMail(bytes) : undefined
  if (mail?.page.length === 0) return { problems: [unclear(file, 'empty-mail')] }
  const decoded = decodePage(mail?.page ?? bytes, pageBytesMax)
  if ('rule' in decoded) return { problems: [{ file, severity: 'error', ...decoded }] }
  const date = given ?? mail?.day ?? ownDay(decoded.text)
  if (!date) throw new ConfigurationError(`${file} does not name its day. Add it, as in --date 2026-03-12.`)
  const isMailText = mail !== undefined && mail.url === undefined
  const place = mail?.url === undefined ? {} : { url: mail.url }
  const pageOptions = { date, publication, vocabulary, file, isMail: isMailText, ...place }
  const { digest, problems } = await importText(decoded.text, pageOptions, language)
  if (!digest) return { problems: problems.some(isError) ? problems : [...problems, unclear(file, 'unclear-digest')] }
  const title = digest.title ?? mail?.title
  const markdown = writeDigest({ ...digest, ...(title !== undefined && { title }) }, vocabulary)
  const written = { file: `${date}.md`, publication, bytes: new TextEncoder().encode(markdown) }
  const errors = (await checkDigest(written, { vocabulary })).problems.filter(isError)
  if (errors.length > 0 || problems.some(isError)) {
    return { problems: [...problems, ...errors.map((error) => ({ ...error, file, line: 1, column: 1 }))] }
  }
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

/** The entries of a feed are read by the room that knows feeds. */
async function importText(text: string, options: PageOptions, language: Language): Promise<Import> {
  if (pageKind(text) !== 'feed') return importDocument(text, options)
  const { readFeed } = await import('../../sources/kinds/read-feed.ts')
  try {
    const body = Buffer.from(text)
    const { entries } = readFeed({ body, contentType: 'text/xml; charset=utf-8', url: noAddress })
    return await importEntries(
      entries.map(({ url, hasOwnUrl, publishedAt, ...entry }) => ({
        ...entry,
        ...(hasOwnUrl && { url }),
        ...(publishedAt !== undefined && { publishedAt }),
      })),
      options,
    )
  } catch (error) {
    if (!(error instanceof FetchFailed)) throw error
    const { file } = options
    return {
      problems: [
        {
          file,
          line: 1,
          column: 1,
          severity: 'error',
          rule: 'feed',
          ...problemText('unreadable-feed', describeFailure(error.reason, language)),
        },
      ],
    }
  }
}

/** A file has no address, so relative addresses in it lead nowhere. */
const noAddress = 'https://feed.invalid/'

function isError({ severity }: Problem): boolean {
  return severity === 'error'
}

function unclear(file: string, key: 'unclear-digest' | 'empty-mail'): Problem {
  return { file, line: 1, column: 1, severity: 'error', rule: 'undecided', ...problemText(key) }
}

/** The content of a file or pipe, up to more than any document may have, because a device never ends. */
async function readBytes(source: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of source) {
    chunks.push(chunk)
    size += chunk.length
    if (size > mailBytesMax) break
  }
  return Buffer.concat(chunks)
}

async function readSource(source: string): Promise<Uint8Array> {
  try {
    return await readBytes(source === '-' ? process.stdin : createReadStream(source))
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    if (/^https?:/i.test(source))
      throw new ConfigurationError(`${source} is an address: save the page as a file, and import that.`, { cause })
    if (code === 'ENOENT')
      throw new ConfigurationError(`There is no file ${source}.${didYouMeanPath(source)}`, { cause })
    throw new ConfigurationError(`${source} cannot be read (${code}).`, { cause })
  }
}
