/** How large a trend is drawn, and what is around its plot, in units that are pixels where there is room. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Right of a plot of bars. */
  barsRight: number;
  /** From the left of the plot. */
  xTitleAt: number;
  /** Do the words of the lines stand under the plot, because there is no room beside it? */
  hasKeys: boolean;
}

/** All trends have one size, so that they can stand above one another and be read together. */
export const WIDE: Frame = {
  ...{ width: 640, height: 348, left: 60, top: 44, right: 140, bottom: 80 },
  ...{ barsRight: 16, xTitleAt: 0, hasKeys: false },
};

/** The same for a telephone, on which the wide one would shrink until nobody could read it. */
export const NARROW: Frame = {
  ...{ width: 320, height: 366, left: 52, top: 64, right: 12, bottom: 128 },
  ...{ barsRight: 12, xTitleAt: -52, hasKeys: true },
};

/** The baseline of the title under a plot, from its lower edge: below two rows of months. */
export const X_TITLE = 74;
/** From one key to the next, and from the title to the middle of the first. */
export const KEY_ROW = 24;

export function plotOf({ width, height, left, right, top, bottom }: Frame): {
  width: number;
  height: number;
} {
  return { width: width - left - right, height: height - top - bottom };
}
