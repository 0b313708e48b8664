import { useState, type SubmitEvent } from 'react';
import type { Alarm } from '#contract/alarm.ts';
import { roleAllows } from '#contract/api.ts';
import type { IncidentRow } from '#contract/incident.ts';
import { actions } from '#renderer/store/actions.ts';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import { formatAge, formatCount, formatPlace, formatWhen } from '#renderer/text/format.ts';
import { lookUp, t } from '#renderer/text/text.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { holder } from '../holder.ts';

interface Props {
  readonly row: IncidentRow;
  readonly onClose: () => void;
}

/** One incident, and what a person can do about it: take it, put its alarm off for a while, end it, take that back. */
export function IncidentCard({ row, onClose }: Props) {
  const alarm = useWall((state) => state.alarms?.find(({ id }) => id === row.id));
  const places = useWall((state) => state.places);
  const zone = useWall((state) => state.status?.timeZones[0]);
  const now = useSecond() * 1000;
  const waiting = alarm?.state === 'unacknowledged' || alarm?.state === 'returned';
  const tactics = row.tactics.map((id) => lookUp(`tactic.${id}`) ?? id);
  const way = `${formatPlace(places.get(row.sourcePlace))} → ${formatPlace(places.get(row.destinationPlace))}`;
  return (
    <Dialog label={t('incident.card')} className="incident-card" onClose={onClose}>
      <header>
        <SeverityMark severity={row.severity} label={t(`severity.${row.severity}`)} blink={waiting} />
        <h3>{row.title}</h3>
        <button type="button" className="incident-close" aria-label={t('incident.dismiss')} onClick={onClose}>
          ×
        </button>
      </header>
      <p className="incident-line">
        <strong>{holder(alarm)}</strong>
        {alarm && alarm.until > now && (
          <span>{t('incident.until', { time: formatWhen(alarm.until, now, zone) })}</span>
        )}
        <span>{t(`incidents.state.${row.state}`)}</span>
        <span>
          {t('alarm.since', { time: formatWhen(row.opened, now, zone) })} ({formatAge(now - row.opened)})
        </span>
        <span>{t('incident.detections', { count: formatCount(row.count) })}</span>
      </p>
      <p className="incident-line">
        <bdi>{row.cause.value}</bdi>
        <span>{way}</span>
        {row.organization !== '' && <bdi>{row.organization}</bdi>}
        {tactics.length > 0 && <span>{tactics.join(' › ')}</span>}
      </p>
      <Answers row={row} alarm={alarm} />
    </Dialog>
  );
}

interface AnswersProps {
  readonly row: IncidentRow;
  readonly alarm: Alarm | undefined;
}

function Answers({ row, alarm }: AnswersProps) {
  const role = useWall((state) => state.role);
  const link = useWall((state) => state.link);
  const [shelving, setShelving] = useState(false);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState('');
  const [done, setDone] = useState('');
  if (!roleAllows(role, 'analyst')) return <p className="incident-note">{t('incident.desk-only')}</p>;

  /** The core's frames bring the new state; here only what it said. */
  const send = async (call: () => Promise<unknown>, said = '') => {
    setSending(true);
    setProblem('');
    setDone('');
    try {
      await call();
      setShelving(false);
      setDone(said);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setSending(false);
  };
  const off = sending || link !== 'up';
  const waiting = alarm?.state === 'unacknowledged' || alarm?.state === 'returned';
  return (
    <>
      {shelving ? (
        <ShelveForm
          disabled={off}
          onShelve={(minutes, reason) => void send(() => actions.shelve(row.id, minutes, reason))}
          onCancel={() => setShelving(false)}
        />
      ) : (
        <div className="incident-answers">
          {waiting && (
            <button
              type="button"
              disabled={off}
              onClick={() => void send(() => actions.acknowledge([row.id]))}
            >
              {t('alarm.acknowledge')}
            </button>
          )}
          {row.state === 'closed' ? (
            <button
              type="button"
              disabled={off}
              onClick={() => void send(() => actions.reopenIncident(row.id))}
            >
              {t('incident.reopen')}
            </button>
          ) : (
            <button
              type="button"
              disabled={off}
              onClick={() => void send(() => actions.closeIncident(row.id), t('incident.closed'))}
            >
              {t('incident.end')}
            </button>
          )}
          {alarm?.state === 'shelved' && (
            <button type="button" disabled={off} onClick={() => void send(() => actions.unshelve(row.id))}>
              {t('incident.unshelve')}
            </button>
          )}
          {alarm && alarm.state !== 'shelved' && alarm.state !== 'normal' && (
            <button type="button" disabled={off} onClick={() => setShelving(true)}>
              {t('incident.shelve')}
            </button>
          )}
        </div>
      )}
      {problem !== '' && (
        <p className="incident-note" role="alert">
          {t('incident.failed', { reason: problem })}
        </p>
      )}
      {done !== '' && (
        <p className="incident-note" role="status">
          {done}
        </p>
      )}
    </>
  );
}

/** Minutes that are offered; the longest is as long as the contract allows. */
const SHELF_MINUTES = [15, 60, 240, 480, 1440] as const;
const MAX_REASON = 500;

interface ShelveProps {
  readonly disabled: boolean;
  readonly onShelve: (minutes: number, reason: string) => void;
  readonly onCancel: () => void;
}

/** Silence has a reason and an end. */
function ShelveForm({ disabled, onShelve, onCancel }: ShelveProps) {
  const [minutes, setMinutes] = useState<number>(60);
  const [reason, setReason] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') onShelve(minutes, reason.trim());
  };
  return (
    <form className="incident-shelve" onSubmit={submit}>
      <label>
        {t('incident.shelve.for')}
        <select value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
          {SHELF_MINUTES.map((one) => (
            <option key={one} value={one}>
              {formatAge(one * 60_000)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('incident.shelve.reason')}
        <input
          type="text"
          value={reason}
          maxLength={MAX_REASON}
          // Somebody has just asked for it.
          autoFocus
          required
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <div className="incident-answers">
        <button type="submit" disabled={disabled || reason.trim() === ''}>
          {t('incident.shelve')}
        </button>
        <button type="button" onClick={onCancel}>
          {t('incident.cancel')}
        </button>
      </div>
    </form>
  );
}
