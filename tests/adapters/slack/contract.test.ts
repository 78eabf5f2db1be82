import { commandContract } from '../../contracts/commands.ts'
import { controlContract } from '../../contracts/controls.ts'
import { platformContract } from '../../contracts/platform.ts'
import { openSlackStand } from './stand.ts'

platformContract('Slack', openSlackStand)
controlContract('Slack', openSlackStand)
commandContract('Slack', openSlackStand)
