import type { ReactNode } from 'react';

interface Props {
  /** `quiet` names a mode; `alert` says that the wall itself is not as it should be; `news` is the accent. */
  readonly tone: 'quiet' | 'alert' | 'news';
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

export function Badge({ tone, title, children }: Props) {
  return (
    <span className={`badge badge-${tone}`} title={title}>
      {children}
    </span>
  );
}
