import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTfRecords } from '@fairface/data';
import { EventFile } from './event-file';
import { decodeEvent, encodeEvent, type EventMessage } from './event-message';

const folder = mkdtempSync(join(tmpdir(), 'fairface-events-'));
afterAll(() => rmSync(folder, { recursive: true }));

const eventsOf = async (path: string): Promise<EventMessage[]> => {
  const events: EventMessage[] = [];
  for await (const { data } of readTfRecords(path)) events.push(decodeEvent(data));
  return events;
};

describe('EventFile', () => {
  it('can be read while it is written: the version, then numbers by step and tag', async () => {
    const file = await EventFile.open(join(folder, 'run'), 0);
    file.scalars(1, { 'loss/total': 12.5, learningRate: 0.1 });
    file.scalars(2_500_000_000, { 'loss/total': -3 });
    const events = await eventsOf(file.path);
    file.close();
    expect(readdirSync(join(folder, 'run'))).toEqual([expect.stringMatching(/^events\.out\.tfevents\.\d+\./)]);
    expect(events).toMatchObject([
      { fileVersion: 'brain.Event:2' },
      {
        step: 1,
        summary: {
          value: [
            { tag: 'loss/total', simpleValue: 12.5 },
            { tag: 'learningRate', simpleValue: Math.fround(0.1) },
          ],
        },
      },
      { step: 2_500_000_000, summary: { value: [{ tag: 'loss/total', simpleValue: -3 }] } },
    ]);
    expect(Math.abs((events[1]?.wallTime ?? 0) - Date.now() / 1000)).toBeLessThan(60);
  });

  it('makes void what came after the step that a run goes on from', async () => {
    const file = await EventFile.open(join(folder, 'resumed'), 30);
    file.close();
    expect(await eventsOf(file.path)).toMatchObject([{}, { step: 31, sessionLog: { status: 1 } }]);
  });
});

describe('encodeEvent', () => {
  it('writes the bytes that the definition of the message asks for', () => {
    const bytes = encodeEvent({ wallTime: 1, step: 3, summary: { value: [{ tag: 'a', simpleValue: 1 }] } });
    // 1: double 1.0; 2: varint 3; 5: { 1: { 1: "a", 2: float 1.0 } }
    expect(Buffer.from(bytes).toString('hex')).toBe(
      '09000000000000f03f' + '1003' + '2a0a' + '0a08' + '0a0161' + '150000803f',
    );
  });
});
