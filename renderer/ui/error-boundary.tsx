import { Component, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
  /** Seconds until the next try; it grows with each failure. */
  readonly renderBroken: (retryInSeconds: number) => ReactNode;
  readonly onError?: (error: unknown) => void;
}

interface State {
  readonly failed: boolean;
  readonly failures: number;
  readonly retryIn: number;
}

const FIRST_RETRY_S = 5;
const LONGEST_RETRY_S = 60;

/** A broken child shows itself broken and is tried again; its neighbours do not notice. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false, failures: 0, retryIn: 0 };
  #timer: ReturnType<typeof setInterval> | undefined;

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError?.(error);
    this.setState(({ failures }) => ({
      failures: failures + 1,
      retryIn: Math.min(LONGEST_RETRY_S, FIRST_RETRY_S * 2 ** failures),
    }));
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#count(), 1000);
  }

  override componentWillUnmount(): void {
    clearInterval(this.#timer);
  }

  #count(): void {
    if (this.state.retryIn > 1) {
      this.setState(({ retryIn }) => ({ retryIn: retryIn - 1 }));
      return;
    }
    clearInterval(this.#timer);
    this.setState({ failed: false, retryIn: 0 });
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.renderBroken(this.state.retryIn) : this.props.children;
  }
}
