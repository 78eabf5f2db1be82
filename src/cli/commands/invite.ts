import { Command } from 'commander'
import { applicationIdIn } from '../../adapters/discord/application-id.ts'
import { readEnvironment } from '../../config/environment.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import { examples } from '../options.ts'
import { print } from '../output.ts'

export const inviteCommand = new Command('invite')
  .description('Print the link that adds the bot to a Discord server, with only the permissions that it uses.')
  .option('--application <id>', 'the application id (default: the one in DISCORD_TOKEN)')
  .addHelpText('after', examples('invite', 'invite --application 123456789012345678'))
  .action(run)

async function run(options: { application?: string }): Promise<void> {
  const id = options.application ?? applicationIdIn(readEnvironment().credentials.discord?.token ?? '') ?? ''
  if (!/^\d{15,20}$/.test(id)) {
    const place = 'which is under "General Information" in the Developer Portal.'
    throw new ConfigurationError(
      options.application === undefined
        ? `Set DISCORD_TOKEN, or give --application the application id, ${place}`
        : `--application must be the application id, 15 to 20 digits, ${place}`,
    )
  }
  const { inviteUrl } = await import('../../adapters/discord/invite-url.ts')
  print(inviteUrl(id))
}
