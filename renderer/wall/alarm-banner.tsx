import { useEffect, useState } from 'react';
import type { Alarm } from '#contract/alarm.ts';
import type { IncidentRow } from '#contract/incident.ts';
import { actions } from '#renderer/store/actions.ts';
import { linkView, type LinkView } from '#renderer/store/freshness.ts';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import { formatCount, formatPlace, formatWhen } from '#renderer/text/format.ts';
import { lookUp, t } from '#renderer/text/text.ts';
import { Badge } from '#renderer/ui/badge.tsx';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { alarmView, mayAcknowledge, type AlarmView } from './alarm-view.ts';
import { onKey } from './keys.ts';
import { OpenIncidents } from './open-incidents.tsx';

const NO_ALARMS: readonly Alarm[] = [];
/** A headline longer than this takes the smaller size. */
const LONG_HEADLINE = 24;
/** One longer than this stands on two lines. */
const LONGEST_HEADLINE = 34;

interface BannerProps {
  /** The display has no place for it: only what is wrong with this display itself is said then. */
  readonly inner: boolean;
}

/** A reserved place: the worst that waits for an answer, or that nothing does. What the wall lacks comes first. */
export function AlarmBanner({ inner }: BannerProps) {
  const alarms = useWall((state) => state.alarms) ?? NO_ALARMS;
  const annunciation = useWall((state) => state.annunciation);
  const loaded = useWall((state) => state.loaded);
  const now = useSecond() * 1000;
  const link = useLink(now);
  const view = alarmView(alarms, annunciation);
  const lost = link.state !== 'up' || !loaded;
  if (inner && !lost) return null;
  return (
    <section
      className={`banner banner-${lost ? 'lost' : view.kind}`}
      aria-label={t('alarm.region')}
      data-severity={view.kind === 'waiting' && !lost ? view.alarm.severity : undefined}
    >
      <div className="banner-main" aria-live="assertive">
        {lost ? <LinkMessage link={link} now={now} /> : <AlarmMessage view={view} now={now} />}
      </div>
      {!lost && view.kind === 'waiting' && <Acknowledge view={view} />}
      <OpenIncidents />
    </section>
  );
}

function useLink(now: number): LinkView {
  const link = useWall((state) => state.link);
  const linkSince = useWall((state) => state.linkSince);
  const loaded = useWall((state) => state.loaded);
  const status = useWall((state) => state.status);
  const frameSecond = useWall((state) => Math.floor(state.frameAt / 1000));
  return linkView({ link, linkSince, loaded, status, frameAt: frameSecond * 1000 }, now);
}

function LinkMessage({ link, now }: { readonly link: LinkView; readonly now: number }) {
  const refusal = useWall((state) => state.refusal);
  const zone = useWall((state) => state.status?.timeZones[0]);
  if (refusal !== undefined) {
    return (
      <Message headline={t('system.refused')} detail={t('system.refused.detail', { reason: refusal })} />
    );
  }
  const state = link.state === 'up' ? 'connecting' : link.state;
  const time = formatWhen(link.since, now, zone);
  return <Message headline={t(`system.${state}`)} detail={t(`system.${state}.detail`, { time })} />;
}

function Message({ headline, detail }: { readonly headline: string; readonly detail: string }) {
  return (
    <div className="banner-text">
      <p className="banner-headline banner-long">{headline}</p>
      <p className="banner-detail">{detail}</p>
    </div>
  );
}

function AlarmMessage({ view, now }: { readonly view: AlarmView; readonly now: number }) {
  const role = useWall((state) => state.role);
  if (view.kind === 'calm') {
    return (
      <div className="banner-text">
        <p className="banner-headline banner-long">{t('alarm.calm')}</p>
        {view.shelved > 0 && (
          <p className="banner-detail">{t('alarm.calm.shelved', { count: formatCount(view.shelved) })}</p>
        )}
      </div>
    );
  }
  const { alarm } = view;
  const waiting = view.kind === 'waiting';
  const aside = asideOf(view, mayAcknowledge(role));
  const { length } = alarm.title;
  const size =
    length > LONGEST_HEADLINE ? ' banner-longest' : length > LONG_HEADLINE || !waiting ? ' banner-long' : '';
  return (
    <>
      <span className="banner-mark" data-severity={alarm.severity}>
        <SeverityMark severity={alarm.severity} label={t(`severity.${alarm.severity}`)} blink={waiting} />
      </span>
      <div className="banner-text">
        <p className={`banner-headline${size}`}>{alarm.title}</p>
        <p className="banner-detail">
          {waiting && view.flood !== undefined && (
            <Badge tone="alert">{t('alarm.flood', { count: formatCount(view.flood) })}</Badge>
          )}
          {aside !== '' && <strong>{aside}</strong>}
          <AlarmDetail alarm={alarm} now={now} />
        </p>
      </div>
    </>
  );
}

/** How many stand behind the headline; the button says it where there is one. */
function asideOf(view: AlarmView, hasButton: boolean): string {
  if (view.kind === 'calm') return '';
  if (view.kind === 'waiting') {
    const more = view.ids.length - 1;
    return more > 0 && !hasButton ? t('alarm.more', { count: formatCount(more) }) : '';
  }
  return [
    t('alarm.calm.acknowledged', { count: formatCount(view.acknowledged) }),
    view.shelved > 0 && t('alarm.calm.shelved', { count: formatCount(view.shelved) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

function AlarmDetail({ alarm, now }: { readonly alarm: Alarm; readonly now: number }) {
  const incident = useWall((state) => state.incidents?.rows.find(({ id }) => id === alarm.id));
  const places = useWall((state) => state.places);
  const zone = useWall((state) => state.status?.timeZones[0]);
  const parts = [
    incident && whoToWhom(incident, (id) => formatPlace(places.get(id))),
    t('alarm.since', { time: formatWhen(alarm.raised, now, zone) }),
    t('incident.detections', { count: formatCount(alarm.count) }),
    incident?.tactics.map((id) => lookUp(`tactic.${id}`) ?? id).at(-1),
    alarm.state === 'returned' && t('alarm.returned'),
  ];
  return <span>{parts.filter(Boolean).join(' · ')}</span>;
}

function whoToWhom(incident: IncidentRow, placeName: (id: number) => string): string {
  const from = placeName(incident.sourcePlace);
  const to = placeName(incident.destinationPlace);
  const { role, value } = incident.cause;
  if (role === 'destination') return `${from} → ${value} (${to})`;
  if (role === 'source') return `${value} (${from}) → ${to}`;
  return `${value}: ${from} → ${to}`;
}

type Sending =
  | { readonly state: 'idle' }
  | { readonly state: 'sending' }
  | { readonly state: 'failed'; readonly reason: string };

/** How long a failed acknowledgement stays on the glass. */
const FAILURE_SHOWN_MS = 6000;

function Acknowledge({ view }: { readonly view: AlarmView & { kind: 'waiting' } }) {
  const role = useWall((state) => state.role);
  const [sending, setSending] = useState<Sending>({ state: 'idle' });
  const { alarm, ids } = view;

  useEffect(() => {
    if (sending.state !== 'failed') return undefined;
    const timer = setTimeout(() => setSending({ state: 'idle' }), FAILURE_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [sending]);

  const send = async (which: readonly string[]) => {
    setSending({ state: 'sending' });
    try {
      await actions.acknowledge(which);
      setSending({ state: 'idle' });
    } catch (error) {
      setSending({ state: 'failed', reason: error instanceof Error ? error.message : String(error) });
    }
  };
  const allowed = mayAcknowledge(role);
  useEffect(() => {
    if (!allowed) return undefined;
    const offOne = onKey('a', () => void send([alarm.id]));
    const offAll = onKey('A', () => void send(ids));
    return () => {
      offOne();
      offAll();
    };
  });

  if (!allowed) return <p className="banner-answer banner-hint">{t('alarm.desk-only')}</p>;
  if (sending.state === 'failed') {
    return <p className="banner-answer banner-hint">{t('alarm.failed', { reason: sending.reason })}</p>;
  }
  return (
    <div className="banner-answer">
      <button type="button" disabled={sending.state === 'sending'} onClick={() => void send([alarm.id])}>
        <KeyHint keys="A" /> {t(sending.state === 'sending' ? 'alarm.sending' : 'alarm.acknowledge')}
      </button>
      {ids.length > 1 && (
        <button type="button" disabled={sending.state === 'sending'} onClick={() => void send(ids)}>
          <KeyHint keys="⇧A" /> {t('alarm.acknowledge.all', { count: formatCount(ids.length) })}
        </button>
      )}
    </div>
  );
}
