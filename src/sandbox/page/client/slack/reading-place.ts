const NEAR_THE_END = 120;

/** Where somebody reads in a list that grows at its end. */
export interface ReadingPlace {
  atEnd(): boolean;
  /** Changes what the list holds: who is at the end goes along with it, who reads above keeps their line. */
  change(draw: () => void, toTheEnd: boolean): void;
  /** After the list was hidden, which makes a browser forget: it is as it was left. */
  restore(): void;
}

/** `reached` is told whenever the reader comes to the end. */
export function readingPlace(scroller: HTMLElement, reached: () => void): ReadingPlace {
  let atEnd = true;
  let top = 0;
  const hidden = () => scroller.clientHeight === 0;
  const toTheEnd = () => {
    scroller.scrollTop = scroller.scrollHeight;
  };

  scroller.addEventListener('scroll', () => {
    if (hidden()) return;
    top = scroller.scrollTop;
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_THE_END;
    if (atEnd) reached();
  });

  return {
    atEnd: () => atEnd,
    change(draw, wanted) {
      atEnd ||= wanted;
      const fromEnd = scroller.scrollHeight - scroller.scrollTop;
      draw();
      if (hidden()) return;
      if (atEnd) toTheEnd();
      else if (scroller.scrollTop < NEAR_THE_END) scroller.scrollTop = scroller.scrollHeight - fromEnd;
    },
    restore() {
      // Once it is laid out again.
      requestAnimationFrame(() => {
        if (hidden()) return;
        if (atEnd) toTheEnd();
        else scroller.scrollTop = top;
      });
    },
  };
}
