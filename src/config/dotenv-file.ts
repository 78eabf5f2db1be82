import { existsSync, lstatSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parseEnv } from 'node:util'
import { decodeText } from '../digests/markdown/decode.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { describeProblem } from '../i18n/problems.ts'
import { pathObstacle } from '../lib/path-obstacle.ts'
import { readSmallFile } from '../lib/read-small-file.ts'
import { tokenVariables, variableOfToken } from './read-paste.ts'
import { environmentVariables } from './variables.ts'

type Values = Readonly<Record<string, string | undefined>>

/** Settings are a few lines; more is another file. In bytes. */
const sizeMax = 64 * 1024

/**
 * The variables in `.env`; none when there is no such file. Throws `ConfigurationError` for a file that holds a setting in a
 * form that is not read, which would start the simulator without a word. `env` is the environment of the process.
 */
export function readDotenv(file: string, env: Values): Values {
  const bytes = readBytes(file)
  if (!bytes) {
    // With a token in the environment, the file is not needed.
    if (!tokenVariables.some((name) => isSet(env, name))) explainMissing(file)
    return {}
  }
  const decoded = decodeText(bytes)
  if (!('text' in decoded)) {
    throw new ConfigurationError(`.env:${decoded.line}:${decoded.column}: ${describeProblem(decoded)}`)
  }
  const text = decoded.text.replace(/^\uFEFF+/, '').replaceAll(/\r\n?/g, '\n')
  const values = parseEnv(text)
  const lost = findLostSetting(text, { ...values, ...withoutBlank(env) })
  if (lost) throw new ConfigurationError(`.env:${lost.line}: ${lost.words}`)
  return values
}

function readBytes(file: string): Buffer | undefined {
  try {
    return readSmallFile(file, sizeMax)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (code === 'ENOTDIR')
      throw new ConfigurationError(`MORNING_POST_HOME: ${pathObstacle(file)?.at} is a file, and has to be a folder.`)
    if (code === 'EFBIG')
      throw new ConfigurationError(`.env is too large for a file of settings: check that ${file} is the right one.`)
    if (code === 'ETIMEDOUT')
      throw new ConfigurationError(`.env is a pipe that nothing is written into: check the program that writes it.`)
    const advice = code === 'EISDIR' ? 'it is a folder, and has to be a file' : 'check whose file it is'
    throw new ConfigurationError(`.env cannot be read (${code}): ${advice}. See .env.example.`)
  }
}

/** Names that editors and file managers give the file. */
const wrongNames = ['.env.txt', 'env.txt', '.env.env'] as const

const isSet = (values: Values, variable: string) => Boolean((values[variable] ?? values[`${variable}_FILE`])?.trim())

/** A first start needs no `.env`, but one that cannot be found is no first start. */
function explainMissing(file: string): void {
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new ConfigurationError('.env is a link to a file that does not exist: point it to the file, or remove it.')
  const found = wrongNames.find((name) => existsSync(join(dirname(file), name)))
  if (found && basename(file) === '.env')
    throw new ConfigurationError(`${found} is not read: rename it to .env, without another ending.`)
}

/** The first line that is meant to set a variable, and sets none. */
function findLostSetting(text: string, values: Values): { readonly line: number; readonly words: string } | undefined {
  // With another platform's token set, this one may be of another program.
  const startsSimulator = !tokenVariables.some((name) => isSet(values, name))
  for (const [index, content] of text.split('\n').entries()) {
    if (/^\s*(?:#|$)/.test(content)) continue
    const { variable, title } = variableOfToken(content) ?? {}
    if (variable && startsSimulator) {
      const words = `This line holds ${title}, but ${variable} is not set: write ${variable}=… on one line, once.`
      return { line: index + 1, words }
    }
    const named = variableNamedIn(content)
    if (named && !isSet(values, named))
      return { line: index + 1, words: `This line does not set ${named}: write ${named}=… without anything before it.` }
  }
  return undefined
}

/** Proxy variables may be in lower case. */
const known = Object.keys(environmentVariables.shape).filter((name) => !/_proxy$/i.test(name))

/** The variable that a line names in another form, such as `slack_bot_token: …`, with a value. */
function variableNamedIn(line: string): string | undefined {
  const plain = line.replaceAll(/[\p{Cf}\s"']/gu, '')
  const [, name = ''] = /^[^\w]*(?:export|set|setx|\$?env:)?([A-Z][\w-]*)[:=\uFF1A\uFF1D]./i.exec(plain) ?? []
  const written = name.toUpperCase().replaceAll('-', '_')
  return known.find((each) => each === written)
}

/** An empty variable counts as not set. */
function withoutBlank(env: Values): Values {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
}
