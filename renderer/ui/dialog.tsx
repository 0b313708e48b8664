import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly className: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Over everything else, for as long as it is mounted: holds the focus, and gives it back. Escape or a click beside it closes it. */
export function Dialog({ label, className, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    dialog.current?.showModal();
    // Wherever the focus is: a button that is switched off while it has it leaves it with nobody.
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      // A panel in full view must not take it to be meant.
      event.stopPropagation();
      close();
    };
    document.addEventListener('keydown', press, true);
    return () => document.removeEventListener('keydown', press, true);
  }, []);
  return (
    <dialog
      ref={dialog}
      // Said as well as meant: whoever looks for what somebody left open looks for the role.
      role="dialog"
      aria-label={label}
      className={`dialog ${className}`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
