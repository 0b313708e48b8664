import type { CallName, CallReply, Role } from '#contract/api.ts';
import type { Directive } from '#contract/control.ts';

export interface Hello {
  readonly build: string;
  readonly frameVersion: number;
  readonly role: Role;
}

/** What the transport tells; main.tsx joins it to the store. */
export interface Listeners {
  hello(hello: Hello): void;
  /** @param arrivedAt performance.now() */
  frame(bytes: Uint8Array, arrivedAt: number): void;
  /** A frame of a view that this page watches. */
  view(key: string, bytes: Uint8Array, arrivedAt: number): void;
  /** What this display has to show now. */
  directive(directive: Directive): void;
  /** The link is gone; the transport is already trying again. */
  lost(): void;
  /** The core answered but does not let us in. */
  refused(reason: string): void;
}

export interface Transport {
  /** Resolves with the reply, or rejects when the link fails or time runs out. */
  call(name: CallName, input: unknown): Promise<CallReply>;
}
