import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { ConfigurationError } from '../../domain/errors.ts'
import { examples } from '../options.ts'
import { print } from '../output.ts'

export const manifestCommand = new Command('manifest')
  .description('Print the manifest of the Slack app: for Socket Mode, or with --url for requests over HTTP.')
  .option('--url <https://…>', 'the public address under which Slack reaches the bot')
  .addHelpText('after', examples('manifest', 'manifest --url https://bot.example.org'))
  .action(run)

/** The address in `config/slack-manifest-http.yaml` that is replaced by the operator's own. */
const placeholder = 'https://bot.example.org'

async function run({ url }: { url?: string }): Promise<void> {
  const name = url === undefined ? 'slack-manifest.yaml' : 'slack-manifest-http.yaml'
  const manifest = readFileSync(new URL(`../../../config/${name}`, import.meta.url), 'utf8')
  print((url === undefined ? manifest : manifest.replaceAll(placeholder, addressOf(url))).trimEnd())
}

/** The host of the address, and a path that a proxy adds; the manifest appends `/slack/events`. */
function addressOf(given: string): string {
  const url = URL.parse(given)
  const isPlain = url?.protocol === 'https:' && url.username === '' && url.search === '' && url.hash === ''
  if (!isPlain) {
    throw new ConfigurationError(
      'Slack sends requests to addresses with https:// only: give --url such as https://bot.example.org.',
    )
  }
  return `https://${url.host}${url.pathname}`.replace(/\/+$/, '').replace(/\/slack\/events$/, '')
}
