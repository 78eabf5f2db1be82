import { decodeText } from '../digests/markdown/decode.ts'
import { pathObstacle } from '../lib/path-obstacle.ts'
import { readSmallFile } from '../lib/read-small-file.ts'
import { inHome } from './home.ts'

/** A secret is one line; more is the wrong file. In bytes. */
const sizeMax = 64 * 1024

interface SecretFiles {
  /** By the variable that each stands for. */
  readonly secrets: Readonly<Record<string, string>>
  /** Sentences that name the variable and the file, never its content. */
  readonly problems: readonly string[]
}

/**
 * The secrets that are given as files: `X_FILE` names the file that holds X, as Docker and Kubernetes provide secrets. The
 * line end is removed.
 */
export function readSecretFiles(
  names: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): SecretFiles {
  const secrets: Record<string, string> = {}
  const problems: string[] = []
  for (const name of names) {
    const variable = `${name}_FILE`
    const file = env[variable]?.trim()
    if (!file) continue
    if (env[name]?.trim()) problems.push(`${name} and ${variable} are both set: remove one of them.`)
    else {
      const read = readSecret(name, inHome(home, file))
      if ('secret' in read) secrets[name] = read.secret
      else problems.push(`${variable}: the file ${file} ${read.why}.`)
    }
  }
  return { secrets, problems }
}

type Refusal = { readonly why: string }

function readSecret(name: string, path: string): { readonly secret: string } | Refusal {
  const bytes = readBytes(path)
  if ('why' in bytes) return bytes
  const decoded = decodeText(bytes)
  if (!('text' in decoded)) return { why: 'is not text in UTF-8: save it as UTF-8' }
  const secret = decoded.text.trim()
  if (secret === '') return { why: 'is empty: write the secret into it' }
  if (new RegExp(`^(?:export\\s+)?${name}\\s*[=:]`).test(secret))
    return { why: `sets ${name} as .env does: leave only the secret in it` }
  if (/[\r\n]/.test(secret)) return { why: 'has several lines: leave only the secret in it' }
  return { secret }
}

function readBytes(path: string): Buffer | Refusal {
  try {
    return readSmallFile(path, sizeMax)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    const obstacle = code === 'ENOENT' || code === 'ENOTDIR' ? pathObstacle(path) : undefined
    if (obstacle?.kind === 'link')
      return { why: `does not exist: ${obstacle.at} is a link to ${obstacle.target}, and nothing is there` }
    return { why: failures[code] ?? `cannot be read (${code}): check the path and whose file it is` }
  }
}

const failures: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist: check the path',
  ENOTDIR: 'does not exist, because a part of its path is a file: check the path',
  EFBIG: 'is too large for a secret: check the path',
  ETIMEDOUT: 'is a pipe that nothing is written into: check the program that writes it',
  EISDIR: 'is a folder, and has to be a file: add the name of the file',
}
