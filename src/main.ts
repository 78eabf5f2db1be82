import { runBot } from './app/run-bot.ts'

void runBot()
