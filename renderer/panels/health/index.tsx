import { useRef } from 'react';
import type { Health, Quarantined, SourceHealth } from '#contract/health.ts';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatRate,
  formatShort,
  formatSpan,
  formatWhen,
} from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { Badge } from '#renderer/ui/badge.tsx';
import { PanelHeader } from '#renderer/ui/panel-frame.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { useFit } from '#renderer/ui/use-fit.ts';
import type { PanelProps } from '../panel.ts';
import { facts, isMute, orderSources, presentNotices, shareRows, troubleCount, type Fact } from './select.ts';
import type { HealthSettings } from './settings.ts';
import './health.css';

/** Shorter lags are the ordinary delay of a sensor's buffer. */
const TELL_LAG_MS = 5000;

export default function HealthPanel(_props: PanelProps<HealthSettings>) {
  const health = useWall((state) => state.health);
  const now = useSecond() * 1000;
  if (!health) return <EmptyState what={t('health.empty')} why={t('health.empty.why')} />;
  const troubles = troubleCount(health, now);
  return (
    <div className="health">
      <PanelHeader>
        {troubles > 0 ? (
          <Badge tone="alert">{t('health.troubles', { count: troubles })}</Badge>
        ) : (
          <span>{t('health.all-well')}</span>
        )}
      </PanelHeader>
      <Notice health={health} now={now} />
      <Sources health={health} now={now} />
      <dl className="facts">
        {facts(health, now).map((fact) => (
          <FactView key={fact.name} fact={fact} health={health} now={now} />
        ))}
      </dl>
    </div>
  );
}

/** The newest notice only: the rest is for a desk. */
function Notice({ health, now }: { readonly health: Health; readonly now: number }) {
  const zone = useWall((state) => state.status?.timeZones[0]);
  const [notice] = presentNotices(health, now);
  return (
    notice && (
      <p className="health-notice">
        <time>{formatWhen(notice.at, now, zone)}</time> {notice.text}
      </p>
    )
  );
}

function Sources({ health, now }: { readonly health: Health; readonly now: number }) {
  const { sources, quarantine } = health;
  const list = useRef<HTMLUListElement>(null);
  const rows = shareRows(useFit(list, 'single'), sources.length, quarantine.length);
  return (
    <ul className="sources" ref={list}>
      {sources.length === 0 && <li className="row-detail">{t('health.sources.none')}</li>}
      {orderSources(sources, now)
        .slice(0, rows.sources)
        .map((source) => (
          <Source key={source.name} source={source} now={now} />
        ))}
      {quarantine.slice(0, rows.reasons).map((kept) => (
        <Refused key={`${kept.source} ${kept.reason}`} kept={kept} now={now} />
      ))}
    </ul>
  );
}

function Source({ source, now }: { readonly source: SourceHealth; readonly now: number }) {
  const state = t(`health.source.${source.state}`);
  return (
    <li className="source" title={source.detail}>
      <span className="source-name">
        <bdi>{source.name}</bdi>
      </span>
      <span className="source-state">
        {source.state === 'failing' ? <Badge tone="alert">{state}</Badge> : state}
      </span>
      <span className="source-detail">{sourceDetail(source, now)}</span>
      <span className="source-rate">
        {formatRate(source.rate)}
        <small>{t('status.rate.unit')}</small>
      </span>
    </li>
  );
}

/** Why records of a source could not be read. */
function Refused({ kept, now }: { readonly kept: Quarantined; readonly now: number }) {
  return (
    <li className="source refused" title={kept.sample}>
      <span className="source-name">
        <bdi>{kept.source}</bdi>
      </span>
      <span>{t('health.refused', { count: formatCount(kept.count) })}</span>
      <span className="refused-reason">
        <bdi>{kept.reason}</bdi>
      </span>
      <span>{formatAge(now - kept.at)}</span>
    </li>
  );
}

function sourceDetail(source: SourceHealth, now: number): string {
  if (source.state === 'failing' && source.detail !== '') return source.detail;
  const parts = [
    source.dropped > 0 && t('health.dropped', { count: formatCount(source.dropped) }),
    source.malformed > 0 && t('health.malformed', { count: formatCount(source.malformed) }),
    source.lagMs > TELL_LAG_MS && t('health.lag', { age: formatAge(source.lagMs) }),
    source.backlogBytes > 0 && t('health.backlog', { size: formatBytes(source.backlogBytes) }),
    source.lastEventAt > 0
      ? t('health.last', { age: formatAge(now - source.lastEventAt) })
      : t('health.never'),
  ];
  return parts.filter(Boolean).join(' · ');
}

interface FactProps {
  readonly fact: Fact;
  readonly health: Health;
  readonly now: number;
}

function FactView({ fact, health, now }: FactProps) {
  const { value, note } = factText(fact.name, health, now);
  return (
    <div className={fact.bad ? 'fact fact-bad' : 'fact'} data-fact={fact.name}>
      <dt>{t(`health.${fact.name}`)}</dt>
      <dd>
        {value}
        {note !== '' && <small>{note}</small>}
      </dd>
    </div>
  );
}

function factText(name: Fact['name'], health: Health, now: number): { value: string; note: string } {
  switch (name) {
    case 'rules': {
      const { loaded, failed } = health.rules;
      return {
        value: formatCount(loaded),
        note: failed > 0 ? t('health.rules.failed', { count: formatCount(failed) }) : '',
      };
    }
    case 'groups': {
      const { groups, evicted, late } = health.correlation;
      const note =
        evicted > 0
          ? t('health.evicted', { count: formatCount(evicted) })
          : late > 0
            ? t('health.late', { count: formatCount(late) })
            : '';
      return { value: formatShort(groups), note };
    }
    case 'heap':
      return { value: formatBytes(health.heapBytes), note: '' };
    case 'loop':
      return { value: formatRate(health.loopDelayMs), note: t('unit.ms') };
    case 'up':
      return { value: formatSpan(now - health.startedAt), note: '' };
    case 'displays': {
      const mute = health.displays.filter(isMute);
      return {
        value: formatCount(health.displays.length),
        note:
          mute.length > 0
            ? mute.map((display) => `${display.name} ${t(`sound.${display.sound}`)}`).join(', ')
            : '',
      };
    }
  }
}
