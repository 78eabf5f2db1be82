import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { ConfigurationError, TokenRefused } from '../domain/errors.ts'
import type { EncryptedTokens, Tokens } from '../domain/installation.ts'
import type { WorkspaceId } from '../domain/workspace-id.ts'
import { failureReason } from '../i18n/failures.ts'
import { commandLine } from '../lib/command-line.ts'

const keyBytes = 32
/** The length that the cipher is made for: NIST SP 800-38D, section 8.2. */
const nonceBytes = 12
const tagBytes = 16
const algorithm = 'aes-256-gcm'

/** A secret key of 256 bits, and its name. */
interface EncryptionKey {
  readonly id: string
  readonly bytes: Uint8Array
}

const tokens = z.object({ bot: z.string().min(1), refresh: z.string().min(1).optional() })

/** Reads a key of 32 bytes in hexadecimal digits or base64. Throws `ConfigurationError` naming the variable. */
export function parseEncryptionKey(text: string, variable: string): EncryptionKey {
  const isHex = /^[0-9a-f]{64}$/i.test(text)
  const isBase64 = /^[\w+/-]{43}=?$/.test(text)
  if (!isHex && !isBase64) {
    throw new ConfigurationError(
      `${variable}: must be 32 bytes, as 64 hexadecimal digits or in base64. \`openssl rand -hex 32\` makes one. See .env.example.`,
    )
  }
  const bytes = Buffer.from(text, isHex ? 'hex' : 'base64')
  if (bytes.length !== keyBytes) throw new ConfigurationError(`${variable}: must be 32 bytes. See .env.example.`)
  return { id: createHmac('sha256', bytes).update('key id').digest('hex').slice(0, 8), bytes }
}

/** Undefined without a current key. Throws `ConfigurationError` naming the variable that is wrong. */
export function cipherFrom({ current, old }: { readonly current?: string; readonly old?: string }) {
  if (!current) return undefined
  const earlier = old ? [parseEncryptionKey(old, 'MORNING_POST_KEY_OLD')] : []
  return new TokenCipher(parseEncryptionKey(current, 'MORNING_POST_KEY'), earlier)
}

/** A key for another purpose, which reveals nothing about the one that it is derived from. */
export function deriveKey(key: EncryptionKey, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key.bytes, '', purpose, keyBytes))
}

/**
 * Encrypts the tokens of workspaces with AES-256-GCM. Each result is bound to its workspace: in the row of another one
 * it cannot be read.
 */
export class TokenCipher {
  readonly #key: EncryptionKey
  readonly #known: ReadonlyMap<string, EncryptionKey>

  /** Encrypts with `key`, and also decrypts with the `earlier` ones. */
  constructor(key: EncryptionKey, earlier: readonly EncryptionKey[] = []) {
    this.#key = key
    this.#known = new Map([...earlier, key].map((each) => [each.id, each]))
  }

  /** The name of the key that encrypts. */
  get keyId(): string {
    return this.#key.id
  }

  encrypt(workspace: WorkspaceId, secret: Tokens): EncryptedTokens {
    const nonce = randomBytes(nonceBytes)
    const encryption = createCipheriv(algorithm, this.#key.bytes, nonce)
    encryption.setAAD(Buffer.from(workspace))
    const text = [nonce, encryption.update(JSON.stringify(secret)), encryption.final(), encryption.getAuthTag()]
    return { keyId: this.#key.id, text: Buffer.concat(text).toString('base64') }
  }

  /** Throws `TokenRefused` if the key is another one, or the row was changed or belongs to another workspace. */
  decrypt(workspace: WorkspaceId, { keyId, text }: EncryptedTokens): Tokens {
    const key = this.#known.get(keyId)
    if (!key) {
      const rekey = commandLine('installations rekey')
      throw new TokenRefused(failureReason('other-key', workspace, keyId, this.#key.id, rekey))
    }
    const bytes = Buffer.from(text, 'base64')
    try {
      const decryption = createDecipheriv(algorithm, key.bytes, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
      decryption.setAAD(Buffer.from(workspace))
      decryption.setAuthTag(bytes.subarray(-tagBytes))
      const clear = [decryption.update(bytes.subarray(nonceBytes, -tagBytes)), decryption.final()]
      return tokens.parse(JSON.parse(Buffer.concat(clear).toString('utf8'))) as Tokens
    } catch (cause) {
      throw new TokenRefused(failureReason('tokens-changed', workspace), { cause })
    }
  }
}
