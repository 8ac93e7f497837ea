// What a previewed remedy would do, above the timeline that shows it as outlines.
import { Button } from '../../components/button/Button';
import { useSessionActions } from '../../session/session';
import type { Preview } from '../../session/store';
import styles from './RoadmapPage.module.css';

export function PreviewBanner({ preview }: { preview: Preview }) {
  const { act, showPreview } = useSessionActions();
  const apply = async (): Promise<void> => {
    if (!(await act(preview.op, { undoable: true }))) return;
    showPreview(null);
    preview.onTaken?.();
  };
  return (
    <section className={styles.banner} aria-label="Preview" data-testid="preview-banner">
      <p>
        <b>Preview: {preview.label}</b>
        <span>{preview.view.effect.sentence}</span>
      </p>
      <Button look="primary" onPress={() => void apply()}>
        Apply
      </Button>
      <Button onPress={() => showPreview(null)}>Leave</Button>
    </section>
  );
}
