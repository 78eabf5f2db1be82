import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ConfigurationError } from '../../src/domain/errors.ts'
import { deriveKey, parseVaultKey, Vault } from '../../src/installations/vault.ts'

const hex = 'a1'.repeat(32)
const key = parseVaultKey(hex, 'MORNING_POST_KEY')
const otherKey = parseVaultKey('b2'.repeat(32), 'MORNING_POST_KEY')
const tokens = { bot: 'xoxb-1-secret', refresh: 'xoxe-1-secret' }

test('tokens come out as they went in, encrypted each time in another way', () => {
  const vault = new Vault(key)
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
      (bot, refresh) => {
        const secret = { bot, ...(refresh !== undefined && { refresh }) }
        const [first, second] = [vault.seal('slack:T1', secret), vault.seal('slack:T1', secret)]
        expect(vault.open('slack:T1', first)).toEqual(secret)
        expect(first.text).not.toBe(second.text)
        expect(first.keyId).toBe(key.id)
      },
    ),
  )
})

test('what is stored shows neither the tokens nor the key', () => {
  const { text, keyId } = new Vault(key).seal('slack:T1', tokens)
  const stored = Buffer.from(text, 'base64').toString('latin1')
  expect(stored).not.toContain('secret')
  expect(hex).not.toContain(keyId)
})

test('tokens in the row of another workspace cannot be read', () => {
  const vault = new Vault(key)
  const sealed = vault.seal('slack:T1', tokens)
  expect(() => vault.open('slack:T2', sealed)).toThrow(/^The tokens of slack:T\d/)
})

test('a row of which any byte was changed cannot be read', () => {
  const vault = new Vault(key)
  const sealed = vault.seal('slack:T1', tokens)
  const bytes = Buffer.from(sealed.text, 'base64')
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => vault.open('slack:T1', { ...sealed, text: changed.toString('base64') })).toThrow(
      /^The tokens of slack:T\d/,
    )
  }
  for (const text of ['', 'AAAA', bytes.subarray(0, 20).toString('base64')]) {
    expect(() => vault.open('slack:T1', { ...sealed, text })).toThrow(/^The tokens of slack:T\d/)
  }
})

test('tokens of another key are read only with that key, and the error names the keys and no secret', () => {
  const sealed = new Vault(otherKey).seal('slack:T1', tokens)
  const locked = () => new Vault(key).open('slack:T1', sealed)
  expect(locked).toThrow(new RegExp(`encrypted with the key ${otherKey.id}, and MORNING_POST_KEY is ${key.id}`))
  expect(new Vault(key, [otherKey]).open('slack:T1', sealed)).toEqual(tokens)
  expect(new Vault(key, [otherKey]).seal('slack:T1', tokens).keyId).toBe(key.id)
})

test('a key is 32 bytes in hexadecimal digits or base64, the same key in each', () => {
  const base64 = Buffer.from(hex, 'hex').toString('base64')
  expect(parseVaultKey(base64, 'MORNING_POST_KEY')).toEqual(key)
  expect(parseVaultKey(hex.toUpperCase(), 'MORNING_POST_KEY')).toEqual(key)
  for (const text of ['', 'password', hex.slice(2), `${hex}00`, `${base64}AAAA`]) {
    expect(() => parseVaultKey(text, 'MORNING_POST_KEY_OLD')).toThrow(ConfigurationError)
    expect(() => parseVaultKey(text, 'MORNING_POST_KEY_OLD')).toThrow(/^MORNING_POST_KEY_OLD: must be 32 bytes/)
  }
})

test('keys for other purposes differ from each other and from the first', () => {
  const keys = [key.bytes, deriveKey(key, 'a'), deriveKey(key, 'b')].map((bytes) => Buffer.from(bytes).toString('hex'))
  expect(new Set(keys).size).toBe(3)
  expect(keys.every((each) => each.length === 64)).toBe(true)
})
