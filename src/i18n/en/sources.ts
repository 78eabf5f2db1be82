const statuses: Readonly<Record<string, string>> = {
  401: ' (it asks for a login)',
  403: ' (it refuses)',
  404: ' (there is nothing at this address)',
  410: ' (it is gone for good)',
  429: ' (it was asked too often)',
  503: ' (it is not available now)',
}

/** Why a source or a page could not be read, or what of it could not. */
export const enSourceFailures = {
  'source-scheme': (scheme: string) => `${scheme} is not fetched; only https and http are.`,
  'source-login': () => 'Addresses with a user name or password are not fetched, because they would end up in logs.',
  'source-port': (port: string, name: string, host: string) =>
    `Port ${port} of ${name} is not fetched. "fetch.allow" can name "${host}".`,
  'source-private': (name: string, host: string) =>
    `${name} is not on the public internet. "fetch.allow" can name "${host}".`,
  'source-private-name': (name: string, address: string, host: string) =>
    `${name} is ${address}, which is not on the public internet. "fetch.allow" can name "${host}".`,
  'source-unresolved': (name: string) => `The name ${name} cannot be resolved.`,
  'source-no-address': () => 'This is no address; it must begin with https://.',
  'page-no-address': () => 'This is no address of a web page; it must begin with https://.',
  'source-unreachable': (name: string, why: string) => `${name} cannot be reached: ${why}.`,
  'source-slow': (seconds: string) => `The answer took longer than ${seconds} seconds.`,
  'source-stopping': () => 'The bot is stopping.',
  'source-status': (name: string, status: string) => `${name} answered ${status}${statuses[status] ?? ''}.`,
  'source-redirects': (max: string) => `There were more than ${max} redirects.`,
  'source-redirect-address': (name: string) => `${name} redirects to what is no address.`,
  'source-redirect-http': (name: string) => `${name} redirects from https to http, which is not followed.`,
  'source-large': (megabytes: string) => `The answer is larger than ${megabytes} MB.`,
  'source-coding': (coding: string) => `The answer is encoded as "${coding}", which was not asked for.`,
  'source-compressed': (coding: string, why: string) => `The answer cannot be decompressed (${coding}): ${why}.`,
  'source-empty': () => 'The answer is empty.',
  'source-no-feed': () => 'This is no feed.',
  'source-page': () => 'This is no feed, but a web page. Its feed may be linked there.',
  'source-no-json-feed': () => 'This is JSON, but no JSON Feed.',
  'source-broken': () => 'The feed is not well-formed XML, and none of its entries can be read.',
  'source-broken-part': (unread: string, total: string) =>
    `The feed is not well-formed XML; ${unread} of its ${total} entries cannot be read.`,
  'source-broken-whole': (total: string) => `The feed is not well-formed XML; all its ${total} entries were read.`,
  'source-no-json': () => 'The answer is not JSON.',
  'source-other-form': () => 'The answer has another form than expected.',
  'source-no-fields': () => 'No entry of the answer has the expected fields.',
  'source-unread': (unread: string, total: string) => `${unread} of ${total} entries cannot be read.`,
  'source-undated': (left: string) =>
    `${left === '1' ? '1 entry has' : `${left} entries have`} no date and came at once, so they are taken for old ones and left out. Pick them on the page Tomorrow if they are news.`,
  'source-no-links': () => 'None of its entries has an address of its own on the public web.',
  'source-bug': () => 'It cannot be processed; the log of the bot has the error.',
  'page-type': (name: string, type: string) => `${name} answered ${type}: only web pages are read.`,
  'page-no-type': (name: string) => `${name} answered without a type: only web pages are read.`,
  'page-untitled': (name: string) => `${name} has a page without a title.`,
  'page-empty': () => 'The page is empty.',
}
