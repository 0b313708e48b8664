import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly className: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Over everything else, for as long as it is mounted: holds the focus, and gives it back. Escape or a click beside it closes it. */
export function Dialog({ label, className, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    // A panel in full view must not take it to be meant.
    event.stopPropagation();
    onClose();
  };
  return (
    <dialog
      ref={dialog}
      // Said as well as meant: whoever looks for what somebody left open looks for the role.
      role="dialog"
      aria-label={label}
      className={`dialog ${className}`}
      onKeyDown={press}
      onCancel={(event) => event.preventDefault()}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
