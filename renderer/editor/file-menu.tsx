import { useRef, useState } from 'react';
import type { SceneSummary } from '#contract/layout.ts';
import { tell, tellError, tellFailure } from '#renderer/desk/notices.ts';
import { actions } from '#renderer/store/actions.ts';
import { formatBytes } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { type FileProblem, panelProblems } from './import-check.ts';

/** As many characters as the core reads. */
const MAX_BYTES = 900_000;
/** Problems that are listed; the others are counted. */
const MAX_LISTED = 50;

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
  const [broken, setBroken] = useState<Broken>();
  const load = async (file: File) => {
    const fail = (reason: string) => tellFailure(t('editor.import.broken', { file: file.name, reason }));
    setBroken(undefined);
    const tooLarge = () => fail(t('editor.file.large', { size: formatBytes(MAX_BYTES) }));
    if (file.size > MAX_BYTES) {
      tooLarge();
      return;
    }
    try {
      const text = await file.text();
      // As it travels, with its quotes escaped: beyond the core's limit the link itself would close.
      if (new Blob([JSON.stringify(text)]).size > MAX_BYTES) {
        tooLarge();
        return;
      }
      if (text.trim() === '') {
        fail(t('editor.file.empty'));
        return;
      }
      const check = await actions.checkScenes(text);
      const problems = [...check.problems, ...panelProblems(check)].sort((a, b) => a.line - b.line);
      if (problems.length > 0) {
        setBroken({ file: file.name, problems });
        return;
      }
      const imported = await actions.importScenes(text, file.name.slice(0, 200));
      tell(t('editor.imported', { count: imported.length }));
      onImported(imported);
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="file-menu" role="group" aria-label={t('editor.file')}>
      {broken && <BrokenFile {...broken} onDismiss={() => setBroken(undefined)} />}
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

interface Broken {
  readonly file: string;
  readonly problems: readonly FileProblem[];
}

function BrokenFile({ file, problems, onDismiss }: Broken & { readonly onDismiss: () => void }) {
  const rest = problems.length - MAX_LISTED;
  return (
    <div className="file-broken" role="alert">
      <p>{t('editor.import.problems', { file, count: problems.length })}</p>
      <ul>
        {problems.slice(0, MAX_LISTED).map(({ line, where, message }) => (
          <li key={`${line} ${where} ${message}`}>
            {line > 0 && <strong>{t('editor.import.line', { line })} </strong>}
            {where !== '' && <code>{where}</code>} {message}
          </li>
        ))}
      </ul>
      {rest > 0 && <p>{t('editor.history.more', { count: rest })}</p>}
      <button type="button" className="button" onClick={onDismiss}>
        {t('desk.dismiss')}
      </button>
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
