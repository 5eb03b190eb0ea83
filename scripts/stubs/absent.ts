/** Stands in for what a function on Lambda never uses; callable and constructible, and whoever does either is told plainly. */
export const absent = (what: string) =>
  function notHere(): never {
    throw new Error(`${what} is not in this bundle: on Lambda, shub receives requests itself. scripts/bundles.ts says what is left out.`);
  };
