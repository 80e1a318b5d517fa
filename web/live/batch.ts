/** Milliseconds in which what comes is gathered: a page that follows thousands of lines draws a few times a second. */
const GATHERED = 80;

/** Hands on what is pushed, several at once. `stop` drops what has not been handed on. */
export function batch<T>(take: (items: readonly T[]) => void, milliseconds = GATHERED) {
  let items: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    const taken = items;
    items = [];
    take(taken);
  };
  return {
    push(item: T): void {
      items.push(item);
      timer ??= setTimeout(flush, milliseconds);
    },
    stop(): void {
      clearTimeout(timer);
      timer = undefined;
      items = [];
    },
  };
}
