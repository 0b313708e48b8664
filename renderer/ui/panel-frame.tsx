import { createContext, useContext, useId, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

const HeaderContext = createContext<HTMLElement | null>(null);

interface Props {
  readonly title: string;
  /** Mode badges: always at the same place, the end of the title line. */
  readonly badges?: ReactNode;
  /** A StaleAge when the content is old: it takes the slot's place, and the body is hatched and dimmed. */
  readonly stale?: ReactNode;
  readonly children: ReactNode;
}

/** A landmark with the panel's name. The title line has a slot that the content fills by PanelHeader. */
export function PanelFrame({ title, badges, stale, children }: Props) {
  const titleId = useId();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  return (
    <section className={stale ? 'panel panel-stale' : 'panel'} aria-labelledby={titleId}>
      <header className="panel-head">
        <h2 id={titleId}>{title}</h2>
        <div className="panel-slot" ref={setSlot} />
        <div className="panel-badges">{badges}</div>
        {stale}
      </header>
      <div className="panel-body">
        <HeaderContext value={slot}>{children}</HeaderContext>
        {stale && <div className="stale-veil" />}
      </div>
    </section>
  );
}

/** What a panel says about itself in its title line: totals, "3 newer". */
export function PanelHeader({ children }: { readonly children: ReactNode }) {
  const slot = useContext(HeaderContext);
  return slot && createPortal(children, slot);
}
