import { useCallback, useEffect, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { Place } from '#contract/place.ts';
import type { FlowTable } from '#renderer/draw/map/flow-table.ts';
import type { FlowEnds, MapStage } from '#renderer/draw/map/stage.ts';
import { t } from '#renderer/text/text.ts';
import { FlowCard } from './flow-card.tsx';

interface Props {
  readonly stage: MapStage | undefined;
  readonly table: FlowTable;
  readonly places: ReadonlyMap<number, Place>;
  readonly internal: boolean;
  /** Least severity. */
  readonly from: number;
}

/**
 * Lies over the map and opens the flows behind an arc: by a click near it, or with the keyboard, where Enter opens the
 * most telling pair and the arrows go through the others.
 */
export function FlowPicker({ stage, table, places, internal, from }: Props) {
  const [chosen, setChosen] = useState<FlowEnds>();
  const [side, setSide] = useState<'left' | 'right'>('right');
  const close = useCallback(() => setChosen(undefined), []);
  useEffect(() => {
    stage?.setChosen(chosen);
    return () => stage?.setChosen(undefined);
  }, [stage, chosen]);

  const choose = (flow: FlowEnds | undefined) => {
    setChosen(flow);
    const target = flow && places.get(flow.target);
    const x = target && stage?.across(target);
    if (x !== undefined) setSide(x > 0.5 ? 'left' : 'right');
  };
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    // From the keyboard a click has no place.
    if (event.detail === 0) {
      choose(chosen ? undefined : table.pairs[0]);
      return;
    }
    const box = event.currentTarget.getBoundingClientRect();
    choose(stage?.pairAt(event.clientX - box.left, event.clientY - box.top));
  };
  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || table.pairs.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const at = table.pairs.findIndex(
      (pair) => pair.source === chosen?.source && pair.target === chosen.target,
    );
    const next = at < 0 ? 0 : (at + step + table.pairs.length) % table.pairs.length;
    choose(table.pairs[next]);
  };
  return (
    <>
      <button
        type="button"
        className="map-picker"
        aria-label={t('map.pick')}
        aria-expanded={chosen !== undefined}
        onClick={click}
        onKeyDown={press}
      />
      {chosen && (
        <FlowCard
          key={`${chosen.source} ${chosen.target}`}
          flow={chosen}
          internal={internal}
          from={from}
          side={side}
          onClose={close}
        />
      )}
    </>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
