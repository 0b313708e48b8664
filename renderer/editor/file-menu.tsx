import { useRef } from 'react';
import type { SceneSummary } from '#contract/layout.ts';
import { tell, tellError, tellFailure } from '#renderer/desk/notices.ts';
import { actions } from '#renderer/store/actions.ts';
import { formatBytes } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';

/** As many characters as the core reads. */
const MAX_BYTES = 900_000;

interface Props {
  readonly chosen: string | undefined;
  /** Something beside what is built in. */
  readonly anyPublished: boolean;
  readonly mayEdit: boolean;
  readonly onImported: (scenes: readonly SceneSummary[]) => void;
}

/** Scenes out to a file and in from one: all of it or, with the reason told, nothing. */
export function FileMenu({ chosen, anyPublished, mayEdit, onImported }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const save = async (what: 'yaml' | 'json' | 'all') => {
    const format = what === 'all' ? 'yaml' : what;
    const id = what === 'all' ? undefined : chosen;
    try {
      const { text } = await actions.exportScenes(id, format);
      download(`${id ?? 'scenes'}.${format}`, text);
    } catch (error) {
      tellError(t(`editor.export.${what}`), error);
    }
  };
  const load = async (file: File) => {
    const fail = (reason: string) => tellFailure(t('editor.import.broken', { file: file.name, reason }));
    if (file.size > MAX_BYTES) {
      fail(t('editor.file.large', { size: formatBytes(MAX_BYTES) }));
      return;
    }
    try {
      const imported = await actions.importScenes(await file.text(), file.name.slice(0, 200));
      tell(t('editor.imported', { count: imported.length }));
      onImported(imported);
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="file-menu" role="group" aria-label={t('editor.file')}>
      {(['yaml', 'json', 'all'] as const).map((what) => (
        <button
          key={what}
          type="button"
          className="button button-quiet"
          disabled={what === 'all' ? !anyPublished : chosen === undefined}
          title={what === 'all' ? t('editor.export.all.help') : undefined}
          onClick={() => void save(what)}
        >
          {t(`editor.export.${what}`)}
        </button>
      ))}
      {mayEdit && (
        <>
          <button type="button" className="button button-quiet" onClick={() => input.current?.click()}>
            {t('editor.import')}
          </button>
          <input
            ref={input}
            className="visually-hidden"
            type="file"
            accept=".yaml,.yml,.json"
            tabIndex={-1}
            aria-label={t('editor.import')}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              // The same file again, mended, is a change too.
              event.target.value = '';
              if (file) void load(file);
            }}
          />
        </>
      )}
    </div>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
