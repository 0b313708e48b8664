import { useEffect } from 'react';
import { onKey } from '#renderer/wall/keys.ts';
import type { Orders } from './use-orders.ts';

interface Keys {
  readonly orders: Orders;
  readonly pickAll: () => void;
  readonly turnPin: () => void;
  /** Of what the notice bar tells. */
  readonly undo: () => void;
}

/** Single keys for what is ordered most; none while something is typed. */
export function useControlKeys({ orders, pickAll, turnPin, undo }: Keys): void {
  useEffect(() => {
    const off = [
      onKey('d', () => document.querySelector<HTMLElement>('.card')?.focus()),
      onKey('a', pickAll),
      onKey('p', turnPin),
      onKey('s', () => document.querySelector<HTMLElement>('.strip-scene:enabled')?.focus()),
      onKey('t', () => document.getElementById('message-text')?.focus()),
      onKey('f', () => orders.turn('freeze')),
      onKey('b', () => orders.turn('blank')),
      onKey('m', () => orders.turn('mute')),
      onKey('r', () => orders.release()),
      onKey('i', () => orders.identify()),
      onKey('u', undo),
    ];
    return () => {
      for (const stop of off) stop();
    };
  }, [orders, pickAll, turnPin, undo]);
}
