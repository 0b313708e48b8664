import { roleAllows } from '#contract/api.ts';
import { useControl, useWall } from '#renderer/store/hooks.ts';
import { t } from '#renderer/text/text.ts';
import { EmptyState, LoadingState } from '#renderer/ui/states.tsx';

/** What stands on a supervisor's page while it has nothing to work with: no right, no answer yet, or why there is none. */
export function DeskWait() {
  const problem = useControl((data) => data.problem);
  const role = useWall((wall) => wall.role);
  const linked = useWall((wall) => wall.link !== 'connecting');
  const roleName = t(`desk.role.${role}`);
  return (
    <main className="desk-message">
      {linked && !roleAllows(role, 'viewer') ? (
        <EmptyState
          what={t('desk.no-access', { role: roleName })}
          why={t('desk.read-only', { role: roleName })}
        />
      ) : problem === '' ? (
        <LoadingState label={t('desk.loading')} />
      ) : (
        <EmptyState what={t('desk.loading')} why={problem} />
      )}
    </main>
  );
}
