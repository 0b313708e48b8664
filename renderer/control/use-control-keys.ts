import { useEffect } from 'react';
import { onKey } from '#renderer/wall/keys.ts';
import type { Orders } from './use-orders.ts';

interface Keys {
  readonly orders: Orders;
  readonly pickAll: () => void;
  readonly turnPin: () => void;
}

/** Single keys for what is ordered most; none while something is typed. */
export function useControlKeys({ orders, pickAll, turnPin }: Keys): void {
  useEffect(() => {
    const undo = [
      onKey('a', pickAll),
      onKey('p', turnPin),
      onKey('s', () => document.querySelector<HTMLElement>('.strip-scene:enabled')?.focus()),
      onKey('t', () => document.getElementById('message-text')?.focus()),
      onKey('f', () => orders.turn('freeze')),
      onKey('b', () => orders.turn('blank')),
      onKey('m', () => orders.turn('mute')),
      onKey('r', () => orders.release()),
      onKey('i', () => orders.identify()),
    ];
    return () => {
      for (const off of undo) off();
    };
  }, [orders, pickAll, turnPin]);
}
