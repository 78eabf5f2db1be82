const [reader, colleague, other, bot] = ['U0ROBIN0001', 'U0AMARA0001', 'U0KENJI0001', 'U0BOT000001'] as const
const everyone = [reader, colleague, other, bot]

/** The workspace of every start. */
export const seedData = {
  team: { id: 'T0ACME00001', name: 'Acme Research', domain: 'acme-research' },
  app: { id: 'A0MORNING01', botId: 'B0MORNING01' },
  bot: { id: bot, name: 'morning_post', realName: 'Morning Post', isBot: true, timezone: 'Etc/UTC' },
  users: [
    { id: reader, name: 'robin', realName: 'Robin Lee', isBot: false, timezone: 'Europe/London' },
    { id: colleague, name: 'amara', realName: 'Amara Obi', isBot: false, timezone: 'Africa/Lagos' },
    { id: other, name: 'kenji', realName: 'Kenji Mori', isBot: false, timezone: 'Asia/Tokyo' },
    { id: bot, name: 'morning_post', realName: 'Morning Post', isBot: true, timezone: 'Etc/UTC' },
  ],
  channels: [
    {
      id: 'C0MORNING01',
      name: 'morning-post',
      topic: 'What is new, every morning',
      isPrivate: false,
      isArchived: false,
      members: everyone,
    },
    {
      id: 'C0READING01',
      name: 'reading-group',
      topic: 'Papers we read together, Thursdays at four',
      isPrivate: false,
      isArchived: false,
      members: everyone,
    },
    {
      id: 'C0EDITORS01',
      name: 'editors',
      topic: 'What readers say about the digest',
      isPrivate: false,
      isArchived: false,
      members: everyone,
    },
  ],
  groups: [{ id: 'S0READERS01', handle: 'readers', name: 'Readers', users: [reader, colleague] }],
} as const
