import { useRef, useState } from 'react';
import { formatBytes } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { bytesOf, readImage } from './image-file.ts';

interface Props {
  readonly label: string;
  /** A data: URL; empty for none. */
  readonly url: string;
  readonly mostBytes: number;
  readonly disabled: boolean;
  /** Undefined takes it away. */
  readonly onChange: (url: string | undefined) => void;
}

/** A picture from a file, kept in the scene itself: displays fetch nothing. */
export function ImageField({ label, url, mostBytes, disabled, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<{ readonly words: string; readonly bad: boolean }>();
  const [reading, setReading] = useState(false);
  const load = async (file: File) => {
    const most = formatBytes(mostBytes);
    const { name } = file;
    setReading(true);
    try {
      const read = await readImage(file, mostBytes);
      if (!read.ok) {
        const values = { file: name, size: formatBytes(file.size), most };
        setSaid({ words: t(`editor.image.${read.problem}`, values), bad: true });
        return;
      }
      const { size, was } = read;
      const from = was && { from: `${was.width} × ${was.height}`, to: `${size.width} × ${size.height}` };
      setSaid(from && { words: t('editor.image.shrunk', { file: name, most, ...from }), bad: false });
      onChange(read.url);
    } catch {
      setSaid({ words: t('editor.image.damaged', { file: name }), bad: true });
    } finally {
      setReading(false);
    }
  };
  return (
    <div className="setting image-field" role="group" aria-label={label}>
      <span>{label}</span>
      {url !== '' && <img src={url} alt="" />}
      <div className="buttons">
        <button
          type="button"
          className="button"
          disabled={disabled || reading}
          onClick={() => input.current?.click()}
        >
          {t(url === '' ? 'editor.image.choose' : 'editor.image.replace')}
        </button>
        {url !== '' && (
          <button
            type="button"
            className="button button-quiet"
            disabled={disabled || reading}
            onClick={() => {
              setSaid(undefined);
              onChange(undefined);
            }}
          >
            {t('editor.image.remove')}
          </button>
        )}
        <span className="desk-fact">
          {reading ? t('editor.image.reading') : url === '' ? '' : formatBytes(bytesOf(url))}
        </span>
      </div>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        accept="image/png,image/jpeg,image/webp"
        tabIndex={-1}
        disabled={disabled}
        aria-label={label}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file again is a choice too.
          event.target.value = '';
          if (file) void load(file);
        }}
      />
      {said && (
        <p className={said.bad ? 'form-problem' : 'desk-note'} role={said.bad ? 'alert' : 'status'}>
          {said.words}
        </p>
      )}
    </div>
  );
}
