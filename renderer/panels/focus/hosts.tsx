import type { Incident, IncidentAsset, IncidentRow } from '#contract/incident.ts';
import { useWall } from '#renderer/store/hooks.ts';
import { formatCount, formatPlace } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { Badge } from '#renderer/ui/badge.tsx';
import { orderAssets } from './select.ts';

const PEERS = 6;

interface Props {
  readonly row: IncidentRow;
  readonly incident: Incident | undefined;
  /** Assets. */
  readonly most: number;
}

/** Who acts on whom, and what of it is somebody's. */
export function Hosts({ row, incident, most }: Props) {
  const places = useWall((state) => state.places);
  const peers = incident?.peers ?? [];
  const at = (id: number | undefined) => (id === undefined ? '' : ` · ${formatPlace(places.get(id))}`);
  const { role, value } = row.cause;
  const ends =
    role === 'destination'
      ? [row.destinationPlace, row.sourcePlace]
      : [row.sourcePlace, row.destinationPlace];
  // What a group has in common can be anything: no end of the flow is its place.
  const [causePlace, peerPlace] = role === 'group' ? [] : ends;
  return (
    <dl className="focus-hosts">
      <div>
        <dt>
          {t(`focus.cause.${role}`)}
          {at(causePlace)}
        </dt>
        <dd>
          <bdi className="focus-cause">{value}</bdi>
        </dd>
      </div>
      {row.peerCount > 0 && (
        <div>
          <dt>
            {t(`focus.peers.${role}`, { count: formatCount(row.peerCount) })}
            {at(peerPlace)}
          </dt>
          <dd>
            {peers.slice(0, PEERS).map((peer) => (
              <bdi key={peer}>{peer}</bdi>
            ))}
            <More shown={Math.min(PEERS, peers.length)} of={row.peerCount} />
          </dd>
        </div>
      )}
      <Assets assets={incident?.assets ?? []} most={most} />
    </dl>
  );
}

interface AssetsProps {
  readonly assets: readonly IncidentAsset[];
  readonly most: number;
}

function Assets({ assets, most }: AssetsProps) {
  if (assets.length === 0 || most === 0) return null;
  const shown = orderAssets(assets).slice(0, most);
  return (
    <div className="focus-assets">
      <dt>
        {t('focus.assets')} <More shown={shown.length} of={assets.length} />
      </dt>
      {shown.map(({ name, address, criticality, owner }) => (
        <dd key={name} data-criticality={criticality}>
          <bdi>{name}</bdi>
          <Badge tone="quiet">{t(`asset.${criticality}`)}</Badge>
          <small>{[owner, address].filter((word) => word !== '').join(' · ')}</small>
        </dd>
      ))}
    </div>
  );
}

function More({ shown, of }: { readonly shown: number; readonly of: number }) {
  return (
    of > shown && shown > 0 && <small>{t('incidents.hidden', { count: formatCount(of - shown) })}</small>
  );
}
