// Catches what breaks while it is drawn, or cannot be loaded: a sentence and a way back instead of a blank page.
import { Component, type ReactNode } from 'react';
import { Button } from '../button/Button';
import { Empty } from '../note/Note';
import styles from './Boundary.module.css';

type BoundaryProps = {
  /** What broke, as the sentence begins: "The roadmap". */
  what: string;
  /** It stands above everything, so its sentence does, too. */
  above?: true;
  children: ReactNode;
};

export class Boundary extends Component<BoundaryProps, { problem: string | null }> {
  override state = { problem: null };

  static getDerivedStateFromError(error: unknown): { problem: string } {
    return { problem: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { problem } = this.state;
    if (problem === null) return this.props.children;
    return (
      <div role="alert" className={this.props.above ? styles.above : styles.inside} data-testid="trouble">
        <Empty title={`${this.props.what} cannot be shown`} action={<Button look="primary" onPress={() => window.location.reload()}>Load the window again</Button>}>
          Every edit was saved when it was made, so nothing is lost. Load the window again; if that does not help, report these words: “{problem}”.
        </Empty>
      </div>
    );
  }
}
