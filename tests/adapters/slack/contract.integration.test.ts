import { commandContract } from '../../contracts/commands.ts'
import { controlContract } from '../../contracts/controls.ts'
import { deletionContract } from '../../contracts/deletions.ts'
import { dialogContract } from '../../contracts/dialogs.ts'
import { imageContract } from '../../contracts/images.ts'
import { lateRequestContract } from '../../contracts/late-requests.ts'
import { pageContract } from '../../contracts/pages.ts'
import { platformContract } from '../../contracts/platform.ts'
import { reportContract } from '../../contracts/reports.ts'
import { openSlackFixture } from './slack-fixture.ts'

platformContract('Slack', openSlackFixture)
imageContract('Slack', openSlackFixture)
deletionContract('Slack', openSlackFixture)
lateRequestContract('Slack', openSlackFixture, 60_000)
controlContract('Slack', openSlackFixture)
commandContract('Slack', openSlackFixture)
pageContract('Slack', openSlackFixture)
dialogContract('Slack', openSlackFixture)
reportContract('Slack', openSlackFixture)
