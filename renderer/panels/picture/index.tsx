import { useMemo, useState } from 'react';
import { t } from '#renderer/text/text.ts';
import { BrokenState, EmptyState } from '#renderer/ui/states.tsx';
import type { PanelProps } from '../panel.ts';
import { pictureOf } from './select.ts';
import type { PictureSettings } from './settings.ts';
import './picture.css';

export default function PicturePanel({ settings: { image, alt, fit } }: PanelProps<PictureSettings>) {
  const picture = useMemo(() => pictureOf(image), [image]);
  const [broken, setBroken] = useState('');
  if (!picture.ok) {
    return picture.problem === 'none' ? (
      <EmptyState what={t('picture.empty')} why={t('picture.empty.why')} />
    ) : (
      <BrokenState what={t('picture.broken')} why={t(`picture.broken.${picture.problem}`)} />
    );
  }
  // The header was right and the rest was not.
  if (broken === image) return <BrokenState what={t('picture.broken')} why={t('picture.broken.damaged')} />;
  return <img className="picture" data-fit={fit} src={image} alt={alt} onError={() => setBroken(image)} />;
}
