import { describe, expect, test } from 'vitest'
import { isMail, openMail } from '../../../src/digests/import/open-mail.ts'

const head = 'Date: Thu, 12 Mar 2026 06:00:00 +0100\r\nMIME-Version: 1.0\r\n'

/** An e-mail, with bytes as characters. */
function mail(...parts: readonly string[]): Uint8Array {
  return Buffer.from(parts.join(''), 'latin1')
}

async function opened(bytes: Uint8Array) {
  const { page, title } = await openMail(bytes)
  return { page: new TextDecoder().decode(page), ...(title && { title }) }
}

function part(type: string, encoding: string, body: string, rest = ''): string {
  return `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n${rest}\r\n${body}\r\n`
}

function multipart(kind: string, boundary: string, ...parts: readonly string[]): string {
  const inner = parts.map((each) => `--${boundary}\r\n${each}`).join('')
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${inner}--${boundary}--\r\n`
}

const base64 = (bytes: readonly number[]) => Buffer.from(bytes).toString('base64')

/** 每日简报 in GBK. */
const gbk = [0xc3, 0xbf, 0xc8, 0xd5, 0xbc, 0xf2, 0xb1, 0xa8]

test.each([
  ['Thu, 12 Mar 2026 23:30:00 -0800', '2026-03-12'],
  ['12 Mar 2026 00:10 +0900 (JST)', '2026-03-12'],
  ['Thu, 12 Mar\r\n 2026 06:00:00 GMT', '2026-03-12'],
  ['yesterday', undefined],
])('an e-mail of %s is of the day that its sender had', async (date, day) => {
  const bytes = mail(`Date: ${date}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nText.\r\n`)
  expect((await openMail(bytes)).day).toBe(day)
})

describe('the page in an e-mail', () => {
  test('is its HTML, not the text beside it, in quoted-printable and ISO-8859-1', async () => {
    const html = part('text/html; charset=ISO-8859-1', 'quoted-printable', '<h2>L=27=E9t=E9</h2><p>pr=\r\n=EAt</p>')
    const bytes = mail(head, 'Subject: News\r\n', multipart('alternative', 'a', part('text/plain', '7bit', 'no'), html))
    expect(isMail(bytes)).toBe(true)
    expect(await opened(bytes)).toEqual({ page: "<h2>L'été</h2><p>prêt</p>\n", title: 'News' })
  })

  test('is found in nested parts beside pictures and attachments, without a subject', async () => {
    const html = part('text/html; charset=utf-8', 'base64', Buffer.from('<title>Äpfel</title><p>x').toString('base64'))
    const picture = part('image/png', 'base64', 'iVBORw0KGgo=', 'Content-ID: <p@x>\r\n')
    const related = multipart('related', 'b', html, picture)
    const alternative = multipart('alternative', 'c', part('text/plain', '7bit', 'no'), related)
    const attached = part('application/pdf', 'base64', 'JVBERg==', 'Content-Disposition: attachment\r\n')
    expect(await opened(mail(head, multipart('mixed', 'd', alternative, attached)))).toEqual({
      page: '<title>Äpfel</title><p>x',
    })
  })

  test('is its text where it has no HTML, also after the line of a mailbox', async () => {
    const subject = `Subject: =?GBK?B?${base64(gbk)}?=\r\n`
    const bytes = mail('From - Thu Mar 12\n', head, subject, part('text/plain; charset=GBK', 'base64', base64(gbk)))
    expect(isMail(bytes)).toBe(true)
    expect(await opened(bytes)).toEqual({ page: '每日简报', title: '每日简报' })
  })

  test('is that of an e-mail that was forwarded as an attachment', async () => {
    const inner = `${head}Subject: The letter\r\n${part('text/html; charset=utf-8', '7bit', '<p>x</p>')}`
    const attached = `Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n${inner}\r\n`
    const bytes = mail(head, 'Subject: Fwd\r\n', multipart('mixed', 'a', part('text/plain', '7bit', 'see'), attached))
    expect(await opened(bytes)).toEqual({ page: '<p>x</p>\n\n', title: 'The letter' })
  })

  test('is empty in an e-mail without text, or in one whose parts are too deep', async () => {
    expect(await opened(mail(head, '\r\n'))).toEqual({ page: '' })
    const deep = Array.from({ length: 40 }).reduce<string>(
      (inner, _, at) => multipart('mixed', `b${at}`, inner),
      part('text/plain', '7bit', 'deep'),
    )
    expect(await opened(mail(head, deep))).toEqual({ page: '' })
  })
})

test.each([
  '---\ntitle: A digest\ndate: 2026-03-12\n---\n\n# x\n',
  'Title: notes\nDate: today\n\n- a https://e.org/a\n- b https://e.org/b\n',
  'From here on: it is written.\n\nReceived: nothing\n',
  '<!doctype html><p>MIME-Version: 1.0</p>',
])('a text is no e-mail: %j', (text) => {
  expect(isMail(Buffer.from(text))).toBe(false)
})

test.each([
  ['Subject: Brief\nFrom: a@example.org\n\n', 'Brief'],
  ['', undefined],
])('a text that was copied out of an e-mail is decoded: %j', async (head, title) => {
  const text = `${head}== Caf=C3=A9 ==\n\nIt costs =E2=82=AC5, as we ha=\nve heard.\n`
  expect(isMail(Buffer.from(text))).toBe(true)
  const mail = await openMail(Buffer.from(text))
  expect(mail.title).toBe(title)
  expect(Buffer.from(mail.page).toString().trim()).toBe('== Café ==\n\nIt costs €5, as we have heard.')
})

test('an e-mail that was written by hand has its day and its title', async () => {
  const written =
    'From: Ann <ann@example.org>\nSubject: Weekly\nDate: Thu, 12 Mar 2026 08:00:00 +0100\nContent-Type: text/plain\n\n## A\n\nB\n'
  expect(isMail(Buffer.from(written))).toBe(true)
  expect(await openMail(Buffer.from(written))).toMatchObject({ title: 'Weekly', day: '2026-03-12' })
})

test('a page that a browser saved as one file has its address', async () => {
  const head =
    'Snapshot-Content-Location: https://e.org/12\nSubject: Brief\nMIME-Version: 1.0\nContent-Type: text/html\n'
  expect(await openMail(Buffer.from(`${head}\n<h1>Brief</h1>`))).toMatchObject({
    title: 'Brief',
    url: 'https://e.org/12',
  })
  expect(await openMail(Buffer.from(`${head.replace('https:', 'file:')}\n<h1>Brief</h1>`))).not.toHaveProperty('url')
})
