import { commandContract } from '../../contracts/commands.ts'
import { controlContract } from '../../contracts/controls.ts'
import { dialogContract } from '../../contracts/dialogs.ts'
import { lateRequestContract } from '../../contracts/late-requests.ts'
import { pageContract } from '../../contracts/pages.ts'
import { platformContract } from '../../contracts/platform.ts'
import { reportContract } from '../../contracts/reports.ts'
import { openDiscordStand } from './discord-fixture.ts'

platformContract('Discord', openDiscordStand)
lateRequestContract('Discord', openDiscordStand, 100_000)
controlContract('Discord', openDiscordStand)
commandContract('Discord', openDiscordStand)
pageContract('Discord', openDiscordStand)
dialogContract('Discord', openDiscordStand)
reportContract('Discord', openDiscordStand)
