export const LEFT_OUT: string[];
export function buildServer(folder: string): Promise<void>;
