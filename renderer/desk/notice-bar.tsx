import { useStore } from 'zustand';
import { t } from '#renderer/text/text.ts';
import { dismissNotice, noticeStore } from './notices.ts';

/** What became of what was just done, with its undo. Said by screen readers. */
export function NoticeBar() {
  const notice = useStore(noticeStore, (state) => state.notice);
  const action = notice?.action;
  return (
    <div className="notices" role={notice?.bad ? 'alert' : 'status'} aria-live="polite">
      {notice && (
        <div className={notice.bad ? 'notice notice-bad' : 'notice'} key={notice.id}>
          <p>{notice.text}</p>
          {action && (
            <button
              type="button"
              className="button"
              onClick={() => {
                dismissNotice();
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" className="button button-quiet" onClick={dismissNotice}>
            {t('desk.dismiss')}
          </button>
        </div>
      )}
    </div>
  );
}
