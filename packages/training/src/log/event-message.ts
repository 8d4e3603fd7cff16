import { Root } from 'protobufjs';

/** The part of TensorFlow's `Event` (tensorflow/core/util/event.proto, summary.proto) that scalars need. */
export interface EventMessage {
  /** Seconds since 1970. */
  wallTime: number;
  step?: number;
  /** Of the first event of a file: `brain.Event:2`. */
  fileVersion?: string;
  summary?: { value: { tag: string; simpleValue: number }[] };
  /** `status` 1 (START) makes TensorBoard forget what it read of this step and later ones. */
  sessionLog?: { status: number };
}

const field = (id: number, type: string): { id: number; type: string } => ({ id, type });

const Event = Root.fromJSON({
  nested: {
    Event: {
      fields: {
        wallTime: field(1, 'double'),
        step: field(2, 'int64'),
        fileVersion: field(3, 'string'),
        summary: field(5, 'Summary'),
        sessionLog: field(7, 'SessionLog'),
      },
    },
    Summary: { fields: { value: { rule: 'repeated', ...field(1, 'Value') } } },
    Value: { fields: { tag: field(1, 'string'), simpleValue: field(2, 'float') } },
    SessionLog: { fields: { status: field(1, 'int32') } },
  },
}).lookupType('Event');

/** The bytes of an event. */
export function encodeEvent(event: EventMessage): Uint8Array {
  return Event.encode(Event.create(event)).finish();
}

/** An event from its bytes. */
export function decodeEvent(bytes: Uint8Array): EventMessage {
  return Event.toObject(Event.decode(bytes), { longs: Number }) as EventMessage;
}
