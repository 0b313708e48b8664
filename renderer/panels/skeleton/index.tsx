import { useSecond, useTraffic } from '#renderer/store/hooks.ts';
import { formatCount } from '#renderer/text/format.ts';
import { Digits } from '#renderer/ui/digits.tsx';
import type { PanelProps } from '../panel.ts';
import { lastMinute } from './select.ts';
import type { SkeletonSettings } from './settings.ts';
import './skeleton.css';

/** The panel to copy: reads the store, computes in select.ts, shows. The wall gives it frame, title and states. */
export default function Skeleton({ settings }: PanelProps<SkeletonSettings>) {
  const second = useSecond();
  const { rate } = useTraffic();
  return (
    <div className="skeleton">
      <Digits value={formatCount(lastMinute(rate, second, settings.from))} />
    </div>
  );
}
