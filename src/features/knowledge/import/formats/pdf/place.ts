/** Where something stands on a page, whichever way its lines go. */

/** Letters that stand together, or a space. `from` and `to` along the line, `at` across, going down. */
export interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly size: number;
}
