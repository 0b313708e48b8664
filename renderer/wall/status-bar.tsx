import type { ReactNode } from 'react';
import type { SoundState } from '#contract/health.ts';
import type { Status } from '#contract/wall.ts';
import { dataAgeMs, linkView } from '#renderer/store/freshness.ts';
import { useGrew, useSecond, useWall } from '#renderer/store/hooks.ts';
import {
  formatAge,
  formatCount,
  formatRate,
  formatShare,
  formatTime,
  zoneCity,
} from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { Badge } from '#renderer/ui/badge.tsx';
import { modeBadge } from './status-view.ts';

/** One edge, the same place in every scene. Grey is good; what is not turns inverse. */
export function StatusBar() {
  const now = useSecond() * 1000;
  const status = useWall((state) => state.status);
  const sound = useWall((state) => state.sound);
  return (
    <section className="status" aria-label={t('status.region')}>
      <ModeBadge status={status} />
      <LinkItem now={now} />
      <DataItem status={status} now={now} />
      <Item name={t('status.rate')}>
        {status ? formatRate(status.rate) : '–'}
        <small>
          {t('status.rate.unit')}
          {status &&
            status.peakRate > 0 &&
            ` · ${t('status.rate.peak', { rate: formatRate(status.peakRate) })}`}
        </small>
      </Item>
      <LossItem name={t('status.dropped')} value={status?.dropped} now={now} />
      <LossItem name={t('status.malformed')} value={status?.malformed} now={now} />
      {status && status.arcShare < 1 && (
        <Item name={t('status.sampled')}>{formatShare(status.arcShare)}</Item>
      )}
      <SoundItem sound={sound} />
      <Clocks now={now} zones={status?.timeZones} />
    </section>
  );
}

interface ItemProps {
  readonly name: string;
  readonly alert?: boolean;
  readonly children: ReactNode;
}

function Item({ name, alert = false, children }: ItemProps) {
  return (
    <span className={alert ? 'status-item status-alert' : 'status-item'}>
      <span className="status-name">{name}</span> <span className="status-value">{children}</span>
    </span>
  );
}

function LinkItem({ now }: { readonly now: number }) {
  const link = useWall((state) => state.link);
  const linkSince = useWall((state) => state.linkSince);
  const loaded = useWall((state) => state.loaded);
  const frameSecond = useWall((state) => Math.floor(state.frameAt / 1000));
  const view = linkView({ link, linkSince, loaded, status: undefined, frameAt: frameSecond * 1000 }, now);
  return (
    <Item name={t('status.link')} alert={view.state !== 'up'}>
      {t(`link.${view.state}`)}
      {view.state !== 'up' && ` ${formatAge(now - view.since)}`}
    </Item>
  );
}

function DataItem({ status, now }: { readonly status: Status | undefined; readonly now: number }) {
  const age = dataAgeMs({ status, link: 'up', linkSince: 0, frameAt: 0, loaded: true }, now);
  const old = age !== undefined && age > (status?.staleAfterMs ?? Number.POSITIVE_INFINITY);
  return (
    <Item name={t('status.data')} alert={old}>
      {age === undefined ? t('status.data.none') : t('status.data.ago', { age: formatAge(age) })}
    </Item>
  );
}

interface LossProps {
  readonly name: string;
  readonly value: number | undefined;
  readonly now: number;
}

function LossItem({ name, value, now }: LossProps) {
  const grew = useGrew(value, now);
  return (
    <Item name={name} alert={grew}>
      {value === undefined ? '–' : formatCount(value)}
    </Item>
  );
}

function SoundItem({ sound }: { readonly sound: SoundState }) {
  return (
    <Item name={t('status.sound')} alert={sound !== 'running' && sound !== 'unknown'}>
      {t(`sound.${sound}`)}
    </Item>
  );
}

function ModeBadge({ status }: { readonly status: Status | undefined }) {
  const badge = modeBadge(status);
  if (status?.mode === 'none') return <Badge tone="alert">{t('mode.none')}</Badge>;
  return (
    badge && (
      <Badge tone="alert" title={t('mode.past.long', { age: formatAge(status?.lagMs ?? 0) })}>
        {t(badge)}
      </Badge>
    )
  );
}

const UTC = ['UTC'];

function Clocks({
  now,
  zones = UTC,
}: {
  readonly now: number;
  readonly zones?: readonly string[] | undefined;
}) {
  return (
    <span className="status-clocks">
      {zones.slice(0, 2).map((zone) => (
        <span key={zone} className="status-clock">
          <span className="status-name">{zoneCity(zone)}</span> <time>{formatTime(now, zone)}</time>
        </span>
      ))}
    </span>
  );
}
