import { useLayoutEffect, useRef, useState } from 'react';

/** Never less, px: on a small screen the page scrolls instead. */
const LEAST = 240;
/** Below the panel, px. */
const MARGIN = 14;

/** The height that fills the window from the element's top down, less what else stands in it. */
export function useFillHeight(inside: number) {
  const ref = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(LEAST);
  useLayoutEffect(() => {
    const measure = () => {
      const top = ref.current?.getBoundingClientRect().top ?? 0;
      setHeight(Math.max(LEAST, Math.floor(innerHeight - (top + scrollY) - inside - MARGIN)));
    };
    measure();
    // Banners above come and go.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    for (const above of document.querySelectorAll('.app > *, .alerts-page')) observer.observe(above);
    addEventListener('resize', measure);
    const changed = new MutationObserver(measure);
    changed.observe(document.querySelector('.app') ?? document.body, { childList: true });
    return () => {
      observer.disconnect();
      changed.disconnect();
      removeEventListener('resize', measure);
    };
  }, [inside]);
  return { ref, height };
}
