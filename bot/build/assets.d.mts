/** Sizes of a built file in bytes. */
export interface BuiltAsset {
  name: string;
  raw: number;
  br: number;
}

/** Writes all assets for browsers to `folder`. */
export function buildAssets(folder: string): Promise<BuiltAsset[]>;
