import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ConfigurationError } from '../../src/domain/errors.ts'
import { deriveKey, parseEncryptionKey, TokenCipher } from '../../src/installations/token-cipher.ts'

const hex = 'a1'.repeat(32)
const key = parseEncryptionKey(hex, 'MORNING_POST_KEY')
const otherKey = parseEncryptionKey('b2'.repeat(32), 'MORNING_POST_KEY')
const tokens = { bot: 'xoxb-1-secret', refresh: 'xoxe-1-secret' }

test('tokens come out as they went in, encrypted each time in another way', () => {
  const cipher = new TokenCipher(key)
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
      (bot, refresh) => {
        const secret = { bot, ...(refresh !== undefined && { refresh }) }
        const [first, second] = [cipher.encrypt('slack:T1', secret), cipher.encrypt('slack:T1', secret)]
        expect(cipher.decrypt('slack:T1', first)).toEqual(secret)
        expect(first.text).not.toBe(second.text)
        expect(first.keyId).toBe(key.id)
      },
    ),
  )
})

test('what is stored shows neither the tokens nor the key', () => {
  const { text, keyId } = new TokenCipher(key).encrypt('slack:T1', tokens)
  const stored = Buffer.from(text, 'base64').toString('latin1')
  expect(stored).not.toContain('secret')
  expect(hex).not.toContain(keyId)
})

test('tokens in the row of another workspace cannot be read', () => {
  const cipher = new TokenCipher(key)
  const encrypted = cipher.encrypt('slack:T1', tokens)
  expect(() => cipher.decrypt('slack:T2', encrypted)).toThrow(/^The tokens of slack:T\d/)
})

test('a row of which any byte was changed cannot be read', () => {
  const cipher = new TokenCipher(key)
  const encrypted = cipher.encrypt('slack:T1', tokens)
  const bytes = Buffer.from(encrypted.text, 'base64')
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => cipher.decrypt('slack:T1', { ...encrypted, text: changed.toString('base64') })).toThrow(
      /^The tokens of slack:T\d/,
    )
  }
  for (const text of ['', 'AAAA', bytes.subarray(0, 20).toString('base64')]) {
    expect(() => cipher.decrypt('slack:T1', { ...encrypted, text })).toThrow(/^The tokens of slack:T\d/)
  }
})

test('tokens of another key are read only with that key, and the error names the keys and no secret', () => {
  const encrypted = new TokenCipher(otherKey).encrypt('slack:T1', tokens)
  const locked = () => new TokenCipher(key).decrypt('slack:T1', encrypted)
  expect(locked).toThrow(new RegExp(`encrypted with the key ${otherKey.id}, and MORNING_POST_KEY is ${key.id}`))
  expect(new TokenCipher(key, [otherKey]).decrypt('slack:T1', encrypted)).toEqual(tokens)
  expect(new TokenCipher(key, [otherKey]).encrypt('slack:T1', tokens).keyId).toBe(key.id)
})

test('a key is 32 bytes in hexadecimal digits or base64, the same key in each', () => {
  const base64 = Buffer.from(hex, 'hex').toString('base64')
  expect(parseEncryptionKey(base64, 'MORNING_POST_KEY')).toEqual(key)
  expect(parseEncryptionKey(hex.toUpperCase(), 'MORNING_POST_KEY')).toEqual(key)
  for (const text of ['', 'password', hex.slice(2), `${hex}00`, `${base64}AAAA`]) {
    expect(() => parseEncryptionKey(text, 'MORNING_POST_KEY_OLD')).toThrow(ConfigurationError)
    expect(() => parseEncryptionKey(text, 'MORNING_POST_KEY_OLD')).toThrow(/^MORNING_POST_KEY_OLD: must be 32 bytes/)
  }
})

test('keys for other purposes differ from each other and from the first', () => {
  const keys = [key.bytes, deriveKey(key, 'a'), deriveKey(key, 'b')].map((bytes) => Buffer.from(bytes).toString('hex'))
  expect(new Set(keys).size).toBe(3)
  expect(keys.every((each) => each.length === 64)).toBe(true)
})
