import { runBot } from './app/run-bot.ts'

await runBot()
