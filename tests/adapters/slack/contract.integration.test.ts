import { commandContract } from '../../contracts/commands.ts'
import { controlContract } from '../../contracts/controls.ts'
import { dialogContract } from '../../contracts/dialogs.ts'
import { lateRequestContract } from '../../contracts/late-requests.ts'
import { pageContract } from '../../contracts/pages.ts'
import { platformContract } from '../../contracts/platform.ts'
import { reportContract } from '../../contracts/reports.ts'
import { openSlackStand } from './slack-fixture.ts'

platformContract('Slack', openSlackStand)
lateRequestContract('Slack', openSlackStand, 60_000)
controlContract('Slack', openSlackStand)
commandContract('Slack', openSlackStand)
pageContract('Slack', openSlackStand)
dialogContract('Slack', openSlackStand)
reportContract('Slack', openSlackStand)
