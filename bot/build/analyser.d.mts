export function buildAnalyser(folder: string): Promise<void>;
