import { Command } from 'commander'
import { examples } from '../options.ts'

export const startCommand = new Command('start')
  .description('Run the bot until it is stopped; without tokens with a simulated Slack and a simulated Discord.')
  .addHelpText('after', examples('start'))
  .action(run)

async function run(): Promise<void> {
  // Loaded here because the other commands start faster without it.
  const { runBot } = await import('../../app/run-bot.ts')
  await runBot()
}
