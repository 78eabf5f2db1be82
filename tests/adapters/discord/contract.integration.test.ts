import { commandContract } from '../../contracts/commands.ts'
import { controlContract } from '../../contracts/controls.ts'
import { deletionContract } from '../../contracts/deletions.ts'
import { dialogContract } from '../../contracts/dialogs.ts'
import { imageContract } from '../../contracts/images.ts'
import { lateRequestContract } from '../../contracts/late-requests.ts'
import { pageContract } from '../../contracts/pages.ts'
import { platformContract } from '../../contracts/platform.ts'
import { reportContract } from '../../contracts/reports.ts'
import { openDiscordFixture } from './discord-fixture.ts'

platformContract('Discord', openDiscordFixture)
imageContract('Discord', openDiscordFixture)
deletionContract('Discord', openDiscordFixture)
lateRequestContract('Discord', openDiscordFixture, 100_000)
controlContract('Discord', openDiscordFixture)
commandContract('Discord', openDiscordFixture)
pageContract('Discord', openDiscordFixture)
dialogContract('Discord', openDiscordFixture)
reportContract('Discord', openDiscordFixture)
