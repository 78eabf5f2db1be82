import { expect, test } from 'vitest'
import { Attempts } from '../../../src/web/login/attempts.ts'
import { Password } from '../../../src/web/login/password.ts'
import { Sessions } from '../../../src/web/login/sessions.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

test('five attempts from an address and fifty together are made in fifteen minutes', () => {
  const attempts = new Attempts()
  for (let at = 0; at < 5; at += 1) expect(attempts.begin('a', at)).toBe(0)
  expect(attempts.begin('a', minuteMs)).toBe(14 * minuteMs)
  expect(attempts.begin('a', 15 * minuteMs)).toBe(0)
  const many = new Attempts()
  for (let at = 0; at < 50; at += 1) expect(many.begin(`address ${at}`, at)).toBe(0)
  expect(many.begin('another', minuteMs)).toBe(14 * minuteMs)
  many.succeed('address 0')
  expect(many.begin('another', minuteMs)).toBe(0)
})

test('addresses of one IPv6 network count as one, whatever their zone is', () => {
  const attempts = new Attempts()
  for (let at = 0; at < 5; at += 1) expect(attempts.begin(`2001:db8:0:1::${at}`, at)).toBe(0)
  expect(attempts.begin('2001:db8:0:1:ffff::9%eth0', minuteMs)).toBe(14 * minuteMs)
  expect(attempts.begin('2001:db8:0:2::1', minuteMs)).toBe(0)
  expect(attempts.begin('192.0.2.1', minuteMs)).toBe(0)
  attempts.succeed('2001:DB8::1:0:0:0:1')
  expect(attempts.begin('2001:db8:0:1::5', minuteMs)).toBe(0)
})

test('a session ends twelve hours after its last request, seven days after its login, and when it is ended', () => {
  const sessions = new Sessions()
  const [id, ended] = [sessions.start(0), sessions.start(0)]
  sessions.end(ended)
  expect(sessions.use(ended, 0)).toBe(false)
  for (let at = 0; at < 7 * 24 * hourMs; at += 11 * hourMs) expect(sessions.use(id, at)).toBe(true)
  expect(sessions.use(id, 7 * 24 * hourMs)).toBe(false)
  const idle = sessions.start(0)
  expect(sessions.use(idle, 12 * hourMs)).toBe(false)
  expect(sessions.use(idle, 0)).toBe(false)
})

test('a thousand sessions are kept: the ones that were not used for the longest time go', () => {
  const sessions = new Sessions()
  const [first, second] = [sessions.start(0), sessions.start(0)]
  sessions.use(first, 1)
  for (let count = 0; count < 999; count += 1) sessions.start(2)
  expect([sessions.use(first, 3), sessions.use(second, 3)]).toEqual([true, false])
})

test('the token of a form is that of one browser', () => {
  const sessions = new Sessions()
  expect(sessions.isFormToken(sessions.formToken('a'), 'a')).toBe(true)
  expect(sessions.isFormToken(sessions.formToken('a'), 'b')).toBe(false)
  expect(sessions.isFormToken(new Sessions().formToken('a'), 'a')).toBe(false)
})

test('a password matches itself, however its accents are composed, and nothing else', async () => {
  const password = new Password('caf\u00e9 au lait')
  expect(await password.matches('cafe\u0301 au lait')).toBe(true)
  for (const attempt of ['', 'caf\u00e9 au lai', 'caf\u00e9 au lait ', 'CAF\u00c9 AU LAIT'])
    expect(await password.matches(attempt)).toBe(false)
})
