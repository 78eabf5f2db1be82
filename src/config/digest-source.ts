import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type GitSettings, gitFolders } from '../digests/git/settings.ts'
import { hourMs, minuteMs } from '../domain/duration.ts'
import { inHome } from './home.ts'
import { valueRule } from './value-rule.ts'

const secondMs = 1_000
const unitMs = { s: secondMs, m: minuteMs, h: hourMs } as const
const everyRule = valueRule('must-be-period')

/** Forms that git reads as the address of a repository, and none that start a program. */
const gitUrl = z
  .string(valueRule('must-be-git-address'))
  .trim()
  .refine(
    (text) => /^(?:https?|ssh|git|file):\/\/[^-\s]\S*$|^[\w.][\w.-]*@[\w.][\w.-]*:[^-\s]\S*$|^\/\S+$/.test(text),
    valueRule('must-be-git-form'),
  )
  .refine((text) => !URL.parse(text)?.password, valueRule('must-hide-password'))

/** https://git-scm.com/docs/git-check-ref-format, without what is rare. */
const branch = z
  .string(valueRule('must-be-branch'))
  .regex(/^(?!.*(?:\.\.|\/\/|@\{|\.lock$|[/.]$))[\p{L}\p{N}_][\p{L}\p{N}_./@+#=-]*$/u, valueRule('is-no-branch'))

const folder = z
  .string(valueRule('must-be-git-folder'))
  .transform((path) => path.replace(/^(?:\.?\/)+|\/+$|^\.$/g, ''))
  .refine(
    (path) => path.split('/').every((name) => !/^\.\.?$|[\\:\p{Cc}]/u.test(name)),
    valueRule('must-be-git-folder'),
  )

const every = z.preprocess(
  (value) => (typeof value === 'number' ? `${value}m` : value),
  z
    .string(everyRule)
    .regex(/^\d{1,5}\s*[smh]$/, everyRule)
    .default('5m')
    .transform((text) => Number.parseInt(text, 10) * unitMs[text.slice(-1) as keyof typeof unitMs])
    .refine((ms) => ms >= secondMs && ms <= 24 * hourMs, everyRule),
)

const repository = z.strictObject({
  git: gitUrl.meta({ description: 'The address of a git repository with digests, without a password.' }),
  branch: branch.exactOptional().meta({ description: 'Its branch; by default the one that the repository names.' }),
  folder: folder.default('').meta({ description: 'The folder of the digests in the repository; by default its root.' }),
  every: every.meta({ description: 'How often it is pulled: a number with s, m or h.', default: '5m' }),
})

/** A folder, or a git repository. */
export const digestSourceSchema = z
  .union([z.string(), repository], valueRule('must-be-folder-or-git'))
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
