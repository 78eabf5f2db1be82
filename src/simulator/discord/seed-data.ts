import { channelType } from '../../validators/discord/limits.ts'

/** The guild of every start. Its ids never change, so that a configuration can name them. */
export const seedData = {
  guild: { id: '1100000000000000001', name: 'Acme Research' },
  channels: [
    {
      id: '1100000000000000010',
      name: 'morning-post',
      type: channelType.text,
      topic: 'What is new in research, every morning',
    },
    {
      id: '1100000000000000012',
      name: 'reading-group',
      type: channelType.text,
      topic: 'Papers we read together',
    },
    {
      id: '1100000000000000011',
      name: 'digests',
      type: channelType.forum,
      topic: 'One post for each day',
      availableTags: ['Training', 'Agent', 'Multimodal', 'Inference', 'Image Gen', 'Architecture', 'Reasoning'].map(
        (name, index) => ({ id: String(1_100_000_000_000_000_100n + BigInt(index)), name }),
      ),
    },
  ],
  roles: [
    { id: '1100000000000000020', name: 'Readers', mentionable: false },
    { id: '1100000000000000021', name: 'Morning Post', mentionable: false },
  ],
  users: [
    { id: '1100000000000000030', username: 'robin', displayName: 'Robin Lee', bot: false },
    { id: '1100000000000000031', username: 'amara', displayName: 'Amara Okafor', bot: false },
    { id: '1100000000000000032', username: 'jonas', displayName: 'Jonas Berg', bot: false },
    { id: '1100000000000000040', username: 'morning-post', displayName: 'Morning Post', bot: true },
  ],
  bot: { id: '1100000000000000040', username: 'morning-post', displayName: 'Morning Post', bot: true },
  /** The role that came with the bot. */
  botRole: '1100000000000000021',
  token: 'MTEwMDAwMDAwMDAwMDAwMDA0MA.testing.morning-post-discord-simulator',
} as const
