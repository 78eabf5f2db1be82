import { decodeText } from '../digests/markdown/decode.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { pathObstacle } from '../lib/path-obstacle.ts'
import { readSmallFile } from '../lib/read-small-file.ts'
import { inHome } from './home.ts'

/** A secret is one line; more is the wrong file. In bytes. */
const sizeMax = 64 * 1024

/**
 * The secrets that are given as files: `X_FILE` names the file that holds X, as Docker and Kubernetes provide secrets. The
 * line end is removed. Throws `ConfigurationError` naming the variable and the file, never its content.
 */
export function readSecretFiles(
  names: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of names) {
    const variable = `${name}_FILE`
    const file = env[variable]?.trim()
    if (!file) continue
    if (env[name]?.trim()) {
      throw new ConfigurationError(`${name} and ${variable} are both set: remove one of them. See .env.example.`)
    }
    found[name] = readSecret(name, file, home)
  }
  return found
}

function readSecret(name: string, file: string, home: string): string {
  const refuse = (why: string) => new ConfigurationError(`${name}_FILE: the file ${file} ${why}. See .env.example.`)
  const bytes = readBytes(file, home, refuse)
  const decoded = decodeText(bytes)
  if (!('text' in decoded)) throw refuse('is not text in UTF-8: save it as UTF-8')
  const secret = decoded.text.trim()
  if (secret === '') throw refuse('is empty: write the secret into it')
  if (new RegExp(`^(?:export\\s+)?${name}\\s*[=:]`).test(secret))
    throw refuse(`sets ${name} as .env does: leave only the secret in it`)
  if (/[\r\n]/.test(secret)) throw refuse('has several lines: leave only the secret in it')
  return secret
}

function readBytes(file: string, home: string, refuse: (why: string) => ConfigurationError): Buffer {
  try {
    return readSmallFile(inHome(home, file), sizeMax)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    const obstacle = code === 'ENOENT' || code === 'ENOTDIR' ? pathObstacle(inHome(home, file)) : undefined
    if (obstacle?.kind === 'link')
      throw refuse(`does not exist: ${obstacle.at} is a link to ${obstacle.target}, and nothing is there`)
    throw refuse(failures[code] ?? `cannot be read (${code}): check the path and whose file it is`)
  }
}

const failures: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist: check the path',
  ENOTDIR: 'does not exist, because a part of its path is a file: check the path',
  EFBIG: 'is too large for a secret: check the path',
  ETIMEDOUT: 'is a pipe that nothing is written into: check the program that writes it',
  EISDIR: 'is a folder, and has to be a file: add the name of the file',
}
