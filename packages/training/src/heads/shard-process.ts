import type { ShardReply, ShardRequest } from './shard-messages';
import { Shard } from './shard';

/** Run as a process of its own: answers one request after the other, and ends with the process that started it. */
const shard = new Shard();
process.on('disconnect', () => process.exit());
process.on('message', (request: ShardRequest) => {
  void reply(request).then((message) => process.send?.(message));
});

async function reply({ kind, body }: ShardRequest): Promise<ShardReply> {
  try {
    return { answer: await shard[kind](body as never) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
