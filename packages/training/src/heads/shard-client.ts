import { type ChildProcess, fork } from 'node:child_process';
import { workerFile } from '@fairface/io';
import type { ShardAnswers, ShardReply, ShardRequests } from './shard-messages';

/** Last characters of what a process complained about that an error repeats. */
const LAST_WORDS = 600;

/** The process of one shard, asked one thing at a time. */
export class ShardClient {
  readonly #name: string;
  readonly #child: ChildProcess;
  #words = '';
  #waiting: { resolve: (answer: never) => void; reject: (error: Error) => void } | undefined;
  #ended: Error | undefined;

  /** @param name what errors call it */
  constructor(name: string) {
    this.#name = name;
    const { filename, execArgv } = workerFile(__dirname, 'shard-process');
    this.#child = fork(filename, [], {
      execArgv,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.on('data', (text: Buffer) => {
      this.#words = (this.#words + text.toString()).slice(-LAST_WORDS);
    });
    this.#child.on('message', (reply: ShardReply) => this.#settle(reply));
    this.#child.on('error', (error) => this.#end(error.message));
    // After `close` nothing more comes from its streams.
    this.#child.on('close', (code, signal) =>
      this.#end(`its process ended with ${signal ?? `code ${code}`}. ${this.#words.trim()}`),
    );
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  ask<Kind extends keyof ShardRequests>(kind: Kind, body: ShardRequests[Kind]): Promise<ShardAnswers[Kind]> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    if (this.#waiting !== undefined) return Promise.reject(new Error(`${this.#name} was asked while it was busy.`));
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#child.send({ kind, body }, (error) => {
        if (error !== null) this.#end(error.message);
      });
    });
  }

  /** Ends the process and waits for that. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill();
    await ended;
  }

  #settle(reply: ShardReply): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if ('error' in reply) waiting?.reject(new Error(`${this.#name}: ${reply.error}`));
    else waiting?.resolve(reply.answer as never);
  }

  #end(why: string): void {
    this.#ended ??= new Error(`${this.#name}: ${why}`);
    this.#waiting?.reject(this.#ended);
    this.#waiting = undefined;
  }
}
