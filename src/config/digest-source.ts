import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type GitSettings, gitFolders } from '../digests/git/settings.ts'
import { hourMs, minuteMs } from '../domain/duration.ts'
import { inHome } from './home.ts'

const secondMs = 1_000
const unitMs = { s: secondMs, m: minuteMs, h: hourMs } as const
const everyAdvice = 'must be a time with a unit, from 1s to 24h, such as 5m'

/** Forms that git reads as the address of a repository, and none that start a program. */
const gitUrl = z
  .string('must be the address of a repository')
  .trim()
  .refine(
    (text) => /^(?:https?|ssh|git|file):\/\/[^-\s]\S*$|^[\w.][\w.-]*@[\w.][\w.-]*:[^-\s]\S*$|^\/\S+$/.test(text),
    'must be the address of a repository: https://…, ssh://…, git@host:path, file:///…, or a path from the root',
  )
  .refine(
    (text) => !URL.parse(text)?.password,
    'must not hold a password: put it into the file that GIT_TOKEN_FILE names, and leave only the user in the address',
  )

/** https://git-scm.com/docs/git-check-ref-format, without what is rare. */
const branch = z
  .string('must be the name of a branch; in quotes if it is a number')
  .regex(/^(?!.*(?:\.\.|\/\/|@\{|\.lock$|[/.]$))[\p{L}\p{N}_][\p{L}\p{N}_./@+#=-]*$/u, 'is no name of a branch')

const folder = z
  .string('must be a folder of the repository')
  .transform((path) => path.replace(/^(?:\.?\/)+|\/+$|^\.$/g, ''))
  .refine(
    (path) => path.split('/').every((name) => !/^\.\.?$|[\\:\p{Cc}]/u.test(name)),
    'must be a folder of the repository',
  )

const every = z.preprocess(
  (value) => (typeof value === 'number' ? `${value}m` : value),
  z
    .string(everyAdvice)
    .regex(/^\d{1,5}\s*[smh]$/, everyAdvice)
    .default('5m')
    .transform((text) => Number.parseInt(text, 10) * unitMs[text.slice(-1) as keyof typeof unitMs])
    .refine((ms) => ms >= secondMs && ms <= 24 * hourMs, everyAdvice),
)

const repository = z.strictObject({
  git: gitUrl.meta({ description: 'The address of a git repository with digests, without a password.' }),
  branch: branch.exactOptional().meta({ description: 'Its branch; by default the one that the repository names.' }),
  folder: folder.default('').meta({ description: 'The folder of the digests in the repository; by default its root.' }),
  every: every.meta({ description: 'How often it is pulled: a number with s, m or h.', default: '5m' }),
})

/** A folder, or a git repository. */
export const digestSourceSchema = z
  .union([z.string(), repository], 'must be a folder, or a repository with the key "git"')
  .default('digests')
  .meta({
    description: 'The folder of the digests, from the home folder; or a git repository that is pulled.',
    default: 'digests',
  })

export interface DigestPlace {
  /** The folder that is read. */
  readonly digests: string
  /** Where its content comes from, unless people and programs write it there. */
  readonly git?: GitSettings
}

interface PlaceOptions {
  readonly home: string
  readonly dataFolder?: string | undefined
  /** The folder whose samples replace a missing folder. */
  readonly shipped?: string | undefined
}

export function digestPlace(
  value: z.output<typeof digestSourceSchema>,
  { home, dataFolder = join(home, 'data'), shipped = home }: PlaceOptions,
): DigestPlace {
  if (typeof value === 'string') {
    const named = inHome(home, value)
    return { digests: existsSync(named) ? named : resolve(shipped, value) }
  }
  const { git: url, every: everyMs, ...rest } = value
  const git = { url, everyMs, ...rest }
  return { digests: gitFolders(dataFolder, git).current, git }
}
